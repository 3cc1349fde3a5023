"""Parsed JSON to typed dataclasses, by their annotations alone: `read(cls, value)`.

The first thing that is wrong is a FormError with its JSON path, such as `applicants[0].incomes[1].kind`, and a message
that says what was expected there.

An annotation is looked at once: it becomes a function that reads a value or raises FormError with the path from there.
Whoever holds the value puts its own step in front, so that a document without faults builds no paths.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from underwriting.jsonform import AMSTERDAM, Between, Decimals, Length, Moment, Pattern, hints_of, without_none

T = TypeVar("T")
Reader = Callable[[object], Any]

LONGEST_KEY = 60
"""Characters of an unknown key that a path repeats."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,30})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)

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

    def under(self, step: str) -> "FormError":
        """The same fault as seen by who holds the value at `step`: the name of a field, or `[0]` in a list."""
        point = "." if self.path and not self.path.startswith("[") else ""
        return FormError(f"{step}{point}{self.path}", self.message)


def read(cls: type[T], value: object) -> T:
    """Read a dataclass from parsed JSON. Raises FormError with the path of the first thing that is wrong."""
    result = _reader(cls)(value)  # type: ignore[arg-type] # mypy does not know that every class is hashable
    assert isinstance(result, cls)
    return result


def shown(key: str) -> str:
    """A key as it stands in a path. One that is no plain name is quoted, escaped and cut short: `["a b"]`."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", key) and len(key) <= LONGEST_KEY:
        return key
    return f"[{json.dumps(key if len(key) <= LONGEST_KEY else f'{key[:LONGEST_KEY]}...')}]"


def is_text(value: str) -> bool:
    """Whether a string is Unicode text: half a surrogate pair is not, and has no canonical form (RFC 8785)."""
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


@cache
def _reader(hint: object) -> Reader:
    """The function that reads what an annotation allows."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _notation_reader(get_args(hint)[1])
    if origin is Literal:
        return _choice_reader(get_args(hint))
    if origin is tuple:
        return _list_reader(get_args(hint)[0])
    if origin in (Union, UnionType):
        return _union_reader(get_args(hint))
    if is_dataclass(hint) and isinstance(hint, type) and hint is not Moment:
        return _object_reader(hint)
    return _plain_reader(hint)


def _choice_reader(choices: tuple[object, ...]) -> Reader:
    """One of the values of a closed list; in Python `True == 1 == 1.0`, in the contract they differ."""
    types = {type(choice) for choice in choices}
    known = frozenset(choices)

    def read_choice(value: object) -> object:
        if type(value) not in types or value not in known:
            raise FormError("", f"must be {_one_of(choices)}")
        return value

    return read_choice


def _object_reader(cls: type) -> Reader:
    hints = hints_of(cls)
    required = [name for name, (_, optional) in hints.items() if not optional]
    readers = {name: _reader(without_none(hint)) for name, (hint, _) in hints.items()}

    def read_object(value: object) -> object:
        if not isinstance(value, dict):
            raise FormError("", "must be an object")
        for key in value:
            if key not in readers:
                raise FormError(shown(str(key)), f"is not a known key; known here are {', '.join(readers)}")
        for name in required:
            if name not in value:
                raise FormError(name, f"is required: {_expected(without_none(hints[name][0]))}")
        fields = {}
        for name, reader in readers.items():
            if name in value:
                try:
                    fields[name] = reader(value[name])
                except FormError as error:
                    raise error.under(name) from None
        return cls(**fields)

    return read_object


def _union_reader(choices: tuple[object, ...]) -> Reader:
    """One of several dataclasses, told apart by their `kind`."""
    readers = {kind: _reader(cls) for cls in choices if isinstance(cls, type) for kind in _kinds(cls)}

    def read_kind(value: object) -> object:
        if not isinstance(value, dict):
            raise FormError("", "must be an object")
        kind = value.get("kind")
        reader = readers.get(kind) if isinstance(kind, str) else None
        if reader is None:
            raise FormError("kind", f"must be {_one_of(readers)}")
        return reader(value)

    return read_kind


def _kinds(cls: type) -> tuple[object, ...]:
    return get_args(hints_of(cls)["kind"][0])


def _list_reader(item: object) -> Reader:
    """A list. An id or a word of a closed list stands in it once; the contract lets free text stand there twice."""
    reader = _reader(item)
    free = get_origin(item) is Annotated and isinstance(get_args(item)[1], Length)

    def read_list(value: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise FormError("", "must be a list")
        if not free and all(isinstance(entry, str) for entry in value) and len(set(value)) < len(value):
            again = next(index for index, entry in enumerate(value) if entry in value[:index])
            raise FormError(f"[{again}]", "stands in the list twice; every value must be another")
        return read_each(value, reader)

    return read_list


def read_each(values: list[object], reader: Callable[[object], T]) -> tuple[T, ...]:
    """Read every entry of a list. Raises FormError with the place of the first that is wrong."""
    entries = []
    for index, entry in enumerate(values):
        try:
            entries.append(reader(entry))
        except FormError as error:
            raise error.under(f"[{index}]") from None
    return tuple(entries)


def _notation_reader(notation: object) -> Reader:
    if isinstance(notation, Between):
        return _number_reader(notation)
    if isinstance(notation, Length):
        return _text_reader(notation.what, most=notation.most)
    assert isinstance(notation, Decimals | Pattern)
    matches, what = re.compile(notation.regex).fullmatch, notation.what

    def read_matching(value: object) -> str:
        if not isinstance(value, str) or matches(value) is None:
            raise FormError("", f"must be {what}")
        return value

    if isinstance(notation, Pattern):
        return read_matching
    return lambda value: Decimal(read_matching(value))


def _number_reader(notation: Between) -> Reader:
    """A whole number; `360.0` is one in JSON Schema, and in canonical form it is `360`."""
    least, most = notation.least, notation.most

    def read_number(value: object) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if type(value) is not int or value < least or (most is not None and value > most):
            raise FormError("", f"must be {notation.what}")
        return value

    return read_number


def _plain_reader(hint: object) -> Reader:
    if hint is str:
        return _text_reader(_expected(str))
    readers: dict[object, Reader] = {date: _read_date, Moment: _read_moment, bool: _read_boolean}
    if hint not in readers:
        raise TypeError(f"no notation for {hint}")
    return readers[hint]


def _text_reader(what: str, *, most: int | None = None) -> Reader:
    """Any text; of 1 to `most` characters when there is a most."""

    def read_text(value: object) -> str:
        if not isinstance(value, str):
            raise FormError("", f"must be {what}")
        if not is_text(value):
            raise FormError("", f"must be {what}, and holds half a surrogate pair")
        if most is not None and not 1 <= len(value) <= most:
            raise FormError("", f"must be {what}")
        return value

    return read_text


def _read_boolean(value: object) -> bool:
    if type(value) is not bool:
        raise FormError("", f"must be {_expected(bool)}")
    return value


def _read_date(value: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise FormError("", f"must be {_expected(date)}")


def _read_moment(value: object) -> Moment:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            Moment(value).at.astimezone(AMSTERDAM)
        except (ValueError, OverflowError):  # no such day, or one that in Amsterdam falls outside the calendar
            pass
        else:
            return Moment(value)
    raise FormError("", f"must be {_expected(Moment)}")


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
