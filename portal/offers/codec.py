"""Frozen dataclasses to JSON and back, checked at the door.

A document is stored as JSON and rendered from it, years later if need be. So the JSON is
strict in both directions: no field unknown, every field present (one with a default may be absent: a document can
be older than the field), money as a string with two
decimals (shared convention of the underwriting contract), never a float.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, Literal, Self, Union, get_args, get_origin, get_type_hints

Euro = Annotated[Decimal, 2]
"""An amount in euros, exactly two decimals."""
Rate = Annotated[Decimal, 3]
"""A debit rate in percent a year, exactly three decimals (`3.870` is 3,87 %)."""


class DocumentError(ValueError):
    """A document that does not hold together; `path` says where."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path or 'document'}: {message}")
        self.path = path


@dataclass(frozen=True)
class Part:
    """Base of every piece of a document: types are checked when it is made, not when it is printed."""

    def __post_init__(self) -> None:
        for name, hint in _hints(type(self)).items():
            _check(hint, getattr(self, name), f"{type(self).__name__}.{name}")

    def to_json(self) -> dict[str, Any]:
        """A dict of JSON types only: decimals and dates as strings, tuples as lists."""
        return {field.name: _dump(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_json(cls, data: object) -> Self:
        """The inverse of `to_json`. Raises `DocumentError` on a missing, unknown or malformed field."""
        part = _load(cls, data, "")
        assert isinstance(part, cls)
        return part


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    return {field.name: hints[field.name] for field in fields(cls)}


def _check(hint: Any, value: object, path: str) -> None:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        _check(args[0], value, path)
        if isinstance(value, Decimal) and value.as_tuple().exponent != -args[1]:
            raise DocumentError(path, f"{value} must have exactly {args[1]} decimals")
    elif origin is Literal:
        if value not in args:
            raise DocumentError(path, f"{value!r} is not one of {', '.join(map(repr, args))}")
    elif origin in (Union, types.UnionType):
        if value is not None:
            _check(_only_real(args), value, path)
        elif type(None) not in args:
            raise DocumentError(path, "must not be absent")
    elif origin is tuple:
        if not isinstance(value, tuple):
            raise DocumentError(path, f"must be a tuple, not {type(value).__name__}")
        for index, item in enumerate(value):
            _check(args[0], item, f"{path}[{index}]")
    elif type(value) is not hint:
        # Exact types: a bool is no int here, a datetime is no date.
        raise DocumentError(path, f"must be {hint.__name__}, not {type(value).__name__}")
    elif isinstance(value, Decimal) and not value.is_finite():
        raise DocumentError(path, "must be a finite number")
    elif isinstance(value, datetime) and value.utcoffset() is None:
        raise DocumentError(path, "must carry its offset from UTC")


def _only_real(args: tuple[Any, ...]) -> Any:
    return next(arg for arg in args if arg is not type(None))


def _dump(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _dump(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_dump(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return value


def _load(hint: Any, data: object, path: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _load(args[0], data, path)
    if origin is Literal:
        return data
    if origin in (Union, types.UnionType):
        return None if data is None else _load(_only_real(args), data, path)
    if origin is tuple:
        if not isinstance(data, list):
            raise DocumentError(path, "must be a list")
        return tuple(_load(args[0], item, f"{path}[{index}]") for index, item in enumerate(data))
    if is_dataclass(hint):
        return _load_part(hint, data, path)
    if hint in (Decimal, date, datetime):
        return _load_text(hint, data, path)
    return data


def _load_part(cls: Any, data: object, path: str) -> Any:
    if not isinstance(data, Mapping):
        raise DocumentError(path, "must be an object")
    hints = _hints(cls)
    needed = {field.name for field in fields(cls) if field.default is MISSING}
    if wrong := sorted((set(data) - set(hints)) | (needed - set(data)), key=str):
        raise DocumentError(path, f"missing or unknown: {', '.join(map(str, wrong))}")
    return cls(
        **{name: _load(hint, data[name], f"{path}.{name}".lstrip(".")) for name, hint in hints.items() if name in data}
    )


def _load_text(hint: Any, data: object, path: str) -> Any:
    if not isinstance(data, str):
        raise DocumentError(path, f"must be text that holds a {hint.__name__}")
    try:
        return Decimal(data) if hint is Decimal else hint.fromisoformat(data)
    except (InvalidOperation, ValueError) as error:
        raise DocumentError(path, f"{data!r} is not a {hint.__name__}") from error
