"""gids 4 and 4.1: the parts of a wage that is taken from payslip and employer's statement."""

from collections.abc import Callable, Iterator

from underwriting import documents, standard_documents
from underwriting.annuity import cents
from underwriting.case import Case
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Loondienst, OverigIncome, WageComponent
from underwriting.figures import Subject
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    compare,
    is_,
    missing,
    none_of,
    one_of,
    passed,
    referred,
)
from underwriting.subjects import incomes_of
from underwriting.workings import wages

chapter = Chapter("4")


@chapter.rule("G4-04")
def accepted_parts(case: Case) -> Findings:
    """gids 4: only the listed parts of a wage count, a 13th month or year-end payment when fixed, and other work."""
    for path, _, wage, subject in _by_payslip(case):
        if not wage.components:
            yield missing(f"{path}.components", subject=subject)
            continue
        accepted = case.norms.ch04.wage_parts.accepted
        lacking = [name for entry in _parts(path, wage) for name in _acceptance_lacks(case, *entry)]
        if lacking:
            yield missing(*lacking, subject=subject)
        else:
            compared = (one_of("component_kind", component.kind, sorted(accepted)) for component in wage.components)
            yield passed(*compared, subject=subject)
    for path, _, other, subject in incomes_of(case, OverigIncome):
        if other.category not in case.norms.ch04.income_left_out:
            counts = one_of("category", other.category, ("andere-arbeidsrelatie",))
            lacks_amount = counts.satisfied and other.annual_amount is None
            yield missing(f"{path}.annual_amount", subject=subject) if lacks_amount else passed(counts, subject=subject)


@chapter.rule("G4-05")
def bonus_and_overtime(case: Case) -> Findings:
    """gids 4: commission, bonus and overtime, fixed and personal, or structural: then the average of 12 months."""
    yield from _per_wage(case, lambda component: component.kind in case.norms.ch04.wage_parts.variable, _variable)


@chapter.rule("G4-06")
def budget_under_nhg(case: Case) -> Findings:
    """gids 4: with NHG an IKB is unconditional, in money only, and without a purpose."""
    yield from _per_wage(
        case,
        lambda component: component.kind == "ikb",
        lambda place, component: _stated(
            place,
            {
                "unconditional": (component.unconditional, True),
                "cash_only": (component.cash_only, True),
                "earmarked": (component.earmarked, False),
            },
        ),
    )


@chapter.rule("G4-07")
def budgets_fixed_and_in_money(case: Case) -> Findings:
    """gids 4: of EBB, IKB and TSF only what is fixed and can only be paid as salary."""
    yield from _per_wage(
        case,
        lambda component: component.kind in case.norms.ch04.wage_parts.budgets,
        lambda place, component: _stated(
            place, {"fixed": (component.fixed, True), "cash_only": (component.cash_only, True)}
        ),
    )


@chapter.rule("G4-08")
def not_regular(case: Case) -> Findings:
    """gids 4: rent, capital, PGB, pensioencompensatie and allowances of the employer are left out."""
    for _, _, other, subject in incomes_of(case, OverigIncome):
        left_out = case.norms.ch04.income_left_out
        if other.category in left_out:
            yield passed(none_of("category", other.category, left_out), subject=subject)
    yield from _per_wage(
        case,
        lambda component: component.kind == "onkostenvergoeding",
        lambda _, component: passed(none_of("component_kind", component.kind, ("onkostenvergoeding",))),
    )


@chapter.rule("G4-09")
def in_euros(case: Case) -> Findings:
    """gids 4: income in another currency does not count; nothing stated means euros."""
    for _, _, wage, subject in incomes_of(case, Loondienst):
        if wage.currency is not None:
            yield passed(one_of("currency", wage.currency, (wages.EURO,)), subject=subject)
    for _, _, other, subject in incomes_of(case, OverigIncome):
        if other.currency is not None:
            yield passed(one_of("currency", other.currency, (wages.EURO,)), subject=subject)


@chapter.rule("G4.1-05")
def variable_parts_are_structural(case: Case) -> Findings:
    """gids 4.1: an allowance for irregular hours, commission, overtime or a bonus counts only when structural."""
    yield from _per_wage(
        case,
        lambda component: _may_vary(case, component),
        lambda place, component: _stated(place, {"structural": (component.structural, True)}),
    )


@chapter.rule("G4.1-06")
def proof_of_variable_parts(case: Case) -> Findings:
    """gids 4.1: by a recent employer's statement and the latest payslip."""
    for path, applicant, wage, subject in _by_payslip(case):
        if any(_may_vary(case, component) and _counts(case, component) for _, component in _parts(path, wage)):
            papers = (
                standard_documents.payslip(case, applicant, wage),
                standard_documents.employer_statement(case, applicant, wage),
            )
            yield from documents.demand(*(paper for paper in papers if paper), subject=subject)


@chapter.rule("G4.1-07")
def overtime_that_lasts(case: Case) -> Findings:
    """gids 4.1: overtime or a further job counts; without a document that it lasts a person decides."""
    for path, applicant, wage, subject in _by_payslip(case):
        overtime = any(component.kind == "overwerk" and _counts(case, component) for _, component in _parts(path, wage))
        share = wages.overtime_share(applicant, wage, case.norms)
        beyond = any(
            component.kind in case.norms.ch04.wage_parts.regular and wages.overtime_counted(component, share) > 0
            for _, component in _parts(path, wage)
        )
        if overtime or beyond or _further_job(applicant, wage):
            yield _substantiated(case, applicant, wage.id, subject)
    for _, applicant, other, subject in incomes_of(case, OverigIncome):
        if other.category == "andere-arbeidsrelatie" and other.annual_amount:
            yield _substantiated(case, applicant, other.id, subject)


@chapter.rule("G4.1-14")
def hours_above_forty(case: Case) -> Findings:
    """gids 4.1: hours above 40 a week, in all jobs together, are overtime."""
    for path, applicant, wage, subject in _by_payslip(case):
        if wage.hours_per_week is None:
            yield missing(f"{path}.hours_per_week", subject=subject)
            continue
        share = wages.overtime_share(applicant, wage, case.norms)
        lacking = [] if not share else [name for entry in _parts(path, wage) for name in _overtime_lacks(case, *entry)]
        if lacking:
            yield missing(*lacking, subject=subject)
        else:
            regular = wage.hours_per_week * (1 - share)
            compared = compare(
                "hours_per_week",
                wage.hours_per_week,
                "le",
                cents(regular),
                "count",
                satisfied=share == 0,
            )
            yield passed(compared, subject=subject)


def _variable(place: str, component: WageComponent) -> Answer:
    if wages.fixed_to_person(component):
        return passed(is_("fixed", True), is_("personal", True))
    if component.structural:
        if component.last_12_months_amount is None:
            return missing(f"{place}.last_12_months_amount")
        return passed(is_("structural", True))
    wanted = {"fixed": component.fixed, "personal": component.personal}
    unknown = [] if False in wanted.values() else [f"{place}.{name}" for name, value in wanted.items() if value is None]
    if component.structural is None:
        unknown.append(f"{place}.structural")
    return missing(*unknown) if unknown else passed(is_("structural", False))


def _stated(place: str, stated: dict[str, tuple[bool | None, bool]]) -> Answer:
    """A part counts when every fact is as wanted; one that is not is enough to leave it out."""
    known = [is_(name, value, wanted) for name, (value, wanted) in stated.items() if value is not None]
    lacking = [f"{place}.{name}" for name, (value, _) in stated.items() if value is None]
    if lacking and all(comparison.satisfied for comparison in known):
        return missing(*lacking, compared=known)
    return passed(*known)


def _substantiated(case: Case, applicant: Applicant, income_id: str, subject: Subject) -> Answer:
    proof = documents.ask(case, "onderbouwing-bestendigheid", applicant_id=applicant.id, subject_id=income_id)
    shown = is_("substantiated", proof.status in documents.SATISFIED)
    return passed(shown, subject=subject) if shown.satisfied else referred(shown, subject=subject)


def _further_job(applicant: Applicant, wage: Loondienst) -> bool:
    return wage.id in [job.id for job in wages.jobs(applicant)[1:]]


def _may_vary(case: Case, component: WageComponent) -> bool:
    """An allowance for irregular hours always; what is fixed and personal only for the others (gids 4, note *)."""
    if component.kind == "onregelmatigheidstoeslag":
        return True
    return component.kind in case.norms.ch04.wage_parts.variable and not wages.fixed_to_person(component)


def _counts(case: Case, component: WageComponent) -> bool:
    return wages.component_counted(component, case.norms, nhg=case.facts.application.nhg) > 0


def _acceptance_lacks(case: Case, place: str, component: WageComponent) -> list[str]:
    parts = case.norms.ch04.wage_parts
    if component.kind not in parts.accepted:
        return []
    lacks = {
        "annual_amount": component.annual_amount is None,
        "fixed": component.kind in parts.fixed_extras and component.fixed is None,
    }
    return [f"{place}.{name}" for name, absent in lacks.items() if absent]


def _overtime_lacks(case: Case, place: str, component: WageComponent) -> list[str]:
    if component.kind not in case.norms.ch04.wage_parts.regular:
        return []
    if component.structural is None:
        return [f"{place}.structural"]
    unknown = component.structural and component.last_12_months_amount is None
    return [f"{place}.last_12_months_amount"] if unknown else []


def _by_payslip(case: Case) -> Iterator[tuple[str, Applicant, Loondienst, Subject]]:
    for path, applicant, wage, subject in incomes_of(case, Loondienst):
        if wages.route(wage, case.as_of, case.norms) == "payslip" and not wages.refusals(wage):
            yield path, applicant, wage, subject


def _parts(path: str, wage: Loondienst) -> Iterator[tuple[str, WageComponent]]:
    for index, component in enumerate(wage.components or ()):
        yield f"{path}.components[{index}]", component


def _per_wage(
    case: Case, bears_on: Callable[[WageComponent], bool], judge: Callable[[str, WageComponent], Answer]
) -> Findings:
    """One answer per wage over all of its parts that the rule bears on."""
    for path, _, wage, subject in _by_payslip(case):
        answers = [judge(place, component) for place, component in _parts(path, wage) if bears_on(component)]
        lacking = [name for answer in answers for name in answer.missing]
        compared = [comparison for answer in answers for comparison in answer.compared]
        if lacking:
            yield missing(*lacking, subject=subject, compared=compared)
        elif answers:
            yield passed(*compared, subject=subject)
