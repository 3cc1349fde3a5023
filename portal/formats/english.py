"""English notation of amounts, percentages and dates, for a reader who has no Dutch. Exact, as `numbers` is."""

from decimal import ROUND_HALF_UP, Decimal

from portal.formats.dates import Moment, amsterdam_day
from portal.formats.numbers import MINUS, NO_VALUE, Number, exact

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def euro(amount: Number | None) -> str:
    """Return an amount in euros, ``€1,234.50``, rounded half up; a dash for no amount."""
    if amount is None or amount == "":
        return NO_VALUE
    value = exact(amount)
    return f"{MINUS if value < 0 else ''}€{number(abs(value), 2)}"


def percent(rate: Number | None, decimals: int = 2) -> str:
    """Return a rate in percent, ``3.85%``, with the decimals it has: `decimals` at least, three at most."""
    if rate is None or rate == "":
        return NO_VALUE
    value = exact(rate)
    places = -int(value.normalize().as_tuple().exponent)
    return f"{number(value, max(decimals, min(places, 3)))}%"


def number(value: Number, decimals: int = 0) -> str:
    """Return a number with a comma per thousand and a decimal point, rounded half up."""
    rounded = exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    digits = f"{abs(rounded):,.{decimals}f}"
    return f"{MINUS}{digits}" if rounded < 0 else digits


def long_date(day: Moment | None) -> str:
    """Return ``30 March 2026``; a dash for no date."""
    if day is None or day == "":
        return NO_VALUE
    local = amsterdam_day(day)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"
