"""gids 4.5, 4.6 and 4.7: benefits, partneralimentatie, and income that will fall."""

from collections.abc import Iterator
from datetime import date

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.facts.incomes import AlimentatieReceived, Uitkering
from underwriting.facts.words import DocumentType
from underwriting.figures import Subject, Toetsmoment
from underwriting.later_moments import bearable_now, moments_from, repaid_in_time
from underwriting.periods import add_days
from underwriting.rule import Chapter, Findings, check, missing, on_or_after, on_or_before, one_of, passed
from underwriting.subjects import applicants, incomes_of, lacking_income_test
from underwriting.workings import income, pension_dates

chapter = Chapter("4.5")

AWARDS: tuple[DocumentType, ...] = ("toekenningsbesluit", "verklaring-uitkerende-instantie")


@chapter.rule("G4.5-01")
def benefits_until_pension(case: Case) -> Findings:
    """gids 4.5: only ANW, Wajong and IVA, running, and guaranteed until pension or AOW."""
    schemes = case.norms.ch04.guaranteed_benefits
    for path, applicant, benefit, subject in incomes_of(case, Uitkering):
        counts = one_of("scheme", benefit.scheme, schemes)
        if not counts.satisfied:
            yield passed(counts, subject=subject)
            continue
        if benefit.status is None:
            yield missing(f"{path}.status", subject=subject)
            continue
        running = one_of("status", benefit.status, ("lopend",))
        dates = pension_dates.of(applicant, case.norms)
        place = path.split(".incomes", maxsplit=1)[0]
        lacking = [f"{path}.guaranteed_until_on"] if benefit.guaranteed_until_on is None else []
        lacking += [f"{place}.birth_date"] if dates is None else []
        if not running.satisfied:
            yield passed(counts, running, subject=subject)
        elif benefit.guaranteed_until_on is None or dates is None:
            yield missing(*lacking, subject=subject, compared=[counts, running])
        else:
            until = on_or_after("guaranteed_until_on", benefit.guaranteed_until_on, add_days(dates.first, -1))
            yield passed(counts, running, until, subject=subject)


@chapter.rule("G4.5-02")
def award_of_a_benefit(case: Case) -> Findings:
    """gids 4.5: by the toekenningsbesluit, or a statement of who pays it."""
    for _, applicant, benefit, subject in incomes_of(case, Uitkering):
        component = case.income.component(benefit.id)
        if component is None or component.method != "uitkering":
            continue
        award, statement = (
            standard_documents.of_income(case, kind, applicant, benefit, group="toekenning") for kind in AWARDS
        )
        yield from documents.demand_one(award, statement, subject=subject)


@chapter.rule("G4.6-01")
def alimony_while_entitled(case: Case) -> Findings:
    """gids 4.6: as long as there is a right to it."""
    for path, _, alimony, subject in incomes_of(case, AlimentatieReceived):
        if alimony.ends_on is None:
            yield missing(f"{path}.ends_on", subject=subject)
        else:
            yield passed(on_or_after("ends_on", alimony.ends_on, case.as_of), subject=subject)


@chapter.rule("G4.6-02")
def alimony_is_laid_down(case: Case) -> Findings:
    """gids 4.6: in an echtscheidingsconvenant, a judgment or a notarial deed."""
    for path, _, alimony, subject in incomes_of(case, AlimentatieReceived):
        if alimony.recorded_in is None:
            yield missing(f"{path}.recorded_in", subject=subject)
        else:
            yield passed(
                one_of("recorded_in", alimony.recorded_in, case.norms.ch04.alimony_instruments), subject=subject
            )


@chapter.rule("G4.6-03")
def alimony_already_runs(case: Case) -> Findings:
    """gids 4.6: the arrangement exists at the application."""
    for path, _, alimony, subject in incomes_of(case, AlimentatieReceived):
        if alimony.starts_on is None:
            yield missing(f"{path}.starts_on", subject=subject)
        else:
            yield passed(on_or_before("starts_on", alimony.starts_on, case.applied_on), subject=subject)


@chapter.rule("G4.6-04")
def excess_repaid_before_alimony_ends(case: Case) -> Findings:
    """gids 4.6: what the income does not carry without it is repaid before it ends."""
    for moments, subject in _after_alimony(case):
        if case.capacity.on_income is None:
            yield missing(*lacking_income_test(case), subject=subject)
        elif moments:
            yield check(*repaid_in_time(case, moments), subject=subject)


@chapter.rule("G4.6-05")
def burdens_bearable_with_alimony(case: Case) -> Findings:
    """gids 4.6: the present income bears the burdens of repaying faster."""
    for moments, subject in _after_alimony(case):
        compared = bearable_now(case, moments)
        if case.capacity.on_income is None:
            yield missing(*lacking_income_test(case), subject=subject)
        elif compared is not None:
            yield check(compared, subject=subject)


@chapter.rule("G4.7-01")
def enough_for_the_whole_term(case: Case) -> Findings:
    """gids 4.7: the income carries the loan during the whole term."""
    if not _foreseen(case) and len(case.income.moments) < 2:
        return
    if case.capacity.on_income is None:
        yield missing(*lacking_income_test(case))
        return
    expected = ("inkomensdaling", "einde-uitkering", "overig")
    days = [moment.from_on for moment in case.capacity.moments if moment.reason in expected]
    compared = repaid_in_time(case, moments_from(case, [*days, *_foreseen(case)]))
    if compared and not case.income.undecided:
        yield check(*compared)


@chapter.rule("G4.7-02")
def faster_repayment_before_a_fall(case: Case) -> Findings:
    """gids 4.7: a foreseen fall enters the test; what it does not carry is repaid before it."""
    end = income.loan_ends(case.facts)
    for _, applicant, subject in applicants(case):
        falls = [fall.from_on for fall in applicant.income_declines or () if end is None or fall.from_on < end]
        if not falls:
            continue
        if case.capacity.on_income is None:
            yield missing(*lacking_income_test(case), subject=subject)
            continue
        compared = repaid_in_time(case, moments_from(case, falls))
        if compared:
            yield check(*compared, subject=subject)


def _foreseen(case: Case) -> list[date]:
    """The days on which an income is expected to fall."""
    return [fall.from_on for _, applicant, _ in applicants(case) for fall in applicant.income_declines or ()]


def _after_alimony(case: Case) -> Iterator[tuple[tuple[Toetsmoment, ...], Subject]]:
    """Partneralimentatie that counts and ends during the loan, with the test from then on."""
    end = income.loan_ends(case.facts)
    for _, _, alimony, subject in incomes_of(case, AlimentatieReceived):
        component = case.income.component(alimony.id)
        counts = component is not None and component.method == "partneralimentatie"
        if not counts or alimony.ends_on is None or alimony.ends_on < case.as_of:
            continue
        after = add_days(alimony.ends_on, 1)
        if end is None or after < end:
            yield moments_from(case, [after]), subject
