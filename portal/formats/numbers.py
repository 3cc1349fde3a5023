"""Notation of amounts, percentages, file sizes, account numbers and postcodes, in the reader's language.

Dutch (``€ 1.234,56``), or English (``€1,234.56``) for who chose that. What is always Dutch, papers and the back office,
is made under `language.in_dutch`.

Amounts are euros and rates are percent (``Decimal("3.850")`` is 3,85 percent), as in the engine's
contract. Floats are refused: a figure on a mortgage offer is exact or it is wrong.
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from portal.formats.language import Language, active

NBSP = "\u00a0"
MINUS = "\u2212"
NO_VALUE = "\u2013"

Number = Decimal | int | str


def euro(amount: Number | None, decimals: int = 2) -> str:
    """Return an amount in euros, ``€ 1.234,56``, rounded half up; a dash for no amount."""
    if amount is None or amount == "":
        return NO_VALUE
    digits = number(amount, decimals)
    if not _english():
        return f"€{NBSP}{digits}"
    return f"{MINUS}€{digits[1:]}" if digits.startswith(MINUS) else f"€{digits}"


def short_euro(amount: Number | None) -> str:
    """Return an amount without the cents when there are none, ``€ 380.000`` or ``€ 1.234,56``."""
    if amount is None or amount == "":
        return NO_VALUE
    value = exact(amount)
    return euro(value, 0 if value == value.to_integral_value() else 2)


def percent(rate: Number | None, decimals: int = 2) -> str:
    """Return a rate in percent, ``3,85%``, rounded half up; a dash for no rate.

    A rate with more decimals than asked keeps them (``3,875%``): rounding a contract rate would
    state another contract.
    """
    if rate is None or rate == "":
        return NO_VALUE
    value = exact(rate)
    places = -int(value.normalize().as_tuple().exponent)
    return f"{number(value, max(decimals, min(places, 3)))}%"


def number(value: Number, decimals: int = 0) -> str:
    """Return a number with a dot per thousand and a decimal comma (in English the reverse), rounded half up."""
    rounded = exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    digits = f"{abs(rounded):,.{decimals}f}"
    if not _english():
        digits = digits.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{digits}" if rounded < 0 else digits


def file_size(size: int) -> str:
    """Return a size in bytes as people read it: ``640 kB``, ``1,2 MB`` (decimal units)."""
    if size < 1_000_000:
        return f"{number(max(1, (size + 500) // 1000))}{NBSP}kB"
    return f"{number(Decimal(size) / 1_000_000, 1)}{NBSP}MB"


def iban(account: str) -> str:
    """Return an account number in groups of four that stay on one line."""
    compact = "".join(account.split()).upper()
    return NBSP.join(compact[i : i + 4] for i in range(0, len(compact), 4))


def postcode(code: str) -> str:
    """Return a postcode as it is written on an envelope, ``3811 EP``; anything else unchanged."""
    compact = "".join(code.split()).upper()
    if len(compact) == 6 and compact[:4].isdigit() and compact[4:].isalpha():
        return f"{compact[:4]}{NBSP}{compact[4:]}"
    return code


def _english() -> bool:
    return active() is Language.ENGLISH


def exact(value: Number) -> Decimal:
    """Return the value as a finite Decimal.

    Raises:
        TypeError: for a float or anything else that is not exact.
        ValueError: for text that is no number, and for NaN or infinity.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"an amount is a Decimal, an int or a decimal string, not {value!r}")
    try:
        result = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is not a number") from error
    if not result.is_finite():
        raise ValueError(f"{value!r} is not a finite number")
    return result
