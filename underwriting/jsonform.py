"""Typed dataclasses to JSON, by their annotations alone; `jsonread` reads them back.

The contract writes every exact number as a string with a fixed number of decimals. The annotation of a
field says which notation it has (`Money`, `Rate`, ...); reading refuses any other notation, writing uses it.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

Writer = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Decimals:
    """A decimal string with `least` to `most` decimals and at most `whole` digits before the point."""

    least: int
    most: int
    whole: int
    signed: bool = False

    @property
    def regex(self) -> str:
        """What the string matches from front to back."""
        sign = "-?" if self.signed else ""
        return rf"{sign}(0|[1-9][0-9]{{0,{self.whole - 1}}})\.[0-9]{{{self.least},{self.most}}}"

    @property
    def what(self) -> str:
        """What a value must be, as in `must be ...`."""
        decimals = f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
        sign = "" if self.signed else ", not negative"
        return f"a decimal string with {decimals} decimals and at most {self.whole} digits before the point{sign}"

    def writer(self) -> Writer:
        """Write a Decimal: more decimals than the notation has are rounded half up, fewer are filled with zeros.

        A number beyond the notation is written as the last one that it holds: a loan of a trillion is refused all the
        same, and a valid document never gives a decision that is none.
        """
        least, most = self.least, self.most
        steps = [Decimal(1).scaleb(-decimals) for decimals in range(most + 1)]
        highest = Decimal(10) ** self.whole - steps[most]
        lowest = -highest if self.signed else Decimal(0)

        def held(value: Decimal) -> Decimal:
            return value if lowest <= value <= highest else min(max(value, lowest), highest)

        def write_fixed(value: Decimal) -> str:
            return f"{held(value).quantize(steps[most], rounding=ROUND_HALF_UP):f}"

        def write_within(value: Decimal) -> str:
            exponent = value.as_tuple().exponent
            decimals = -exponent if isinstance(exponent, int) else least
            return f"{held(value).quantize(steps[min(max(decimals, least), most)], rounding=ROUND_HALF_UP):f}"

        return write_fixed if least == most else write_within


@dataclass(frozen=True, slots=True)
class Pattern:
    """A string that matches a regular expression from front to back."""

    regex: str
    what: str


@dataclass(frozen=True, slots=True)
class Length:
    """A string of 1 to `most` characters."""

    most: int

    @property
    def what(self) -> str:
        """What a value must be, as in `must be ...`."""
        return f"a string of 1 to {self.most} characters"


@dataclass(frozen=True, slots=True)
class Between:
    """A whole number from `least` to `most`, both included; no upper bound when `most` is None."""

    least: int
    most: int | None

    @property
    def what(self) -> str:
        """What a value must be, as in `must be ...`."""
        if self.most is None:
            return f"a whole number of {self.least} or more"
        return f"a whole number from {self.least} to {self.most}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in RFC 3339 notation. It keeps the text it came in, so that a document hashes the same after reading."""

    text: str

    @property
    def at(self) -> datetime:
        """The moment itself, aware; to the microsecond. RFC 3339 also allows a small t and z."""
        return datetime.fromisoformat(self.text.upper())

    @property
    def on(self) -> date:
        """The day in the Netherlands."""
        return self.at.astimezone(AMSTERDAM).date()


Money = Annotated[Decimal, Decimals(2, 2, 12, signed=True)]
Rate = Annotated[Decimal, Decimals(3, 3, 2)]
Percentage = Annotated[Decimal, Decimals(1, 6, 4)]
Id = Annotated[
    str, Pattern(r"[a-z0-9][a-z0-9._-]{0,63}", "an id: 1 to 64 of a-z, 0-9, dot, _ and -, a letter or digit first")
]
Country = Annotated[str, Pattern(r"[A-Z]{2}", "an ISO 3166-1 alpha-2 code, as NL")]
Currency = Annotated[str, Pattern(r"[A-Z]{3}", "an ISO 4217 code, as EUR")]


def write(value: object) -> dict[str, Any]:
    """Write a dataclass as a JSON object; a field that is None is left out."""
    result = _writer_of(value)(value)
    assert isinstance(result, dict)
    return result


def canonical(document: object) -> bytes:
    """The one way to write a JSON document without floats, as RFC 8785 lays down."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(document: object) -> str:
    """SHA-256 of the canonical form, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()


_HINTS: dict[type[Any], dict[str, tuple[object, bool]]] = {}


def hints_of(cls: type[Any]) -> dict[str, tuple[object, bool]]:
    """Per field: its annotation, and whether it may be absent. Worked out once per class."""
    if cls not in _HINTS:
        _HINTS[cls] = _read_hints(cls)
    return _HINTS[cls]


def _read_hints(cls: type[Any]) -> dict[str, tuple[object, bool]]:
    hints = get_type_hints(cls, include_extras=True)
    return {
        field.name: (hints[field.name], field.default is not MISSING)
        for field in fields(cls)
        if field.init and not field.name.startswith("_")
    }


@cache
def _writer(hint: object) -> Writer:
    """The function that writes what an annotation allows; made once."""
    origin = get_origin(hint)
    if origin is Annotated and isinstance(get_args(hint)[1], Decimals):
        writer: Writer = get_args(hint)[1].writer()
        return writer
    if origin is tuple:
        return _list_writer(_writer(get_args(hint)[0]))
    if hint is Moment:
        return lambda value: value.text
    if hint is date:
        return date.isoformat
    if isinstance(hint, type) and is_dataclass(hint):
        return _object_writer(hint)
    if any(is_dataclass(choice) for choice in get_args(hint)):
        return lambda value: _writer_of(value)(value)
    return _as_it_is


def _writer_of(value: object) -> Writer:
    return _writer(type(value))  # type: ignore[arg-type] # mypy does not know that every class is hashable


def _list_writer(writer: Writer) -> Writer:
    return lambda value: [writer(entry) for entry in value]


def _object_writer(cls: type[Any]) -> Writer:
    writers = {name: _writer(without_none(hint)) for name, (hint, _) in hints_of(cls).items()}

    def write_object(value: object) -> dict[str, object]:
        return {name: writer(entry) for name, writer in writers.items() if (entry := getattr(value, name)) is not None}

    return write_object


def _as_it_is(value: object) -> object:
    return value


def without_none(hint: object) -> object:
    """The annotation of a field that is there."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    rest = tuple(choice for choice in get_args(hint) if choice is not NoneType)
    return rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007 - built at run time
