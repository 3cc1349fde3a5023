"""gids 5.1 and 5.3: credits, and debts that are repaid before the offer."""

from collections.abc import Container, Iterator
from dataclasses import replace

from underwriting import documents
from underwriting.case import Case
from underwriting.facts.obligations import Krediet, LeningDerden
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, at_least, compare, is_, missing, on_or_before, one_of, passed
from underwriting.subjects import obligations, registrations
from underwriting.workings import burdens

chapter = Chapter("5.1")


@chapter.rule("G5.1-04")
def credit_at_two_percent_or_actual(case: Case) -> Findings:
    """gids 5.1: a credit that does not amortise counts for 2 percent of the limit, or the actual burden if higher."""
    bkr = case.norms.bkr
    yield from _unstated(case, [code for code in bkr.consumer_credit if code not in bkr.amortising])
    for path, credit, subject in _consumer_credits(case):
        if burdens.amortises(credit, case.facts, case.norms):
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
            yield passed(
                one_of("credit_kind", credit.credit_kind, case.norms.ch05.counted_credit_kinds), subject=subject
            )


@chapter.rule("G5.1-06")
def amortising_credit_at_actual_burden(case: Case) -> Findings:
    """gids 5.1: a credit that BKR registers as AK counts for its actual burden."""
    yield from _unstated(case, case.norms.bkr.amortising)
    for path, credit, subject in _consumer_credits(case):
        if not burdens.amortises(credit, case.facts, case.norms):
            continue
        if credit.actual_monthly is None:
            yield missing(f"{path}.actual_monthly", subject=subject)
        else:
            yield passed(at_least("actual_monthly", credit.actual_monthly, 0), subject=subject)


@chapter.rule("G5.1-07")
def business_credit(case: Case) -> Findings:
    """gids 5.1: business credit counts, unless a complete income statement already took it into account."""
    yield from _unstated(case, case.norms.bkr.business_credit)
    for path, credit, subject in _credits(case):
        if credit.credit_kind != "zakelijk-krediet" or not burdens.counts(credit, case.facts):
            continue
        if burdens.business_credit_in_ikv(credit, case.facts):
            yield passed(is_("in_inkomensverklaring", True), subject=subject)
        elif credit.actual_monthly is None:
            yield missing(f"{path}.actual_monthly", subject=subject)
        else:
            yield passed(at_least("actual_monthly", credit.actual_monthly, 0), subject=subject)


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
    """gids 5.3, 8.2: proof of the repayment, or BKR that shows it, and a bank statement for the own funds behind it."""
    for _, debt, subject in _repaid_or_promised(case):
        if burdens.repaid_before_application(debt, case.facts):
            continue
        statement = documents.ask(case, "bankafschrift", subject_id=debt.id)
        extract = documents.ask(case, "bkr-uittreksel", subject_id=debt.id)
        registration = burdens.registration_of(debt, case.facts) if isinstance(debt, Krediet) else None
        if registration is not None and registration.fully_repaid_on is not None:
            yield from documents.demand(statement, subject=subject)
        elif extract.status in documents.SATISFIED:
            yield from documents.demand(extract, statement, subject=subject)
        else:
            proof = documents.ask(case, "aflossingsbewijs", subject_id=debt.id)
            yield from documents.demand(proof, statement, subject=subject)


def _unstated(case: Case, codes: Container[str]) -> Findings:
    """Running credits of these types that BKR shows and the obligations do not hold: their burden is not known.

    A credit of two applicants stands in BKR for both, and is one obligation.
    """
    stated = {credit.bkr_registration_id for _, credit, _ in _credits(case)}
    joint = [replace(found, id="") for _, found, _ in registrations(case) if found.id in stated]
    for _, registration, subject in registrations(case):
        other = registration.credit_type == "overig"
        code = (registration.credit_type_code or "") if other else registration.credit_type
        runs = registration.fully_repaid_on is None or registration.fully_repaid_on > case.as_of
        known = registration.id in stated or replace(registration, id="") in joint
        if code in codes and runs and not known:
            yield missing("obligations", subject=subject)


def _credits(case: Case) -> Iterator[tuple[str, Krediet, Subject]]:
    for path, debt, subject in obligations(case):
        if isinstance(debt, Krediet):
            yield path, debt, subject


def _consumer_credits(case: Case) -> Iterator[tuple[str, Krediet, Subject]]:
    """Consumer credits that count."""
    for path, credit, subject in _credits(case):
        if credit.credit_kind != "zakelijk-krediet" and burdens.counts(credit, case.facts):
            yield path, credit, subject


def _repaid_or_promised(case: Case) -> Iterator[tuple[str, Krediet | LeningDerden, Subject]]:
    for path, debt, subject in obligations(case):
        if isinstance(debt, Krediet | LeningDerden) and (debt.repaid_on or debt.to_be_repaid_before_offer):
            yield path, debt, subject
