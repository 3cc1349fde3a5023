"""gids 4 and 4.1.1: income by the Inkomensbepaling Loondienst."""

from collections.abc import Iterator

from underwriting import documents
from underwriting.case import Case
from underwriting.decision import MaxAge
from underwriting.facts.incomes import IblResult, Loondienst
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, at_least, compare, missing, passed
from underwriting.subjects import incomes_of

chapter = Chapter("4.1.1")


@chapter.rule("G4-02")
def taken_as_it_is(case: Case) -> Findings:
    """gids 4: with IBL the parts of the wage are not looked at one by one."""
    for _, wage, result, subject in _results(case):
        component = case.income.component(wage.id)
        if component is not None and component.method == "ibl":
            yield passed(at_least("stated", result.toetsinkomen, component.counted), subject=subject)


@chapter.rule("G4-03")
def message_is_recent(case: Case) -> Findings:
    """gids 4: the UWV verzekeringsbericht is at most three months old at the binding offer."""
    for path, _, result, subject in _results(case):
        if result.uwv_message_on is None:
            yield missing(f"{path}.ibl.uwv_message_on", subject=subject)
            continue
        oldest = documents.oldest(_message_age(case), case)
        recent = compare(
            "uwv_message_on",
            result.uwv_message_on,
            "on-or-after",
            oldest,
            "date",
            satisfied=result.uwv_message_on >= oldest,
        )
        if recent.satisfied:
            yield passed(recent, subject=subject)
        else:
            yield missing("document:uwv-verzekeringsbericht", subject=subject, compared=[recent])


@chapter.rule("G4-12")
def latest_calculation_rules(case: Case) -> Findings:
    """gids 4: by the calculation rules in force; an outcome of older rules is worked out again."""
    for path, _, result, subject in _results(case):
        version, wanted = result.calculation_rules_version, case.norms.ibl.version
        if version is None:
            continue
        same = compare("calculation_rules_version", version, "eq", wanted, "code", satisfied=version == wanted)
        if same.satisfied:
            yield passed(same, subject=subject)
        else:
            yield missing(f"{path}.ibl.calculation_rules_version", subject=subject, compared=[same])


@chapter.rule("G4.1.1-01")
def can_be_the_only_basis(case: Case) -> Findings:
    """gids 4.1.1: the income of an employee can rest on the IBL alone."""
    for path, _, wage, subject in _by_ibl(case):
        if wage.ibl is None:
            yield missing(f"{path}.ibl.toetsinkomen", subject=subject)
        else:
            yield passed(at_least("toetsinkomen", wage.ibl.toetsinkomen, 0), subject=subject)


@chapter.rule("G4.1.1-02")
def needs_the_message(case: Case) -> Findings:
    """gids 4.1.1: the digital verzekeringsbericht of UWV, by a supplier of brondata or fetched there by the
    applicant: the catalogue's reading, which counts documents too.
    """
    for _, applicant_id, wage, subject in _by_ibl(case):
        message = documents.ask(
            case,
            "uwv-verzekeringsbericht",
            applicant_id=applicant_id,
            subject_id=wage.id,
            needed_by="renteaanbod",
            max_age=_message_age(case),
            replaceable_by=("mijnuwv",),
        )
        yield from documents.demand(message, subject=subject)


def _message_age(case: Case) -> MaxAge:
    return MaxAge(months=case.norms.ch04.uwv_message_months, counted_at="hypotheekaanbod", rule_id="G4-03")


def _by_ibl(case: Case) -> Iterator[tuple[str, str, Loondienst, Subject]]:
    for path, applicant, wage, subject in incomes_of(case, Loondienst):
        if wage.method == "ibl":
            yield path, applicant.id, wage, subject


def _results(case: Case) -> Iterator[tuple[str, Loondienst, IblResult, Subject]]:
    for path, _, wage, subject in _by_ibl(case):
        if wage.ibl is not None:
            yield path, wage, wage.ibl, subject
