"""Dates, fees and payments of an offer, by the engine and its dated norms.

The only door through which offers reach the engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from underwriting import jsonform, payments
from underwriting.facts import Facts
from underwriting.norms import norms_on
from underwriting.workings.deadlines import offer_deadlines


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDates:
    """Last days, inclusive, counted from the day of the renteaanbod (gids 7.2)."""

    lapses_on: date
    complete_by: date
    offer_by: date
    valid_until: date
    hypotheekaanbod_valid_until: date
    reflection_days: int


def offer_dates(issued_on: date) -> OfferDates:
    """The deadlines of a renteaanbod of `issued_on`; calendar months, by the norms of that day."""
    policy = norms_on(issued_on).ch07
    last = offer_deadlines(issued_on, policy)
    return OfferDates(
        lapses_on=last.unused_lapses_on,
        complete_by=last.documents_by,
        offer_by=last.hypotheekaanbod_by,
        valid_until=last.accept_by,
        hypotheekaanbod_valid_until=last.pass_by,
        reflection_days=policy.reflection_days,
    )


def cancellation_fee(day: date) -> Decimal:
    """Euros due when a signed hypotheekaanbod is cancelled (gids 7.3)."""
    return norms_on(day).ch07.cancellation_fee


def bouwdepot_months(day: date) -> int:
    """How long a bouwdepot for an existing home may be used, months (gids 1)."""
    return norms_on(day).ch06.bouwdepot_months_existing


def payments_of(decision: Mapping[str, Any], facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Schedules, costs and JKP (docs/contract.md, `payments`), as decided. Decisions of before they held them: as then.

    Raises:
        LookupError: the facts lack the terms of a leningdeel; no paper can be made of that.
    """
    if "payments" in decision:
        quoted: Mapping[str, Any] = decision["payments"]
        return quoted
    read = Facts.from_json(facts)
    found = payments.work_out(read, norms_on(read.evaluation.as_of))
    if found is None:
        raise LookupError("a leningdeel lacks its terms")
    return jsonform.write(found)
