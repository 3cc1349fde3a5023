"""How a rule asks whether the loan fits on the income of a later day (gids 4.4, 4.6, 4.7)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from underwriting.decision import Comparison
from underwriting.figures import Toetsmoment
from underwriting.rule import at_most
from underwriting.workings import capacity, whole_term

if TYPE_CHECKING:
    from underwriting.case import Case


def moments_from(case: "Case", days: Iterable[date]) -> tuple[Toetsmoment, ...]:
    """The tests that start on one of these days, in the order of time."""
    wanted = set(days)
    return tuple(moment for moment in case.capacity.moments[1:] if moment.from_on in wanted)


def repaid_in_time(case: "Case", moments: Iterable[Toetsmoment]) -> tuple[Comparison, ...]:
    """On each day, what is not repaid by annuity or linear parts against what the income of that day carries.

    An interest-only part that ended before that day is not repaid "annuitair / lineair" (gids 4.4, 4.6): it counts.
    """
    return tuple(
        at_most("loan_balance", moment.loan_balance + _at_once(case, moment.from_on), moment.maximum_loan)
        for moment in moments
        if moment.loan_balance is not None and moment.maximum_loan is not None
    )


def _at_once(case: "Case", on: date) -> Decimal:
    """The interest-only parts that were due in one sum before a day, euros."""
    ended = (part for part in case.lening.leningdelen if capacity.remaining_months(part, case.as_of, on) < 1)
    return sum((part.amount for part in ended if part.aflosvorm in (None, "aflossingsvrij")), Decimal(0))


def bearable_now(case: "Case", moments: Iterable[Toetsmoment]) -> Comparison | None:
    """What is paid at first against the present income, when a later income carries less than the loan; else None."""
    carried = [moment.maximum_loan for moment in moments if moment.maximum_loan is not None]
    if not carried or case.loan.total <= min(carried):
        return None
    outside = sum((entry.amount for entry in case.left_out), Decimal(0))
    burden = whole_term.bearable_now(case.facts, case.capacity, outside)
    return None if burden is None else at_most("actual_burden", *burden)
