"""Where the rules are kept that the engine does not decide because they are about the order of events.

`enforced.csv` is the table: the rule, the object that keeps it (`portal.offers.services:issue_renteaanbod`) and how.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforced:
    """Where one `journey` row of the catalogue is kept."""

    rule: str
    where: str
    """A module and what in it: `portal.offers.services:issue_renteaanbod`."""
    how: str


@cache
def enforced() -> dict[str, Enforced]:
    """Every entry by rule."""
    with (Path(__file__).parent / "enforced.csv").open(encoding="utf-8", newline="") as file:
        return {record["rule"]: Enforced(**record) for record in csv.DictReader(file)}
