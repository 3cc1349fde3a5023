"""gids 5.3: private loans, and burdens that are given as a gift."""

from collections.abc import Iterator
from decimal import Decimal

from underwriting import documents
from underwriting.case import Case
from underwriting.facts.obligations import LeningDerden
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, at_least, is_, missing, one_of, passed
from underwriting.subjects import obligations
from underwriting.workings import burdens

chapter = Chapter("5.3")


@chapter.rule("G5.3-01")
def all_loans_count(case: Case) -> Findings:
    """gids 5.3: every loan counts, also one of parents."""
    for path, loan, subject in _private_loans(case):
        if loan.original_principal is None:
            yield missing(f"{path}.original_principal", subject=subject)
        else:
            yield passed(at_least("original_principal", loan.original_principal, 0), subject=subject)


@chapter.rule("G5.3-04")
def private_loan_at_two_percent(case: Case) -> Findings:
    """gids 5.3: a private loan counts for 2 percent a month, unless it is a fiscal loan for a home or residual debt."""
    for path, loan, subject in _counted_private_loans(case):
        if loan.purpose is None or (loan.purpose != "anders" and loan.fiscally_compliant is None):
            yield missing(f"{path}.purpose", f"{path}.fiscally_compliant", subject=subject)
        elif not burdens.fiscal_home_loan(loan):
            if loan.original_principal is None:
                yield missing(f"{path}.original_principal", subject=subject)
            else:
                share = loan.original_principal * case.norms.ch05.credit_percent_per_month / 100
                yield passed(at_least("two_percent", share, loan.actual_monthly or Decimal(0)), subject=subject)


@chapter.rule("G5.3-05")
def fiscal_private_loan_as_annuity(case: Case) -> Findings:
    """gids 5.3: such a loan counts as an annuity at its own rate and original term."""
    for path, loan, subject in _counted_private_loans(case):
        if not burdens.fiscal_home_loan(loan) or burdens.gifted(loan):
            continue
        lacking = {
            "original_principal": loan.original_principal,
            "rate": loan.rate,
            "original_term_months": loan.original_term_months,
        }
        absent = [f"{path}.{name}" for name, value in lacking.items() if value is None]
        if absent:
            yield missing(*absent, subject=subject)
        else:
            yield passed(at_least("monthly", burdens.counted(case.burdens, loan.id), 0), subject=subject)


@chapter.rule("G5.3-06")
def gift_during_the_whole_term(case: Case) -> Findings:
    """gids 5.3: a gift frees the burden only when it is given every month or year, the whole term."""
    for path, loan, subject in _gifted_loans(case):
        gift = loan.gift
        assert gift is not None
        if gift.frequency is None or gift.whole_term is None:
            yield missing(f"{path}.gift.frequency", f"{path}.gift.whole_term", subject=subject)
        else:
            yield passed(
                one_of("frequency", gift.frequency, ("maandelijks", "jaarlijks")),
                is_("whole_term", gift.whole_term),
                subject=subject,
            )


@chapter.rule("G5.3-07")
def gift_in_a_final_agreement(case: Case) -> Findings:
    """gids 5.3: the gift is laid down in a definitive agreement."""
    for path, loan, subject in _gifted_loans(case):
        agreement = documents.ask(case, "schenkingsovereenkomst", subject_id=loan.id)
        yield agreement
        assert loan.gift is not None
        if agreement.status not in documents.SATISFIED:
            yield missing("document:schenkingsovereenkomst", subject=subject)
        elif loan.gift.agreement_final is None:
            yield missing(f"{path}.gift.agreement_final", subject=subject)
        elif not loan.gift.agreement_final:
            compared = is_("agreement_final", False)
            yield missing("document:schenkingsovereenkomst", subject=subject, compared=[compared])
        else:
            yield passed(is_("agreement_final", True), subject=subject)


@chapter.rule("G5.3-08")
def gift_without_mortgage(case: Case) -> Findings:
    """gids 5.3: the lender of a gifted loan has no mortgage on the home."""
    for path, loan, subject in _gifted_loans(case):
        assert loan.gift is not None
        if loan.gift.mortgage_security_on_onderpand is None:
            yield missing(f"{path}.gift.mortgage_security_on_onderpand", subject=subject)
        else:
            yield passed(is_("mortgage_security", loan.gift.mortgage_security_on_onderpand, False), subject=subject)


@chapter.rule("G5.3-09")
def gift_cannot_be_claimed(case: Case) -> Findings:
    """gids 5.3: the loan can be claimed only on bankruptcy or suspension of payment; else all of it counts."""
    for path, loan, subject in _gifted_loans(case):
        assert loan.gift is not None
        if loan.gift.claimable is None:
            yield missing(f"{path}.gift.claimable", subject=subject)
        else:
            allowed = ("alleen-faillissement-of-surseance",)
            yield passed(one_of("claimable", loan.gift.claimable, allowed), subject=subject)


def _private_loans(case: Case) -> Iterator[tuple[str, LeningDerden, Subject]]:
    for path, debt, subject in obligations(case):
        if isinstance(debt, LeningDerden):
            yield path, debt, subject


def _counted_private_loans(case: Case) -> Iterator[tuple[str, LeningDerden, Subject]]:
    for path, loan, subject in _private_loans(case):
        if burdens.counts(loan, case.facts):
            yield path, loan, subject


def _gifted_loans(case: Case) -> Iterator[tuple[str, LeningDerden, Subject]]:
    """Private loans for which a gift is claimed."""
    for path, loan, subject in _counted_private_loans(case):
        if loan.gift is not None:
            yield path, loan, subject
