"""Parsed JSON to typed dataclasses, by their annotations alone: `read(cls, value)`.

The first thing that is wrong is a FormError with its JSON path, such as `applicants[0].incomes[1].kind`, and a message
that says what was expected there.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Annotated, Literal, TypeVar, Union, get_args, get_origin

from underwriting.jsonform import AMSTERDAM, Between, Decimals, Length, Moment, Pattern, hints_of, without_none

T = TypeVar("T")

LONGEST_KEY = 60
"""Characters of an unknown key that a path repeats."""

_PLAIN: dict[object, str] = {
    bool: "a boolean, true or false",
    str: "a string",
    date: "a calendar date, YYYY-MM-DD",
    Moment: "a moment with an offset, as in RFC 3339: 2026-03-30T09:15:00+02:00",
}


class FormError(ValueError):
    """The JSON does not have the form the type asks for. `path` is the JSON path, `message` says what is wrong."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path or '$'}: {message}")
        self.path = path
        self.message = message


def read(cls: type[T], value: object) -> T:
    """Read a dataclass from parsed JSON. Raises FormError with the path of the first thing that is wrong."""
    result = _read_dataclass(cls, value, "")
    assert isinstance(result, cls)
    return result


def join(path: str, key: str) -> str:
    """The path of a key: `lening.nhg`. One that is no plain name is quoted, escaped and cut short: `lening["a b"]`."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", key) and len(key) <= LONGEST_KEY:
        return f"{path}.{key}" if path else key
    shown = key if len(key) <= LONGEST_KEY else f"{key[:LONGEST_KEY]}..."
    return f"{path}[{json.dumps(shown)}]"


def is_text(value: str) -> bool:
    """Whether a string is Unicode text: half a surrogate pair is not, and has no canonical form (RFC 8785)."""
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def _read(hint: object, value: object, path: str) -> object:
    origin = get_origin(hint)
    if origin is Annotated:
        return _read_notation(get_args(hint)[1], value, path)
    if origin is Literal:
        return _read_choice(get_args(hint), value, path)
    if origin is tuple:
        return _read_list(get_args(hint)[0], value, path)
    if origin in (Union, UnionType):
        return _read_union(get_args(hint), value, path)
    if is_dataclass(hint) and isinstance(hint, type) and hint is not Moment:
        return _read_dataclass(hint, value, path)
    return _read_plain(hint, value, path)


def _read_choice(choices: tuple[object, ...], value: object, path: str) -> object:
    """One of the values of a closed list; in Python `True == 1 == 1.0`, in the contract they differ."""
    for choice in choices:
        if value == choice and type(value) is type(choice):
            return choice
    raise FormError(path, f"must be {_one_of(choices)}")


def _read_dataclass(cls: type, value: object, path: str) -> object:
    if not isinstance(value, dict):
        raise FormError(path, "must be an object")
    hints = hints_of(cls)
    for key in value:
        if key not in hints:
            raise FormError(join(path, str(key)), f"is not a known key; known here are {', '.join(hints)}")
    for name, (hint, optional) in hints.items():
        if name not in value and not optional:
            raise FormError(join(path, name), f"is required: {_expected(without_none(hint))}")
    read_values = {
        name: _read(without_none(hint), value[name], join(path, name))
        for name, (hint, _) in hints.items()
        if name in value
    }
    return cls(**read_values)


def _read_union(choices: tuple[object, ...], value: object, path: str) -> object:
    """One of several dataclasses, told apart by their `kind`."""
    if not isinstance(value, dict):
        raise FormError(path, "must be an object")
    kinds = {kind: choice for choice in choices if isinstance(choice, type) for kind in _kinds(choice)}
    kind = value.get("kind")
    chosen = kinds.get(kind) if isinstance(kind, str) else None
    if chosen is None:
        raise FormError(join(path, "kind"), f"must be {_one_of(kinds)}")
    return _read_dataclass(chosen, value, path)


def _kinds(cls: type) -> tuple[object, ...]:
    return get_args(hints_of(cls)["kind"][0])


def _read_list(item: object, value: object, path: str) -> object:
    if not isinstance(value, list):
        raise FormError(path, "must be a list")
    if all(isinstance(entry, str) for entry in value) and len(set(value)) < len(value):
        again = next(index for index, entry in enumerate(value) if entry in value[:index])
        raise FormError(f"{path}[{again}]", "stands in the list twice; every value must be another")
    return tuple(_read(item, entry, f"{path}[{index}]") for index, entry in enumerate(value))


def _read_notation(notation: object, value: object, path: str) -> object:
    if isinstance(notation, Between):
        if type(value) is not int or value < notation.least or (notation.most is not None and value > notation.most):
            raise FormError(path, f"must be {notation.what}")
        return value
    if isinstance(notation, Decimals):
        if not isinstance(value, str) or not notation.matches(value):
            raise FormError(path, f"must be {notation.what}")
        return Decimal(value)
    if isinstance(notation, Length):
        text = _read_text(value, path, notation.what)
        if not 1 <= len(text) <= notation.most:
            raise FormError(path, f"must be {notation.what}")
        return text
    assert isinstance(notation, Pattern)
    if not isinstance(value, str) or re.fullmatch(notation.regex, value) is None:
        raise FormError(path, f"must be {notation.what}")
    return value


def _read_plain(hint: object, value: object, path: str) -> object:
    if hint is date:
        return _read_date(value, path)
    if hint is Moment:
        return _read_moment(value, path)
    if hint is str:
        return _read_text(value, path, _expected(str))
    if hint is bool:
        if type(value) is not bool:
            raise FormError(path, f"must be {_expected(bool)}")
        return value
    raise TypeError(f"{path}: no notation for {hint}")


def _read_text(value: object, path: str, what: str) -> str:
    if not isinstance(value, str):
        raise FormError(path, f"must be {what}")
    if not is_text(value):
        raise FormError(path, f"must be {what}, and holds half a surrogate pair")
    return value


def _read_date(value: object, path: str) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise FormError(path, f"must be {_expected(date)}")


def _read_moment(value: object, path: str) -> Moment:
    pattern = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
    if isinstance(value, str) and re.fullmatch(pattern, value):
        try:
            datetime.fromisoformat(value).astimezone(AMSTERDAM)
        except (ValueError, OverflowError):  # no such day, or one that in Amsterdam falls outside the calendar
            pass
        else:
            return Moment(value)
    raise FormError(path, f"must be {_expected(Moment)}")


def _expected(hint: object) -> str:
    """What must stand there, as in `must be ...`."""
    if get_origin(hint) is Annotated:
        return str(get_args(hint)[1].what)
    if get_origin(hint) is Literal:
        return _one_of(get_args(hint))
    if get_origin(hint) is tuple:
        return "a list"
    return _PLAIN.get(hint, "an object")


def _one_of(choices: Iterable[object]) -> str:
    return f"one of {', '.join(map(str, choices))}"
