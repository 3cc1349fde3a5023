"""gids 5.1, 5.3, 5.4 and 5.5: what other debts cost per month, and alimony."""

from collections.abc import Iterator
from decimal import Decimal

from underwriting import documents
from underwriting.case import Case
from underwriting.facts.obligations import AlimentatiePayable, Krediet, LeningDerden, Studielening
from underwriting.figures import Subject
from underwriting.rule import (
    Chapter,
    Findings,
    at_least,
    at_most,
    compare,
    is_,
    missing,
    on_or_before,
    one_of,
    passed,
)
from underwriting.subjects import obligations
from underwriting.workings import burdens

chapter = Chapter("5.1-5.5")

COUNTED_KINDS = (
    "doorlopend-krediet",
    "persoonlijke-lening",
    "creditcard",
    "winkelpas",
    "werkgeverslening",
    "familielening",
    "leasecontract",
    "zakelijk-krediet",
    "overig",
)


@chapter.rule("G5.1-04")
def credit_at_two_percent_or_actual(case: Case) -> Findings:
    """gids 5.1: a credit that does not amortise counts for 2 percent of the limit, or the actual burden if higher."""
    for path, credit, subject in _consumer_credits(case):
        if burdens.amortises(credit, case.facts):
            continue
        base = burdens.credit_base(credit)
        if base is None:
            yield missing(f"{path}.limit", f"{path}.original_principal", subject=subject)
        elif credit.actual_monthly is None:
            yield missing(f"{path}.actual_monthly", subject=subject)
        else:
            share = base * case.norms.ch05.credit_percent_per_month / 100
            yield passed(at_least("two_percent_of_limit", share, credit.actual_monthly), subject=subject)


@chapter.rule("G5.1-05")
def kinds_of_credit_counted(case: Case) -> Findings:
    """gids 5.1: revolving credit, personal loan, cards, loans of employer or family, and lease all count."""
    for path, credit, subject in _credits(case):
        if credit.credit_kind is None:
            yield missing(f"{path}.credit_kind", subject=subject)
        else:
            yield passed(one_of("credit_kind", credit.credit_kind, COUNTED_KINDS), subject=subject)


@chapter.rule("G5.1-06")
def amortising_credit_at_actual_burden(case: Case) -> Findings:
    """gids 5.1: a credit that BKR registers as AK counts for its actual burden."""
    for path, credit, subject in _consumer_credits(case):
        if not burdens.amortises(credit, case.facts):
            continue
        if credit.actual_monthly is None:
            yield missing(f"{path}.actual_monthly", subject=subject)
        else:
            yield passed(at_least("actual_monthly", credit.actual_monthly, 0), subject=subject)


@chapter.rule("G5.1-07")
def business_credit(case: Case) -> Findings:
    """gids 5.1: business credit counts, unless a complete income statement already took it into account."""
    for path, credit, subject in _credits(case):
        if credit.credit_kind != "zakelijk-krediet" or not burdens.counts(credit, case.facts):
            continue
        if burdens.business_credit_in_ikv(credit, case.facts):
            yield passed(is_("in_inkomensverklaring", True), subject=subject)
        elif credit.actual_monthly is None:
            yield missing(f"{path}.actual_monthly", subject=subject)
        else:
            yield passed(at_least("actual_monthly", credit.actual_monthly, 0), subject=subject)


@chapter.rule("G5.3-01")
def all_loans_count(case: Case) -> Findings:
    """gids 5.3: every loan counts, also one of parents."""
    for path, loan, subject in _private_loans(case):
        if loan.original_principal is None:
            yield missing(f"{path}.original_principal", subject=subject)
        else:
            yield passed(at_least("original_principal", loan.original_principal, 0), subject=subject)


@chapter.rule("G5.3-02")
def repaid_before_the_offer(case: Case) -> Findings:
    """gids 5.3: a loan repaid from own funds before the offer is left out."""
    for _, debt, subject in _repaid_or_promised(case):
        left_out = not burdens.counts(debt, case.facts)
        compared = compare("left_out", left_out, "eq", True, "boolean", satisfied=left_out)
        if debt.repaid_on is not None:
            yield passed(on_or_before("repaid_on", debt.repaid_on, case.offer_on), compared, subject=subject)
        else:
            yield passed(compared, subject=subject)


@chapter.rule("G5.3-03")
def proof_of_repayment(case: Case) -> Findings:
    """gids 5.3: proof of the repayment, and a bank statement for the own funds behind it."""
    for _, debt, subject in _repaid_or_promised(case):
        yield from documents.demand(
            documents.ask(case, "aflossingsbewijs", subject_id=debt.id),
            documents.ask(case, "bankafschrift", subject_id=debt.id),
            subject=subject,
        )


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
            yield passed(at_least("monthly", _monthly(case, loan.id), 0), subject=subject)


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
        else:
            yield passed(is_("agreement_final", loan.gift.agreement_final), subject=subject)


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


@chapter.rule("G5.4-01")
def student_loan_comes_off(case: Case) -> Findings:
    """gids 5.4: a student loan comes off the allowed burden."""
    for path, loan, subject in _student_loans(case):
        if burdens.instalment(loan) is None:
            yield missing(*_instalment_lacks(path, loan), subject=subject)
        else:
            yield passed(at_least("monthly", _monthly(case, loan.id), 0), subject=subject)


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
        if loan.instalment_status not in burdens.ANNUITY_STATUSES:
            continue
        amount = burdens.instalment(loan)
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


def _credits(case: Case) -> Iterator[tuple[str, Krediet, Subject]]:
    for path, debt, subject in obligations(case):
        if isinstance(debt, Krediet):
            yield path, debt, subject


def _consumer_credits(case: Case) -> Iterator[tuple[str, Krediet, Subject]]:
    """Consumer credits that count."""
    for path, credit, subject in _credits(case):
        if credit.credit_kind != "zakelijk-krediet" and burdens.counts(credit, case.facts):
            yield path, credit, subject


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


def _student_loans(case: Case) -> Iterator[tuple[str, Studielening, Subject]]:
    for path, debt, subject in obligations(case):
        if isinstance(debt, Studielening):
            yield path, debt, subject


def _repaid_or_promised(case: Case) -> Iterator[tuple[str, Krediet | LeningDerden, Subject]]:
    for path, debt, subject in obligations(case):
        if isinstance(debt, Krediet | LeningDerden) and (debt.repaid_on or debt.to_be_repaid_before_offer):
            yield path, debt, subject


def _instalment_lacks(path: str, loan: Studielening) -> list[str]:
    if loan.instalment_status is None:
        return [f"{path}.instalment_status"]
    if loan.instalment_status == "regulier":
        return [f"{path}.monthly_instalment"]
    facts = {"outstanding": loan.outstanding, "rate": loan.rate, "remaining_months": loan.remaining_months}
    return [f"{path}.{name}" for name, value in facts.items() if value is None]


def _monthly(case: Case, obligation_id: str) -> Decimal:
    """What the debt counts for per month in the test; nothing as long as the toetsrente is not known."""
    counted = (burden.monthly for burden in case.burdens if burden.subject.id == obligation_id)
    return next(counted, Decimal(0))
