"""gids 2.6, 5.7 and 5.8: the financieringslast, the toetsrente and what stays outside the test."""

from collections.abc import Iterator

from underwriting.case import Case
from underwriting.facts.lening import Leningdeel
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, above, at_least, at_most, check, compare, is_, missing, passed
from underwriting.subjects import lacking_income_test, lacking_of_part, leningdelen
from underwriting.workings.capacity import deductible
from underwriting.workings.left_out import aow_reached, single_bound
from underwriting.workings.toetsrente import afm_toetsrente, ends_within_fixed_period

chapter = Chapter("2.6")


@chapter.rule("G2.6-01")
def loan_within_income(case: Case) -> Findings:
    """gids 2.6: the maximum on income, at every moment, by the financieringslastpercentages of the Trhk."""
    if case.capacity.on_income is None:
        yield missing(*lacking_income_test(case))
    else:
        yield check(at_most("loan", case.loan.total, case.capacity.on_income))


@chapter.rule("G2.6-02")
def burden_within_allowed(case: Case) -> Findings:
    """gids 2.6: the financieringslast is not higher than what is left of the allowed burden."""
    first = case.capacity.first
    if first is None or first.mortgage_burden_annual is None or first.available_annual is None:
        yield missing(*lacking_income_test(case))
    else:
        yield check(at_most("financieringslast", first.mortgage_burden_annual, first.available_annual))


@chapter.rule("G2.6-03")
def burden_is_an_annuity(case: Case) -> Findings:
    """gids 2.6: interest and repayment of an annuity over 30 years, or the term when that is shorter."""
    for path, part, subject in leningdelen(case):
        if not part.term_months:
            yield missing(f"{path}.term_months", subject=subject)
        else:
            months = min(part.term_months, case.norms.trhk.term_months_max)
            yield passed(at_most("annuity_months", months, case.norms.trhk.term_months_max, "months"), subject=subject)


@chapter.rule("G2.6-04")
def other_burdens_come_off(case: Case) -> Findings:
    """gids 2.6: burdens of other credits come off the allowed burden."""
    first = case.capacity.first
    if first is None or first.deducted_annual is None or first.allowed_annual is None:
        yield missing(*lacking_income_test(case))
    elif first.deducted_annual > 0:
        yield passed(at_most("deducted", first.deducted_annual, first.allowed_annual))


@chapter.rule("G2.6-05")
def deductible_or_not(case: Case) -> Findings:
    """gids 2.6: a leningdeel that does not meet the fiscal demands is tested without interest deduction."""
    for path, part, subject in leningdelen(case):
        if part.interest_deductible is None and part.box != 3:
            yield missing(f"{path}.interest_deductible", subject=subject)
        else:
            fiscal = deductible(part)
            yield passed(
                compare("interest_deductible", fiscal, "eq", fiscal, "boolean", satisfied=True), subject=subject
            )


@chapter.rule("G2.6-06")
def burden_per_leningdeel(case: Case) -> Findings:
    """gids 2.6: each leningdeel has its own burden, at its own toetsrente."""
    burdens = {figure.leningdeel_id: figure.test_burden_annual for figure in case.loan.leningdelen}
    for path, part, subject in leningdelen(case):
        burden = burdens.get(part.id)
        if burden is None:
            yield missing(*(lacking_of_part(path, part) or [f"{path}.aflosvorm"]), subject=subject)
        else:
            yield passed(at_least("test_burden", burden, 0), subject=subject)


@chapter.rule("G2.6-07")
def toetsrente_per_leningdeel(case: Case) -> Findings:
    """gids 2.6: the toetsrente follows from the fixed-rate period of the leningdeel."""
    rates = {entry.leningdeel_id: entry.rate for entry in case.toetsrente.leningdelen} if case.toetsrente else {}
    for path, part, subject in leningdelen(case):
        if part.id in rates and part.rate is not None:
            yield passed(at_least("toetsrente", rates[part.id], part.rate, "rate"), subject=subject)
        else:
            yield missing(*lacking_of_part(path, part), subject=subject)


@chapter.rule("G2.6-08")
def short_period_at_afm_rate(case: Case) -> Findings:
    """gids 2.6: a period under 10 years is tested at the AFM toetsrente, or at its own rate when that is higher."""
    for part, subject in _known(case):
        if _tested_at_afm(case, part) and part.rate is not None:
            afm = afm_toetsrente(case.facts, case.norms)
            yield passed(at_least("afm_toetsrente", afm, part.rate, "rate"), subject=subject)


@chapter.rule("G2.6-09")
def repaid_within_period_at_own_rate(case: Case) -> Findings:
    """gids 2.6: a leningdeel that ends within its fixed-rate period is tested at the rate of the renteaanbod."""
    for part, subject in _known(case):
        assert part.term_months is not None
        assert part.rentevastperiode_years is not None
        if ends_within_fixed_period(part):
            yield passed(
                at_most("term_months", part.term_months, part.rentevastperiode_years * 12, "months"), subject=subject
            )


@chapter.rule("G2.6-10")
def long_period_at_own_rate(case: Case) -> Findings:
    """gids 2.6: a period of 10 years or longer is tested at the rate of the renteaanbod."""
    years = case.norms.trhk.fixed_months_for_own_rate // 12
    for part, subject in _known(case):
        assert part.rentevastperiode_years is not None
        if part.rentevastperiode_years >= years:
            yield passed(
                at_least("rentevastperiode_years", part.rentevastperiode_years, years, "years"), subject=subject
            )


@chapter.rule("G2.6-11")
def retest_at_the_offer(case: Case) -> Findings:
    """gids 2.6: at the binding offer the test is done again with the AFM toetsrente of that moment."""
    if not any(_tested_at_afm(case, part) for part, _ in _known(case)):
        return
    if case.capacity.on_income is None:
        yield missing(*lacking_income_test(case))
    else:
        yield check(at_most("loan", case.loan.total, case.capacity.on_income))


@chapter.rule("G2.6-12")
def weighted_toetsrente(case: Case) -> Findings:
    """gids 2.6: several leningdelen, one average toetsrente by amount and remaining term."""
    if len(case.lening.leningdelen) < 2:
        return
    weighted = case.toetsrente.weighted if case.toetsrente else None
    if case.toetsrente is None or weighted is None:
        yield missing(*lacking_income_test(case))
    else:
        highest = max(entry.rate for entry in case.toetsrente.leningdelen)
        yield passed(at_most("weighted_toetsrente", weighted, highest, "rate"))


@chapter.rule("G5.7-03")
def financed_renteverlies_is_box_3(case: Case) -> Findings:
    """gids 5.7: renteverlies that is lent is a box 3 loan."""
    for _, part, subject in leningdelen(case):
        if part.purpose == "renteverlies":
            yield passed(is_("interest_deductible", deductible(part), False), subject=subject)


@chapter.rule("G5.8-01")
def single_person_leaves_amount_out(case: Case) -> Findings:
    """gids 5.8, Trhk art. 3 lid 8: a single person with enough income leaves EUR 17,000 out of the test."""
    household = case.facts.household
    single = household.single if household else None
    if single is None and len(case.facts.applicants) == 1:
        yield missing("household.single")
    elif single and case.income.joint is None:
        yield missing(*lacking_income_test(case))
    elif single and case.income.joint is not None:
        reached = any(aow_reached(applicant, case.norms, case.as_of) for applicant in case.facts.applicants)
        compared = above("toetsinkomen_joint", case.income.joint, single_bound(case.norms, aow=reached))
        if compared.satisfied:
            yield passed(compared, is_("single", True))


def _known(case: Case) -> Iterator[tuple[Leningdeel, Subject]]:
    for _, part, subject in leningdelen(case):
        if part.rate is not None and part.rentevastperiode_years is not None and part.term_months:
            yield part, subject


def _tested_at_afm(case: Case, part: Leningdeel) -> bool:
    assert part.rentevastperiode_years is not None
    short = part.rentevastperiode_years * 12 < case.norms.trhk.fixed_months_for_own_rate
    return short and not ends_within_fixed_period(part)
