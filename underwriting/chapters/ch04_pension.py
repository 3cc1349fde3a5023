"""gids 4.4: income when AOW and pension begin."""

from collections.abc import Iterator
from datetime import date

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Loondienst, Onderneming, OverigIncome, Pensioen
from underwriting.figures import Subject, Toetsmoment
from underwriting.later_moments import bearable_now, moments_from, repaid_in_time
from underwriting.periods import add_months, months_between
from underwriting.rule import (
    Chapter,
    Findings,
    at_most,
    before,
    check,
    is_,
    missing,
    on_or_before,
    passed,
    referred,
)
from underwriting.subjects import applicants, incomes_of, lacking_income_test
from underwriting.workings import income, pension_dates
from underwriting.workings.pension_dates import PensionDates

chapter = Chapter("4.4")


@chapter.rule("G4.4-01")
def pension_within_ten_years(case: Case) -> Findings:
    """gids 4.4: a pension or AOW within 10 years and 3 months of the application is part of the test."""
    for path, applicant, subject in applicants(case):
        if applicant.income_needed is False:
            continue
        if pension_dates.of(applicant, case.norms) is None:
            yield missing(f"{path}.birth_date", subject=subject)
            continue
        dates = income.looked_at(applicant, case.facts, case.norms)
        if dates is None:
            continue
        near = on_or_before("pension_or_aow_on", dates.first, pension_dates.horizon(case.facts, case.norms))
        lacking = _lacking_amounts(path, applicant)
        yield missing(*lacking, subject=subject, compared=[near]) if lacking else passed(near, subject=subject)


@chapter.rule("G4.4-02")
def proof_of_pension(case: Case) -> Findings:
    """gids 4.4: a pension that bears on the test: by MijnPensioenoverzicht, or annual statements of who pays it."""
    for _, applicant, pension, subject in incomes_of(case, Pensioen):
        if pension.scheme in ("aow", "collectief") and standard_documents.bears(case, applicant, pension):
            proof = standard_documents.pension_proof(case, applicant, pension)
            yield from documents.demand_one(*proof, subject=subject)


@chapter.rule("G4.4-03")
def between_aow_and_pension(case: Case) -> Findings:
    """gids 4.4: AOW and pension at different times, or work beside them: what is the income in between?"""
    for path, applicant, dates, subject in _looked_at(case):
        works = any(isinstance(entry, Loondienst | Onderneming | OverigIncome) for entry in applicant.incomes or ())
        begun = dates.first <= case.as_of
        aow_first = dates.settle(dates.aow) < dates.settle(dates.pension)
        if applicant.stopped_working is None and works and (begun or aow_first):
            yield missing(f"{path}.stopped_working", subject=subject)
        elif dates.apart or begun:
            yield passed(
                on_or_before("aow_on", dates.settle(dates.aow), dates.settle(dates.pension)),
                is_("stopped_working", applicant.stopped_working is True),
                subject=subject,
            )


@chapter.rule("G4.4-04")
def excess_repaid_before_pension(case: Case) -> Findings:
    """gids 4.4: what the pension does not carry is repaid by then; undecided between two near dates: a person."""
    if not list(_looked_at(case)):
        return
    if case.capacity.on_income is None:
        yield missing(*lacking_income_test(case))
        return
    compared = repaid_in_time(case, _pension_moments(case))
    if case.income.undecided:
        yield referred(*compared)
    elif compared:
        yield check(*compared)


@chapter.rule("G4.4-05")
def faster_repayment_bearable_now(case: Case) -> Findings:
    """gids 4.4: the present income bears the burdens of repaying faster."""
    compared = bearable_now(case, _pension_moments(case))
    if list(_looked_at(case)) and case.capacity.on_income is None:
        yield missing(*lacking_income_test(case))
    elif compared is not None:
        yield check(compared)


@chapter.rule("G4.4-06")
def near_dates_are_equal(case: Case) -> Findings:
    """gids 4.4: dates less than a year apart are one date, the earlier (ruling with G4.4-06)."""
    for _, _, dates, subject in _looked_at(case):
        if dates.equalised:
            year_on = add_months(dates.first, case.norms.ch04.aow_pension_equal_within_months)
            yield passed(before("latest_start", dates.latest, year_on), subject=subject)


@chapter.rule("G4.4-07")
def actual_burden_between_aow_dates(case: Case) -> Findings:
    """gids 4.4: of two applicants the actual burden counts from the AOW of the oldest to that of the youngest."""
    if _two_aow_dates(case) is None or _period(case) is None:
        return
    if case.capacity.on_income is None:
        yield missing(*lacking_income_test(case))
        return
    actual = [moment for moment in case.capacity.moments if moment.burden_method == "werkelijke-last"]
    compared = (
        at_most("actual_burden", moment.mortgage_burden_annual, moment.available_annual)
        for moment in actual
        if moment.mortgage_burden_annual is not None and moment.available_annual is not None
    )
    if actual:
        yield passed(*compared)


@chapter.rule("G4.4-08")
def oldest_within_ten_years(case: Case) -> Findings:
    """gids 4.4: only when the oldest reaches AOW within 10 years of the offer."""
    found = _two_aow_dates(case)
    if found is not None:
        last = add_months(case.offer_on, case.norms.ch04.aow_gap_horizon_years * 12)
        yield passed(on_or_before("aow_on_oldest", found[0], last))


@chapter.rule("G4.4-09")
def annuity_before_and_after(case: Case) -> Findings:
    """gids 4.4: before and after that period the burden is that of an annuity."""
    period = _period(case)
    if _two_aow_dates(case) is None or period is None or not case.capacity.moments:
        return
    outside = [moment for moment in case.capacity.moments if not period[0] <= moment.from_on < period[1]]
    if outside:
        yield passed(is_("annuity", all(moment.burden_method == "annuiteit" for moment in outside)))


@chapter.rule("G4.4-10")
def at_most_120_months(case: Case) -> Findings:
    """gids 4.4: and no longer than 120 months."""
    found = _two_aow_dates(case)
    if found is not None and _period(case) is not None:
        months = months_between(*found)
        yield passed(at_most("months_between_aow_dates", months, case.norms.ch04.aow_gap_max_months, "months"))


@chapter.rule("G4.4-11")
def lijfrente_as_nhg(case: Case) -> Findings:
    """gids 4.4: a lijfrente to come counts under the conditions of NHG."""
    for path, applicant, _, subject in _looked_at(case):
        lijfrenten = [
            (index, entry)
            for index, entry in enumerate(applicant.incomes or ())
            if entry.kind == "pensioen" and entry.scheme == "lijfrente"
        ]
        lacking = [
            f"{path}.incomes[{index}].meets_nhg_lijfrente_conditions"
            for index, entry in lijfrenten
            if entry.meets_nhg_lijfrente_conditions is None
        ]
        if lacking:
            yield missing(*lacking, subject=subject)
        elif lijfrenten:
            compared = (
                is_("meets_nhg_lijfrente_conditions", entry.meets_nhg_lijfrente_conditions is True)
                for _, entry in lijfrenten
            )
            yield passed(*compared, subject=subject)


def _looked_at(case: Case) -> Iterator[tuple[str, Applicant, PensionDates, Subject]]:
    for path, applicant, subject in applicants(case):
        dates = income.looked_at(applicant, case.facts, case.norms, later=case.income.undecided)
        if dates is not None and applicant.income_needed is not False:
            yield path, applicant, dates, subject


def _pension_moments(case: Case) -> tuple[Toetsmoment, ...]:
    """The tests from the first AOW or pension on: each is of an income in which a pension takes part."""
    first = min((dates.settled for _, _, dates, _ in _looked_at(case)), default=date.max)
    return moments_from(case, (moment.from_on for moment in case.capacity.moments if moment.from_on >= first))


def _lacking_amounts(path: str, applicant: Applicant) -> tuple[str, ...]:
    amounts = [
        f"{path}.incomes[{index}].annual_amount"
        for index, entry in enumerate(applicant.incomes or ())
        if entry.kind == "pensioen" and entry.annual_amount is None and entry.ibp_toetsinkomen is None
    ]
    return (*income.lacks_pension(path, applicant), *amounts)


def _two_aow_dates(case: Case) -> tuple[date, date] | None:
    """The AOW dates of the oldest and the youngest of two applicants, when they differ and one is near."""
    if len(case.facts.applicants) != 2 or not list(_looked_at(case)):
        return None
    found = [
        pension_dates.of(applicant, case.norms, later=case.income.undecided) for applicant in case.facts.applicants
    ]
    days = sorted(dates.settle(dates.aow) for dates in found if dates is not None)
    return (days[0], days[1]) if len(days) == 2 and days[0] != days[1] else None


def _period(case: Case) -> tuple[date, date] | None:
    return income.actual_burden_period(case.facts, case.norms, later=case.income.undecided)
