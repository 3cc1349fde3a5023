"""Typed dataclasses to JSON and back, by their annotations alone.

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
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

T = TypeVar("T")

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class FormError(ValueError):
    """The JSON does not have the form the type asks for. `path` is the JSON path, `message` says what is wrong."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path or '$'}: {message}")
        self.path = path
        self.message = message


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


@dataclass(frozen=True, slots=True)
class Between:
    """A whole number from `least` to `most`, both included; no upper bound when `most` is None."""

    least: int
    most: int | None


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
Id = Annotated[str, Pattern(r"[a-z0-9][a-z0-9._-]{0,63}", "an id")]
Country = Annotated[str, Pattern(r"[A-Z]{2}", "an ISO 3166-1 alpha-2 code")]
Currency = Annotated[str, Pattern(r"[A-Z]{3}", "an ISO 4217 code")]


def read(cls: type[T], value: object) -> T:
    """Read a dataclass from parsed JSON. Raises FormError with the path of the first thing that is wrong."""
    result = _read_dataclass(cls, value, "")
    assert isinstance(result, cls)
    return result


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


def _hints(cls: type[Any]) -> dict[str, tuple[object, bool]]:
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


def _read(hint: object, value: object, path: str) -> object:
    origin = get_origin(hint)
    if origin is Annotated:
        return _read_notation(get_args(hint)[1], value, path)
    if origin is Literal:
        if value not in get_args(hint):
            raise FormError(path, f"must be one of {', '.join(map(str, get_args(hint)))}")
        return value
    if origin is tuple:
        return _read_list(get_args(hint)[0], value, path)
    if origin in (Union, UnionType):
        return _read_union(get_args(hint), value, path)
    if is_dataclass(hint) and isinstance(hint, type) and hint is not Moment:
        return _read_dataclass(hint, value, path)
    return _read_plain(hint, value, path)


def _read_dataclass(cls: type, value: object, path: str) -> object:
    if not isinstance(value, dict):
        raise FormError(path, "must be an object")
    hints = _hints(cls)
    for key in value:
        if key not in hints:
            raise FormError(_join(path, str(key)), "is not a known key")
    for name, (_, optional) in hints.items():
        if name not in value and not optional:
            raise FormError(_join(path, name), "is required")
    read_values = {
        name: _read(_without_none(hint), value[name], _join(path, name))
        for name, (hint, _) in hints.items()
        if name in value
    }
    return cls(**read_values)


def _read_union(choices: tuple[object, ...], value: object, path: str) -> object:
    """One of several dataclasses, told apart by their `kind`."""
    if not isinstance(value, dict):
        raise FormError(path, "must be an object")
    kinds = {kind: choice for choice in choices if isinstance(choice, type) for kind in _kinds(choice)}
    chosen = kinds.get(value.get("kind"))
    if chosen is None:
        raise FormError(_join(path, "kind"), f"must be one of {', '.join(map(str, kinds))}")
    return _read_dataclass(chosen, value, path)


def _kinds(cls: type) -> tuple[object, ...]:
    return get_args(_hints(cls)["kind"][0])


def _read_list(item: object, value: object, path: str) -> object:
    if not isinstance(value, list):
        raise FormError(path, "must be a list")
    if all(isinstance(entry, str) for entry in value) and len(set(value)) < len(value):
        raise FormError(path, "holds the same value twice")
    return tuple(_read(item, entry, f"{path}[{index}]") for index, entry in enumerate(value))


def _read_notation(notation: object, value: object, path: str) -> object:
    if isinstance(notation, Between):
        if type(value) is not int or value < notation.least or (notation.most is not None and value > notation.most):
            raise FormError(path, f"must be a whole number from {notation.least} to {notation.most or 'any'}")
        return value
    if not isinstance(value, str):
        raise FormError(path, "must be a string")
    if isinstance(notation, Decimals):
        if not notation.matches(value):
            decimals = notation.least if notation.least == notation.most else f"{notation.least} to {notation.most}"
            raise FormError(path, f"must be a decimal string with {decimals} decimals")
        return Decimal(value)
    if isinstance(notation, Length):
        if not 1 <= len(value) <= notation.most:
            raise FormError(path, f"must have 1 to {notation.most} characters")
        return value
    assert isinstance(notation, Pattern)
    if re.fullmatch(notation.regex, value) is None:
        raise FormError(path, f"must be {notation.what}")
    return value


def _read_plain(hint: object, value: object, path: str) -> object:
    if hint is date:
        return _read_date(value, path)
    if hint is Moment:
        return _read_moment(value, path)
    if hint is bool or hint is str:
        if type(value) is not hint:
            raise FormError(path, f"must be a {'boolean' if hint is bool else 'string'}")
        return value
    raise TypeError(f"{path}: no notation for {hint}")


def _read_date(value: object, path: str) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise FormError(path, "must be a calendar date, YYYY-MM-DD")


def _read_moment(value: object, path: str) -> Moment:
    pattern = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
    if isinstance(value, str) and re.fullmatch(pattern, value):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            return Moment(value)
    raise FormError(path, "must be a moment with an offset, as in RFC 3339")


def _write(hint: object, value: object) -> object:
    hint = _without_none(hint)
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
    for name, (hint, _) in _hints(type(value)).items():
        entry = getattr(value, name)
        if entry is not None:
            yield name, _write(hint, entry)


def _without_none(hint: object) -> object:
    if get_origin(hint) not in (Union, UnionType):
        return hint
    rest = tuple(choice for choice in get_args(hint) if choice is not NoneType)
    return rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007 - built at run time


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
