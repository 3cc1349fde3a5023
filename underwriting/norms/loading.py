"""Reading the dated files: one TOML file per section and period, with CSV tables beside it."""

import csv
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

DATA = Path(__file__).parent / "data"
ONE_DAY = timedelta(days=1)

T = TypeVar("T")


class NormsError(ValueError):
    """A norms file is not as it should be: our data is wrong, not the application."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFile:
    """One TOML file: the section it is for, its period, and where it stands."""

    section: str
    valid_from: date
    valid_to: date
    path: Path

    def covers(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to


@cache
def section_files(data: Path = DATA) -> tuple[SectionFile, ...]:
    """Every file, by section and then by date. Raises NormsError when periods of a section overlap or leave a gap."""
    files = [_section_file(path) for path in sorted(data.glob("*/*.toml"))]
    ordered = tuple(sorted(files, key=lambda file: (file.section, file.valid_from)))
    for earlier, later in pairwise(ordered):
        if earlier.section == later.section:
            _adjoin(earlier, later)
    return ordered


def _section_file(path: Path) -> SectionFile:
    table = _toml(path)
    valid_from, valid_to, source = (table.get(key) for key in ("valid_from", "valid_to", "source"))
    if type(valid_from) is not date or type(valid_to) is not date or not isinstance(source, str) or not source.strip():
        raise NormsError(f"{_name(path)}: source, valid_from and valid_to are required")
    if path.parent.name != valid_from.isoformat():
        raise NormsError(f"{_name(path)}: the folder is named for the first day, which is {valid_from}")
    if valid_to < valid_from:
        raise NormsError(f"{_name(path)}: ends on {valid_to}, before it starts")
    return SectionFile(section=path.stem, valid_from=valid_from, valid_to=valid_to, path=path)


def _adjoin(earlier: SectionFile, later: SectionFile) -> None:
    if later.valid_from <= earlier.valid_to:
        raise NormsError(f"{_name(later.path)}: overlaps {_name(earlier.path)}, which ends on {earlier.valid_to}")
    if later.valid_from > earlier.valid_to + ONE_DAY:
        raise NormsError(
            f"{_name(later.path)}: leaves a gap after {_name(earlier.path)}, which ends on {earlier.valid_to}"
        )


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def read_section(cls: type[T], file: SectionFile) -> T:
    """Read one file as its dataclass. Raises NormsError for a missing or an unknown key."""
    table = _toml(file.path)
    names = table.pop("tables", {})
    for name, relative in names.items():
        table[name] = read_csv(file.path.parent / relative)
    return _build(cls, table, file.path.name)


def files_behind(file: SectionFile) -> tuple[Path, ...]:
    """The TOML file and the tables it names."""
    tables = _toml(file.path).get("tables", {})
    return (file.path, *((file.path.parent / relative).resolve() for relative in tables.values()))


def fingerprint(files: tuple[SectionFile, ...]) -> str:
    """SHA-256 over the names and the bytes of the files, in lower-case hexadecimal."""
    paths = sorted({path.resolve() for file in files for path in files_behind(file)})
    digest = hashlib.sha256()
    for path in paths:
        digest.update(_name(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_csv(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of a table; lines that start with # are comment."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines))


def _build(cls: type[T], table: Mapping[str, Any], where: str) -> T:
    hints = get_type_hints(cls)
    assert is_dataclass(cls)
    wanted = {field.name for field in fields(cls)}
    if unknown := set(table) - wanted:
        raise NormsError(f"{where}: unknown keys {sorted(unknown)}")
    optional = {name for name, hint in hints.items() if NoneType in get_args(hint)}
    if lacking := wanted - set(table) - optional:
        raise NormsError(f"{where}: lacks {sorted(lacking)}")
    return cls(**{name: _value(hints[name], table[name], f"{where}: {name}") for name in wanted if name in table})


def _value(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) is UnionType:
        hint = next(choice for choice in get_args(hint) if choice is not NoneType)
    if hasattr(hint, "from_rows"):
        return hint.from_rows(value)
    if get_origin(hint) in (tuple, frozenset):
        item = get_args(hint)[0]
        return get_origin(hint)(_value(item, entry, where) for entry in value)
    if isinstance(hint, type) and is_dataclass(hint):
        return _build(hint, value, where)
    if hint is Decimal and type(value) in (int, Decimal):
        return Decimal(value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise NormsError(f"{where}: {value!r} is not {hint}")
