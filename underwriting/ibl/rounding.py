"""How far amounts on the way are kept, so that the printed steps give the printed outcome again.

Wage that is spread over periods is rounded to cents per share (5.6). Sums on the way keep six decimals of a euro and
a percentage keeps twelve; the income of a calculation is rounded half up to cents, once, at its end. What is printed
is what was calculated with.
"""

from decimal import ROUND_HALF_UP, Decimal

_EURO = Decimal("0.000001")
_PERCENT = Decimal("0.000000000001")


def fine(amount: Decimal) -> Decimal:
    """An amount or a number of hours on the way."""
    return amount.quantize(_EURO, rounding=ROUND_HALF_UP)


def percent(value: Decimal) -> Decimal:
    """A percentage on the way."""
    return value.quantize(_PERCENT, rounding=ROUND_HALF_UP)
