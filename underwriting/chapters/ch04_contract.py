"""gids 4.1: the kind of employment, a future rise, and what every wage must meet."""

from collections.abc import Iterator

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.facts.incomes import FutureRaise, Loondienst
from underwriting.figures import Subject
from underwriting.periods import add_months
from underwriting.rule import (
    Chapter,
    Findings,
    check,
    is_,
    missing,
    none_of,
    on_or_after,
    on_or_before,
    one_of,
    passed,
)
from underwriting.subjects import incomes_of
from underwriting.workings import wages

chapter = Chapter("4.1")


@chapter.rule("G4.1-01")
def permanent_employment(case: Case) -> Findings:
    """gids 4.1: for an indefinite time, probation over, and nobody means to end it."""
    for path, wage, subject in _wages(case):
        lasting = wages.permanent(wage, case.as_of, case.norms)
        if wage.contract not in (None, "onbepaalde-tijd"):
            continue
        if lasting is not None:
            yield passed(is_("permanent", lasting), subject=subject)
        elif wage.method not in ("ibl", "arbeidsmarktscan"):
            yield missing(*wages.lacks_for_permanent(path, wage, case.as_of, case.norms), subject=subject)


@chapter.rule("G4.1-02")
def intention_counts_as_permanent(case: Case) -> Findings:
    """gids 4.1: fixed-term that turns into permanent employment counts as such once probation is over."""
    for path, wage, subject in _wages(case):
        if wage.contract != "bepaalde-tijd-met-intentieverklaring":
            continue
        lasting = wages.permanent(wage, case.as_of, case.norms)
        if lasting is not None:
            yield passed(is_("permanent", lasting), subject=subject)
        elif wage.method not in ("ibl", "arbeidsmarktscan"):
            yield missing(*wages.lacks_for_permanent(path, wage, case.as_of, case.norms), subject=subject)


@chapter.rule("G4.1-03")
def flexible_employment(case: Case) -> Findings:
    """gids 4.1: every other kind of employment is flexible."""
    for _, wage, subject in _wages(case):
        flexible = case.norms.ch04.flexible_contracts
        if wage.contract in flexible and wages.permanent(wage, case.as_of, case.norms) is False:
            yield passed(one_of("contract", wage.contract, flexible), subject=subject)


@chapter.rule("G4.1-04")
def continuity_is_shown(case: Case) -> Findings:
    """gids 4.1: flexible income counts when it is shown to last: by IBL, by the scan, or by three years of income."""
    for path, wage, subject in _wages(case):
        if wages.permanent(wage, case.as_of, case.norms) is not False:
            continue
        way = wages.route(wage, case.as_of, case.norms)
        if way == "ibl" and wage.ibl is None:
            yield missing(f"{path}.ibl.toetsinkomen", subject=subject)
        elif way == "average" and wages.three_years(wage, case.facts, case.norms) is None:
            yield missing(f"{path}.history", subject=subject)
        elif way in ("ibl", "average", "scan"):
            yield passed(is_("continuity_shown", True), subject=subject)


@chapter.rule("G4.1-08")
def rise_within_six_months(case: Case) -> Findings:
    """gids 4.1: a future rise starts within six months of the offer."""
    for path, _, rise, subject in _rises(case):
        lacking = {"starts_on": rise.starts_on, "annual_increase": rise.annual_increase}
        if rise.starts_on is None or rise.annual_increase is None:
            absent = (f"{path}.future_raise.{name}" for name, value in lacking.items() if value is None)
            yield missing(*absent, subject=subject)
        else:
            last = wages.last_raise_day(case.facts, case.norms)
            yield passed(on_or_before("starts_on", rise.starts_on, last), subject=subject)


@chapter.rule("G4.1-09")
def rise_in_permanent_employment(case: Case) -> Findings:
    """gids 4.1: only with a permanent contract, or one that becomes so, and probation over."""
    for path, wage, _, subject in _rises(case):
        lasting = wages.permanent(wage, case.as_of, case.norms)
        if lasting is None:
            yield missing(*wages.lacks_for_permanent(path, wage, case.as_of, case.norms), subject=subject)
        else:
            yield passed(is_("permanent", lasting), subject=subject)


@chapter.rule("G4.1-10")
def rise_is_unconditional(case: Case) -> Findings:
    """gids 4.1: only without conditions, by a definitive CAO or a statement of the employer."""
    for path, _, rise, subject in _rises(case):
        lacking = {"unconditional": rise.unconditional, "basis": rise.basis}
        if rise.unconditional is None or (rise.unconditional and rise.basis is None):
            absent = (f"{path}.future_raise.{name}" for name, value in lacking.items() if value is None)
            yield missing(*absent, subject=subject)
        else:
            yield passed(is_("unconditional", rise.unconditional), subject=subject)


@chapter.rule("G4.1-11")
def rise_not_from_family(case: Case) -> Findings:
    """gids 4.1: not in a family business or with a relative as employer."""
    for path, wage, _, subject in _rises(case):
        if wage.family_employer is None:
            yield missing(f"{path}.family_employer", subject=subject)
        else:
            yield passed(is_("family_employer", wage.family_employer, False), subject=subject)


@chapter.rule("G4.1-12")
def contract_runs_a_month_on(case: Case) -> Findings:
    """gids 4.1: at the offer the contract runs, for another month; a permanent one does, unless its end is known."""
    earliest = add_months(case.offer_on, case.norms.ch04.min_remaining_contract_months)
    for path, wage, subject in _wages(case):
        component = case.income.component(wage.id)
        if component is not None and component.method == "niet-meegeteld":
            continue
        if wage.starts_on is not None and wage.starts_on > case.offer_on:
            yield check(on_or_before("starts_on", wage.starts_on, case.offer_on), subject=subject)
        elif wage.ends_on is not None:
            yield check(on_or_after("ends_on", wage.ends_on, earliest), subject=subject)
        elif wage.contract is None:
            yield missing(f"{path}.contract", subject=subject)
        elif wage.contract != "onbepaalde-tijd" or wage.intends_termination:
            yield missing(f"{path}.ends_on", subject=subject)
        elif wage.intends_termination is None:
            yield missing(f"{path}.intends_termination", subject=subject)
        else:
            yield check(is_("intends_termination", False, False), subject=subject)


@chapter.rule("G4.1-13")
def thirty_percent_ruling(case: Case) -> Findings:
    """gids 4.1: under the 30 percent ruling all income is gross income; nothing is grossed up."""
    for _, wage, subject in _wages(case):
        if wage.thirty_percent_ruling:
            yield passed(is_("thirty_percent_ruling", True), subject=subject)


@chapter.rule("G4.1-15")
def paid_by_bank(case: Case) -> Findings:
    """gids 4.1: only a wage that is paid by bank counts."""
    for path, wage, subject in _wages(case):
        if wage.paid_by_bank is None:
            yield missing(f"{path}.paid_by_bank", subject=subject)
        else:
            yield passed(is_("paid_by_bank", wage.paid_by_bank), subject=subject)


@chapter.rule("G4.1-16")
def free_of_attachment(case: Case) -> Findings:
    """gids 4.1: only a wage without loonbeslag and looncessie counts."""
    for path, wage, subject in _wages(case):
        stated = {"loonbeslag": wage.loonbeslag, "looncessie": wage.looncessie}
        known = [is_(name, value, False) for name, value in stated.items() if value is not None]
        lacking = [f"{path}.{name}" for name, value in stated.items() if value is None]
        if lacking and all(comparison.satisfied for comparison in known):
            yield missing(*lacking, subject=subject, compared=known)
        else:
            yield passed(*known, subject=subject)


@chapter.rule("G4.1-17")
def no_perspectiefverklaring(case: Case) -> Findings:
    """gids 4.1: no loan on a Perspectiefverklaring."""
    for _, wage, subject in _wages(case):
        if wage.method is not None:
            yield check(none_of("method", wage.method, ("perspectiefverklaring",)), subject=subject)


@chapter.rule("G4.1-18")
def one_source(case: Case) -> Findings:
    """gids 4.1: the income comes from IBL, from payslip and employer's statement, or from the Arbeidsmarktscan."""
    for path, wage, subject in _wages(case):
        if wage.method is None:
            yield missing(f"{path}.method", subject=subject)
        else:
            yield passed(one_of("method", wage.method, case.norms.ch04.income_methods), subject=subject)


@chapter.rule("G4.1-19")
def payslip_and_statement(case: Case) -> Findings:
    """gids 4.1: for permanent employment a recent payslip and an employer's statement are enough."""
    for _, applicant, wage, subject in incomes_of(case, Loondienst):
        if wages.route(wage, case.as_of, case.norms) == "payslip":
            papers = (
                standard_documents.payslip(case, applicant, wage),
                standard_documents.employer_statement(case, applicant, wage),
            )
            yield from documents.demand(*(paper for paper in papers if paper), subject=subject)


def _wages(case: Case) -> Iterator[tuple[str, Loondienst, Subject]]:
    for path, _, wage, subject in incomes_of(case, Loondienst):
        yield path, wage, subject


def _rises(case: Case) -> Iterator[tuple[str, Loondienst, FutureRaise, Subject]]:
    """Future rises of wages that are taken from payslip and employer's statement; an IBL outcome is taken as it is.

    Also of a wage that is to be averaged but falls back on the payslip for want of 36 months (G4.1.2-01).
    """
    for path, wage, subject in _wages(case):
        by_payslip = wage.method == "salarisstrook-werkgeversverklaring"
        by_payslip = by_payslip or wages.route(wage, case.as_of, case.norms) == "payslip"
        if wage.future_raise is not None and by_payslip and not wages.refusals(wage):
            yield path, wage, wage.future_raise, subject
