"""The text of consent to brondata, per version; its number of days is part of what was agreed."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

SOURCE = Path(__file__).parent / "consent_texts.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """One version; `keep_days` and `warn_days` are calendar days."""

    version: str
    starts_on: date
    keep_days: int
    warn_days: int
    lines: tuple[str, ...]


@lru_cache(maxsize=1)
def consent_texts() -> tuple[ConsentText, ...]:
    """Every version, oldest first."""
    rows = tomllib.loads(SOURCE.read_text())["text"]
    found = [
        ConsentText(
            version=row["version"],
            starts_on=row["from"],
            keep_days=row["keep_days"],
            warn_days=row["warn_days"],
            lines=tuple(row["lines"]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.starts_on))


def consent_text(version: str) -> ConsentText:
    """One version; KeyError when it never was."""
    return {one.version: one for one in consent_texts()}[version]


def text_on(day: date) -> ConsentText:
    """The version that is shown on a day; the first one also before it begins, in a demo on an earlier date."""
    started = [one for one in consent_texts() if one.starts_on <= day]
    return started[-1] if started else consent_texts()[0]
