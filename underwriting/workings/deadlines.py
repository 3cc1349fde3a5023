"""The dates that follow from the renteaanbod (gids 7.2). Calendar months; every date is a last day, inclusive."""

from dataclasses import dataclass
from datetime import date

from underwriting.norms.policy import Ch07
from underwriting.periods import add_days, add_months


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeadlines:
    """What must have happened, and by when."""

    unused_lapses_on: date
    """An offer that was not taken up lapses after this day."""
    documents_by: date
    """All documents are in and judged."""
    hypotheekaanbod_by: date
    """The binding offer is issued, so that two weeks remain to think it over."""
    accept_by: date
    """The binding offer is signed; until then rate and terms do not change."""
    pass_by: date
    """The deed has passed."""


def offer_deadlines(issued_on: date, policy: Ch07) -> OfferDeadlines:
    """The dates of a renteaanbod that was issued on a day."""
    ends = add_months(issued_on, policy.renteaanbod_months)
    return OfferDeadlines(
        unused_lapses_on=add_days(issued_on, policy.unused_days),
        documents_by=add_days(add_months(issued_on, policy.documents_months), policy.documents_days),
        hypotheekaanbod_by=add_days(ends, -policy.reflection_days),
        accept_by=ends,
        pass_by=add_months(issued_on, policy.hypotheekaanbod_months),
    )
