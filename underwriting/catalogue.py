"""The catalogue: every rule of the guide and of NHG A6, and who applies it. `rules.csv` is the table."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from underwriting.facts.words import Phase

CATALOGUE_VERSION = "1.1"
PHASES: tuple[Phase, ...] = get_args(Phase)
_UNTIL = {phase: frozenset(PHASES[: number + 1]) for number, phase in enumerate(PHASES)}

CURABLE = frozenset(
    {
        "G2.10-01", "G2.10-03", "G2.11-01", "G2.11-02", "G6.10-01", "G6.10-02",
        "G6.10-03", "G6.10-04", "G6.10-05", "G6.10-06", "G11-16",
    }
)  # fmt: skip
"""Rules whose failure the applicant can put right within the same application, as the contract lists them."""

_NEVER_FAILS = frozenset({"reduce-income", "add-burden", "price", "set-deadline", "inform", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow:
    """One rule. `automation` says who applies it: automated, servicing, journey, statement, alias or person."""

    id: str
    article: str
    subject: str
    rule: str
    kind: str
    applies_to: str
    inputs: str
    effect: str
    when: Phase
    conflict: str
    facts_path: str
    automation: str

    @property
    def automated(self) -> bool:
        return self.automation == "automated"

    @property
    def servicing(self) -> bool:
        """Whether the rule is about a running loan: decided only when the request is."""
        return self.automation == "servicing"

    @property
    def can_fail(self) -> bool:
        """Whether a finding can be anything but a pass or a lack of facts."""
        return self.effect not in _NEVER_FAILS

    def reached(self, phase: Phase) -> bool:
        """Whether the rule is decided in this phase."""
        return self.when in _UNTIL[phase]


@cache
def catalogue() -> dict[str, CatalogueRow]:
    """All rows by id, in the order of the guide."""
    with (Path(__file__).parent / "rules.csv").open(encoding="utf-8", newline="") as file:
        rows = [_row(record) for record in csv.DictReader(file)]
    return {row.id: row for row in rows}


def _row(record: dict[str, str]) -> CatalogueRow:
    stated = record.pop("when")
    when = next(phase for phase in PHASES if phase == stated)
    return CatalogueRow(when=when, **record)
