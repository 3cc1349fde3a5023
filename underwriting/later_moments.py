"""How a rule asks whether the loan fits on the income of a later day (gids 4.4, 4.6, 4.7)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from underwriting.decision import Comparison
from underwriting.figures import Toetsmoment
from underwriting.rule import at_most
from underwriting.workings import whole_term

if TYPE_CHECKING:
    from underwriting.case import Case


def moments_from(case: "Case", days: Iterable[date]) -> tuple[Toetsmoment, ...]:
    """The tests that start on one of these days, in the order of time."""
    wanted = set(days)
    return tuple(moment for moment in case.capacity.moments[1:] if moment.from_on in wanted)


def repaid_in_time(moments: Iterable[Toetsmoment]) -> tuple[Comparison, ...]:
    """On each day, what is left of the loan against what the income of that day carries."""
    return tuple(
        at_most("loan_balance", moment.loan_balance, moment.maximum_loan)
        for moment in moments
        if moment.loan_balance is not None and moment.maximum_loan is not None
    )


def bearable_now(case: "Case", moments: Iterable[Toetsmoment]) -> Comparison | None:
    """What is paid at first against the present income, when a later income carries less than the loan; else None."""
    carried = [moment.maximum_loan for moment in moments if moment.maximum_loan is not None]
    if not carried or case.loan.total <= min(carried):
        return None
    outside = sum((entry.amount for entry in case.left_out), Decimal(0))
    burden = whole_term.bearable_now(case.facts, case.capacity, outside)
    return None if burden is None else at_most("actual_burden", *burden)
