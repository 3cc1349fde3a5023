"""gids 5.4 and 5.5: student loans, and alimony payable."""

from collections.abc import Iterator

from underwriting.case import Case
from underwriting.facts.obligations import AlimentatiePayable, Studielening
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, at_least, at_most, compare, missing, passed
from underwriting.subjects import obligations
from underwriting.workings import burdens

chapter = Chapter("5.4")


@chapter.rule("G5.4-01")
def student_loan_comes_off(case: Case) -> Findings:
    """gids 5.4: a student loan comes off the allowed burden."""
    for path, loan, subject in _student_loans(case):
        if burdens.instalment(loan, case.norms) is None:
            yield missing(*_instalment_lacks(path, loan), subject=subject)
        else:
            yield passed(at_least("monthly", burdens.counted(case.burdens, loan.id), 0), subject=subject)


@chapter.rule("G5.4-02")
def student_loan_at_instalment(case: Case) -> Findings:
    """gids 5.4: the instalment that is due counts."""
    for path, loan, subject in _student_loans(case):
        if loan.instalment_status is None:
            yield missing(f"{path}.instalment_status", subject=subject)
        elif loan.instalment_status == "regulier":
            if loan.monthly_instalment is None:
                yield missing(f"{path}.monthly_instalment", subject=subject)
            else:
                yield passed(at_least("monthly_instalment", loan.monthly_instalment, 0), subject=subject)


@chapter.rule("G5.4-03")
def student_loan_as_annuity(case: Case) -> Findings:
    """gids 5.4: nothing due yet, a payment-free period or a lowered instalment: an annuity takes its place."""
    for path, loan, subject in _student_loans(case):
        if loan.instalment_status not in case.norms.ch05.annuity_statuses:
            continue
        amount = burdens.instalment(loan, case.norms)
        if amount is None:
            yield missing(*_instalment_lacks(path, loan), subject=subject)
        else:
            yield passed(at_least("annuity", amount, 0), subject=subject)


@chapter.rule("G5.4-04")
def student_loan_grossed_up(case: Case) -> Findings:
    """gids 5.4: times a factor by the weighted toetsrente; not when the whole mortgage is in box 3."""
    weighted = case.toetsrente.weighted if case.toetsrente else None
    for _, _, subject in _student_loans(case):
        if weighted is None:
            yield missing("lening.leningdelen", subject=subject)
        else:
            highest = case.norms.trhk.student_loan_factors.steps[-1][1]
            factor = burdens.gross_up(case.facts, case.norms, weighted)
            compared = compare("gross_up_factor", f"{factor:.2f}", "le", f"{highest:.2f}", "count", satisfied=True)
            yield passed(compared, at_most("weighted_toetsrente", weighted, weighted, "rate"), subject=subject)


@chapter.rule("G5.5-01")
def alimony_payable_comes_off_income(case: Case) -> Findings:
    """gids 5.5: partneralimentatie payable comes off the toetsinkomen."""
    for path, duty, subject in obligations(case):
        if not isinstance(duty, AlimentatiePayable):
            continue
        if duty.annual_amount is None:
            yield missing(f"{path}.annual_amount", subject=subject)
        else:
            yield passed(at_least("annual_amount", duty.annual_amount, 0), subject=subject)


def _student_loans(case: Case) -> Iterator[tuple[str, Studielening, Subject]]:
    for path, debt, subject in obligations(case):
        if isinstance(debt, Studielening):
            yield path, debt, subject


def _instalment_lacks(path: str, loan: Studielening) -> list[str]:
    if loan.instalment_status is None:
        return [f"{path}.instalment_status"]
    if loan.instalment_status == "regulier":
        return [f"{path}.monthly_instalment"]
    facts = {"outstanding": loan.outstanding, "rate": loan.rate, "remaining_months": loan.remaining_months}
    return [f"{path}.{name}" for name, value in facts.items() if value is None]
