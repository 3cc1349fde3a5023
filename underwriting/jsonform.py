"""Typed dataclasses to JSON, by their annotations alone; `jsonread` reads them back.

The contract writes every exact number as a string with a fixed number of decimals. The annotation of a
field says which notation it has (`Money`, `Rate`, ...); reading refuses any other notation, writing uses it.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Decimals:
    """A decimal string with `least` to `most` decimals and at most `whole` digits before the point."""

    least: int
    most: int
    whole: int
    signed: bool = False

    def matches(self, text: str) -> bool:
        sign = "-?" if self.signed else ""
        pattern = rf"{sign}(0|[1-9][0-9]{{0,{self.whole - 1}}})\.[0-9]{{{self.least},{self.most}}}"
        return re.fullmatch(pattern, text) is not None

    @property
    def what(self) -> str:
        """What a value must be, as in `must be ...`."""
        decimals = f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
        sign = "" if self.signed else ", not negative"
        return f"a decimal string with {decimals} decimals and at most {self.whole} digits before the point{sign}"

    def text(self, value: Decimal) -> str:
        """Write `value`; more decimals than the notation has are rounded half up, fewer are filled with zeros."""
        exponent = value.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else self.least
        kept = min(max(decimals, self.least), self.most)
        return f"{value.quantize(Decimal(1).scaleb(-kept), rounding=ROUND_HALF_UP):f}"


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
        """The moment itself, aware."""
        return datetime.fromisoformat(self.text)

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
    result = _write(type(value), value)
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


def _write(hint: object, value: object) -> object:
    hint = without_none(hint)
    if isinstance(value, Decimal):
        notation = get_args(hint)[1]
        assert isinstance(notation, Decimals)
        return notation.text(value)
    if isinstance(value, tuple):
        return [_write(get_args(hint)[0], entry) for entry in value]
    if isinstance(value, Moment):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return dict(_written_fields(value))
    return value


def _written_fields(value: Any) -> Iterator[tuple[str, object]]:
    for name, (hint, _) in hints_of(type(value)).items():
        entry = getattr(value, name)
        if entry is not None:
            yield name, _write(hint, entry)


def without_none(hint: object) -> object:
    """The annotation of a field that is there."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    rest = tuple(choice for choice in get_args(hint) if choice is not NoneType)
    return rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007 - built at run time
