"""gids 4.1.2 and 4.3: income over three years, and the Arbeidsmarktscan."""

from collections.abc import Iterator

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Loondienst
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, at_least, at_most, check, is_, missing, none_of, one_of, passed
from underwriting.subjects import incomes_of
from underwriting.workings import wages
from underwriting.workings.wages import ThreeYears

chapter = Chapter("4.1.2")


@chapter.rule("G4.1.2-01")
def permanent_may_use_average(case: Case) -> Findings:
    """gids 4.1.2: permanent employment may be averaged after three years of work."""
    for path, _, wage, subject in incomes_of(case, Loondienst):
        if wage.method != "driejaarsgemiddelde" or not wages.permanent(wage, case.as_of, case.norms):
            continue
        if wage.history_months is None:
            yield missing(f"{path}.history_months", subject=subject)
        else:
            months = case.norms.ch04.history_years * 12
            yield passed(at_least("history_months", wage.history_months, months, "months"), subject=subject)


@chapter.rule("G4.1.2-02")
def flexible_must_use_average(case: Case) -> Findings:
    """gids 4.1.2: flexible employment that is shown by payslips is averaged."""
    for _, _, wage, subject in incomes_of(case, Loondienst):
        by_papers = wage.method in ("salarisstrook-werkgeversverklaring", "driejaarsgemiddelde")
        if by_papers and wages.permanent(wage, case.as_of, case.norms) is False:
            assert wage.method is not None
            yield passed(one_of("method", wage.method, ("driejaarsgemiddelde",)), subject=subject)


@chapter.rule("G4.1.2-03")
def average_of_three_years(case: Case) -> Findings:
    """gids 4.1.2: the average of three calendar years with benefits, at most the last year without WW or bijstand."""
    for path, wage, subject in _averaged(case):
        years = wages.three_years(wage, case.facts, case.norms)
        if years is None:
            yield missing(f"{path}.history", subject=subject)
        elif years.years[0].ww_or_bijstand is None:
            place = (wage.history or ()).index(years.years[0])
            yield missing(f"{path}.history[{place}].ww_or_bijstand", subject=subject)
        else:
            yield passed(
                at_most("three_year_average", years.average, years.last_without_ww),
                at_most("counted", years.counted, years.average),
                subject=subject,
            )


@chapter.rule("G4.1.2-04")
def present_income_instead(case: Case) -> Findings:
    """gids 4.1.2: a year without fixed income, twelve months of income, and an expert: then the present income."""
    for path, wage, subject in _averaged(case):
        years = wages.three_years(wage, case.facts, case.norms)
        if years is None or not _uneven(years):
            continue
        months, expert = wage.months_with_income, wage.continuity_substantiated_by_expert
        known = []
        if months is not None:
            known.append(at_least("months_with_income", months, case.norms.ch04.min_months_with_income, "months"))
        if expert is not None:
            known.append(is_("substantiated_by_expert", expert))
        wanted: dict[str, object] = {"months_with_income": months, "continuity_substantiated_by_expert": expert}
        if wages.current_income_replaces(wage, years, case.norms):
            wanted = {"current_annual_income": wage.current_annual_income}
        absent = [f"{path}.{name}" for name, value in wanted.items() if value is None]
        if absent and all(comparison.satisfied for comparison in known):
            yield missing(*absent, subject=subject, compared=known)
        else:
            yield passed(*known, subject=subject)


@chapter.rule("G4.3-02")
def worked_twelve_of_fourteen_months(case: Case) -> Findings:
    """gids 4.3: the scan asks 12 months of employment in the 14 before the application."""
    for path, _, wage, subject in _scanned(case):
        if wage.months_employed_in_last_14 is None:
            yield missing(f"{path}.months_employed_in_last_14", subject=subject)
        else:
            months = case.norms.ch04.scan_months_worked
            yield passed(
                at_least("months_employed", wage.months_employed_in_last_14, months, "months"), subject=subject
            )


@chapter.rule("G4.3-03")
def not_for_agency_or_zero_hours(case: Case) -> Findings:
    """gids 4.3: no scan for uitzendkrachten and zero-hours contracts."""
    for path, _, wage, subject in _scanned(case):
        if wage.contract is None:
            yield missing(f"{path}.contract", subject=subject)
        else:
            yield passed(none_of("contract", wage.contract, case.norms.ch04.scan_refused_contracts), subject=subject)


@chapter.rule("G4.3-04")
def certified_report(case: Case) -> Findings:
    """gids 4.3: the report is certified and states score and verdiencapaciteit."""
    for path, applicant, wage, subject in _scanned(case):
        group = "flexibel" if standard_documents.is_flexible(wage) else None
        report = standard_documents.of_income(case, "arbeidsmarktscan", applicant, wage, group=group)
        yield report
        scan = wage.arbeidsmarktscan
        place = f"{path}.arbeidsmarktscan"
        lacking = {
            "certified": scan.certified if scan else None,
            "score": scan.score if scan else None,
            "verdiencapaciteit": scan.verdiencapaciteit if scan else None,
        }
        absent = [f"{place}.{name}" for name, value in lacking.items() if value is None]
        if report.status not in documents.SATISFIED:
            absent.insert(0, "document:arbeidsmarktscan")
        if scan is not None and scan.certified is False:
            yield check(is_("certified", False), subject=subject)
        elif absent:
            yield missing(*absent, subject=subject)
        else:
            yield check(is_("certified", True), subject=subject)


@chapter.rule("G4.3-06")
def lowest_of_two(case: Case) -> Findings:
    """gids 4.3: the present income, or the verdiencapaciteit when that is lower."""
    for path, _, wage, subject in _scanned(case):
        earning = wage.arbeidsmarktscan.verdiencapaciteit if wage.arbeidsmarktscan else None
        if wage.current_annual_income is None or earning is None:
            lacking = {
                "current_annual_income": wage.current_annual_income,
                "arbeidsmarktscan.verdiencapaciteit": earning,
            }
            yield missing(*(f"{path}.{name}" for name, value in lacking.items() if value is None), subject=subject)
        else:
            yield passed(at_most("current_annual_income", wage.current_annual_income, earning), subject=subject)


def _uneven(years: ThreeYears) -> bool:
    return any(entry.fixed_income is False for entry in years.years)


def _averaged(case: Case) -> Iterator[tuple[str, Loondienst, Subject]]:
    for path, _, wage, subject in incomes_of(case, Loondienst):
        if wages.route(wage, case.as_of, case.norms) == "average":
            yield path, wage, subject


def _scanned(case: Case) -> Iterator[tuple[str, Applicant, Loondienst, Subject]]:
    for path, applicant, wage, subject in incomes_of(case, Loondienst):
        if wage.method == "arbeidsmarktscan":
            yield path, applicant, wage, subject
