"""Which rules have cases on both sides: one where the rule is kept, and one where it is not or does not bear."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from underwriting.cases import FOLDER, Case, cases
from underwriting.catalogue import CatalogueRow, catalogue

_OTHER_SIDE = {
    "reject": {"fail", "refer"},
    "cap-loan": {"fail", "refer"},
    "refer-to-reviewer": {"refer", "fail"},
    "require-document": {"missing", "fail", "refer"},
}
"""What the side that is not kept looks like, by effect; a rule that cannot fail is either spoken or not applicable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """The cases of one rule."""

    row: CatalogueRow
    cases: int
    kept: bool
    """There is a case in which the rule passes."""
    other_side: bool
    """There is a case in which it fails, refers or lacks a document; or, for one that cannot fail, stays silent."""
    excused: str
    """Why one side is enough, or nothing."""

    @property
    def both_sides(self) -> bool:
        return (self.kept and self.other_side) or (bool(self.excused) and (self.kept or self.other_side))


@cache
def one_sided() -> dict[str, str]:
    """Rules that have only one side, with the reason."""
    with (FOLDER / "one_sided.csv").open(encoding="utf-8", newline="") as file:
        return {row["rule"]: row["reason"] for row in csv.DictReader(file)}


def decided_rows() -> tuple[CatalogueRow, ...]:
    """Every row the engine applies: to an application, or to a request about a running loan."""
    return tuple(row for row in catalogue().values() if row.automation in ("automated", "servicing"))


def coverage() -> tuple[Covered, ...]:
    """The rows the engine applies, each with what its cases cover."""
    by_rule: dict[str, list[Case]] = {}
    for case in cases():
        by_rule.setdefault(case.rule_id, []).append(case)
    return tuple(_covered(row, by_rule.get(row.id, ())) for row in decided_rows())


def _covered(row: CatalogueRow, found: Iterable[Case]) -> Covered:
    listed = list(found)
    said = {verdict for case in listed for verdict in case.expected.split(", ")}
    shown = {repr(case.shows) for case in listed if case.shows and "pass" in case.expected}
    other = _OTHER_SIDE.get(row.effect, {"not-applicable", "missing", "refer"})
    return Covered(
        row=row,
        cases=len(listed),
        kept="pass" in said,
        other_side=bool(said & other) or (row.effect not in _OTHER_SIDE and len(shown) > 1),
        excused=one_sided().get(row.id, ""),
    )
