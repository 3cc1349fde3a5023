"""The rate per leningdeel from the lender's dated rate sheet, by risicoklasse (gids 1, 2.9)."""

from decimal import Decimal

from portal.dossiers.models import Wish
from underwriting.norms import Norms
from underwriting.workings.loan import risicoklasse


def risicoklasse_of(wish: Wish, *, norms: Norms) -> str | None:
    """The class the wish falls in today; None while the value or the loan is not known."""
    if wish.nhg:
        return "nhg"
    total = sum((part.amount for part in wish.leningdelen.all()), Decimal(0))
    if not wish.market_value:
        return None
    return risicoklasse(total / wish.market_value * 100, norms)


def rates_for(wish: Wish, *, norms: Norms) -> dict[int, Decimal]:
    """Percent a year per position of the leningdeel.

    Raises:
        LookupError: the sheet has no rate for a period and class that can be chosen.
    """
    risk = risicoklasse_of(wish, norms=norms)
    found: dict[int, Decimal] = {}
    for part in wish.leningdelen.all():
        percent = norms.rates.rates.rate(part.rentevastperiode_years, risk) if risk else None
        if percent is None:
            raise LookupError(f"no rate for {part.rentevastperiode_years} years in class {risk}")
        found[part.position] = percent
    return found
