"""What may be repaid early without a fee (gids 2.12, 10.5, 10.6)."""

from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.existing_loan import Aflossing
from underwriting.norms import Norms
from underwriting.running_figures import FeeFreeRepayment
from underwriting.workings.original_rate import running_parts

ZERO = Decimal(0)


def asked(facts: Facts) -> Aflossing | None:
    """The repayment that is asked. A payout after a death that the facts state is one by itself (gids 10.6)."""
    request = facts.existing_loan_request
    if request is None or request.aflossing is not None:
        return request.aflossing if request else None
    payout = request.overlijden.life_insurance_payout if request.overlijden else None
    return Aflossing(amount=payout, source="verzekeringsuitkering") if payout else None


def after_death(facts: Facts) -> bool:
    """Whether a borrower died: whoever is left may always repay without a fee (gids 10.6)."""
    request = facts.existing_loan_request
    stated = request is not None and request.overlijden is not None
    return stated or facts.application.request_type == "overlijden"


def free_by_cause(facts: Facts, norms: Norms) -> bool:
    """Whether the cause alone makes it free, whoever's money it is: a sale, a death, loss of the home (gids 2.12)."""
    repayment = asked(facts)
    return repayment is not None and (repayment.source in norms.ch02.free_repayment_causes or after_death(facts))


def own_money(facts: Facts, norms: Norms) -> bool:
    """Whether it is own money that is, or can still be, shown by an iDEAL transaction (gids 2.12).

    What a (life) insurance pays after a death counts as own money (gids 10.6), without that proof.
    """
    repayment = asked(facts)
    if repayment is None or repayment.source not in norms.ch02.own_money_sources:
        return False
    return repayment.source != "eigen-middelen" or repayment.ideal_in_portal is not False


def at_end_of_fixed_period(facts: Facts) -> Decimal:
    """The balance of the parts whose fixed-rate period ends on the day of the repayment; euros (gids 2.12)."""
    repayment = asked(facts)
    day = repayment.on if repayment else None
    ending = [part for _, part in running_parts(facts) if day is not None and part.rentevastperiode_ends_on == day]
    return sum((part.outstanding or ZERO for part in ending), ZERO)


def used_this_year(facts: Facts) -> Decimal | None:
    """What other repayments took of the room of the calendar year in which this one falls."""
    repayment, loan = asked(facts), facts.existing_loan
    if repayment is not None and repayment.on is not None and repayment.on.year > facts.evaluation.as_of.year:
        return ZERO
    return loan.repaid_this_calendar_year if loan else None


def room(facts: Facts, norms: Norms) -> Decimal | None:
    """What is left of the share of the original principal that is free in a calendar year; None while unknown."""
    principal = facts.existing_loan.original_principal if facts.existing_loan else None
    used = used_this_year(facts)
    if principal is None or used is None:
        return None
    return max(principal * norms.ch02.free_repayment_percent / 100 - used, ZERO)


def repaid(facts: Facts) -> Decimal | None:
    """What is repaid: no more than the loan owes."""
    repayment = asked(facts)
    balance = facts.existing_loan.outstanding if facts.existing_loan else None
    if repayment is None or repayment.amount is None:
        return None
    return repayment.amount if balance is None else min(repayment.amount, balance)


def work_out(facts: Facts, norms: Norms) -> FeeFreeRepayment | None:
    """The free part and the part with a fee; None while amount, cause or room is not known."""
    repayment, amount = asked(facts), repaid(facts)
    if repayment is None or amount is None:
        return None
    if free_by_cause(facts, norms):
        return FeeFreeRepayment(free_amount=amount, charged_amount=ZERO, rule_ids=("G2.12-04",))
    if own_money(facts, norms):
        return FeeFreeRepayment(free_amount=amount, charged_amount=ZERO, rule_ids=("G2.12-01",))
    ending = at_end_of_fixed_period(facts)
    if ending >= amount:
        return FeeFreeRepayment(free_amount=amount, charged_amount=ZERO, rule_ids=("G2.12-04",))
    left = room(facts, norms)
    if repayment.source is None or left is None:
        return None
    free = min(amount, ending + left)
    rule_ids = ("G2.12-03", "G2.12-04") if ending else ("G2.12-03",)
    return FeeFreeRepayment(free_amount=free, charged_amount=amount - free, rule_ids=rule_ids)
