"""How the facts document writes things (contract, Conventions)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


def money(amount: Decimal) -> str:
    """Euros with exactly two decimals."""
    return f"{amount:.2f}"


def rate(percent: Decimal) -> str:
    """Percent a year with exactly three decimals."""
    return f"{percent:.3f}"


def day(value: date | None) -> str | None:
    """ISO 8601, or nothing."""
    return value.isoformat() if value else None


def known(values: Mapping[str, Any]) -> Json:
    """Only what is known: an absent key is 'not known', False and 0 are statements."""
    return {key: value for key, value in values.items() if value is not None and value != ""}


def postcode(bare: str) -> str:
    """A postcode as the facts write it: 3811 AB."""
    bare = bare.replace(" ", "").upper()
    return f"{bare[:4]} {bare[4:]}"
