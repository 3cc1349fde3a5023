"""A change that reaches its goal, before it is told what it comes to."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from underwriting.remedies.found import Changes, RemedyKind


@dataclass(frozen=True, slots=True)
class Proposal:
    """The kind of change, the changed facts, and how much, how long or when (as in `Remedy`)."""

    kind: RemedyKind
    changes: Changes
    amount: Decimal | None = None
    months: int | None = None
    years: int | None = None
    on: date | None = None
    subject_ids: tuple[str, ...] = ()


def whole_euros(amount: Decimal) -> int:
    """Rounded up: a hint where the search begins."""
    return int(amount.to_integral_value(rounding=ROUND_CEILING))
