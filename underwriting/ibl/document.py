"""The input of `manage.py ibl`: a verzekeringsbericht as JSON, read or refused with the path of what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from underwriting.ibl.message import Contract, TermName, Verzekeringsbericht, WageItem
from underwriting.jsonform import Decimals
from underwriting.jsonread import FormError, is_text, read_each, shown

T = TypeVar("T")

MONEY = Decimals(2, 2, 9, signed=True)
"""Euros as in the contract; corrections of wage are negative."""
HOURS = re.compile(r"-?[0-9]{1,4}(\.[0-9]{1,2})?")
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A message and the day on which it is judged: `as_of`, or the day of the message itself."""

    message: Verzekeringsbericht
    as_of: date


def read_document(value: object) -> Document:
    """Read a parsed document. Raises FormError at the first thing that is wrong; unknown keys are wrong."""
    known = {"statement_date", "payment_term", "pension_contribution_per_period", "contracts", "as_of"}
    fields = _object(value, known)
    dated_on = _required(fields, "statement_date", _day)
    message = Verzekeringsbericht(
        dated_on=dated_on,
        payment_term=_required(fields, "payment_term", _term),
        pension_contribution=_required(fields, "pension_contribution_per_period", _not_negative),
        contracts=_required(fields, "contracts", _list_of(_contract)),
    )
    return Document(message=message, as_of=_optional(fields, "as_of", _day, dated_on))


def _contract(value: object) -> Contract:
    fields = _object(value, {"employer", "loonheffingennummer", "contract_form", "payment_term", "periods"})
    items = _required(fields, "periods", _list_of(_period))
    for index, item in enumerate(items):
        for other, earlier in enumerate(items[:index]):
            if item.starts_on <= earlier.ends_on and earlier.starts_on <= item.ends_on:
                raise FormError(f"periods[{index}]", f"overlaps periods[{other}] of the same contract")
    return Contract(
        employer=_required(fields, "employer", _text),
        loonheffingennummer=_required(fields, "loonheffingennummer", _text),
        contract_form=_optional(fields, "contract_form", _text, None),
        payment_term=_optional(fields, "payment_term", _term, None),
        items=items,
    )


def _period(value: object) -> WageItem:
    fields = _object(value, {"from", "to", "hours", "sv_loon", "private_use_car", "own_contribution_car"})
    starts_on, ends_on = _required(fields, "from", _day), _required(fields, "to", _day)
    if ends_on < starts_on:
        raise FormError("to", "lies before from")
    return WageItem(
        starts_on=starts_on,
        ends_on=ends_on,
        hours=_required(fields, "hours", _hours),
        sv_loon=_required(fields, "sv_loon", _money),
        private_use=_optional(fields, "private_use_car", _money, Decimal(0)),
        own_contribution=_optional(fields, "own_contribution_car", _money, Decimal(0)),
    )


def _object(value: object, known: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise FormError("", "must be an object")
    for key in value:
        if key not in known:
            raise FormError(shown(str(key)), f"is not a known key; known here are {', '.join(sorted(known))}")
    return value


def _required(fields: Mapping[str, Any], name: str, reader: Callable[[object], T]) -> T:
    if name not in fields:
        raise FormError(name, "is required")
    try:
        return reader(fields[name])
    except FormError as error:
        raise error.under(name) from None


def _optional(fields: Mapping[str, Any], name: str, reader: Callable[[object], T], absent: T) -> T:
    """A key that may be left out, or be null."""
    return absent if fields.get(name) is None else _required(fields, name, reader)


def _list_of(reader: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    def read_list(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise FormError("", "must be a list")
        return read_each(value, reader)

    return read_list


def _text(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST or not is_text(value):
        raise FormError("", f"must be a string of 1 to {LONGEST} characters")
    return value


def _term(value: object) -> TermName:
    if value == "monthly":
        return "monthly"
    if value == "four_weekly":
        return "four_weekly"
    raise FormError("", "must be one of monthly, four_weekly")


def _day(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            pass
        else:
            if FIRST <= day <= LAST:
                return day
    raise FormError("", f"must be a calendar date, YYYY-MM-DD, from {FIRST.year} to {LAST.year}")


def _money(value: object) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(MONEY.regex, value):
        raise FormError("", f"must be {MONEY.what}")
    return Decimal(value)


def _not_negative(value: object) -> Decimal:
    amount = _money(value)
    if amount < 0:
        raise FormError("", "may not be negative")
    return amount


def _hours(value: object) -> Decimal:
    """A number, or a decimal string: hours are no money."""
    text = value if isinstance(value, str) else str(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not HOURS.fullmatch(text):
        raise FormError("", "must be a number of hours, with at most two decimals")
    return Decimal(text)
