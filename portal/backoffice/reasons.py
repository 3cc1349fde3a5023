"""Why a document is refused: a short list of codes, each with words for the desk and for the applicant."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("reasons.toml")


@dataclass(frozen=True)
class Reason:
    """One reason; `text` is what the applicant reads."""

    code: str
    name: str
    text: str


@cache
def reasons() -> dict[str, Reason]:
    """Every reason by its code, in the order of the file."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {code: Reason(code=code, **table) for code, table in tables.items()}
