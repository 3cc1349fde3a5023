"""`manage.py rules`: every rule of the guide, who applies it, and whether its cases come true. Needs no database."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.assessments.enforced import enforced
from underwriting.cases import Case, cases, run
from underwriting.cases.coverage import Covered, coverage
from underwriting.catalogue import CatalogueRow, catalogue

_NAMED = re.compile(r"(?:same-as|superseded-by): ([A-Z][0-9.]*-[0-9]+)")
"""How the conflict of an alias names the rows that it repeats or gives way to."""


class Command(BaseCommand):
    """Print the rules per chapter and run their cases."""

    help = "Print per chapter which rules the engine applies, with their cases, and who applies the others."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chapter", help="only this chapter or annex: 5, G5.6, A6")
        parser.add_argument("--list", action="store_true", help="print every rule, not only what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [row for row in catalogue().values() if _within(row, options["chapter"])]
        if not rows:
            raise CommandError(f"no rule of the guide is in {options['chapter']}")
        covered = {item.row.id: item for item in coverage()}
        failures = self._run([case for case in cases() if any(case.rule_id == row.id for row in rows)])
        for chapter in dict.fromkeys(_chapter(row) for row in rows):
            self._chapter(chapter, [row for row in rows if _chapter(row) == chapter], covered, whole=options["list"])
        lacking = [row.id for row in rows if row.id in covered and not covered[row.id].both_sides]
        unlisted = [row.id for row in rows if row.automation == "journey" and row.id not in enforced()]
        self.stdout.write(
            f"\n{len(rows)} rules; {sum(row.id in covered for row in rows)} applied by the engine, "
            f"{len(lacking)} of those without cases on both sides; {failures} cases that do not come true; "
            f"{len(unlisted)} rules of the journey not listed."
        )
        if lacking or failures or unlisted:
            raise CommandError("a rule lacks a case or a place, or a case does not come true")

    def _run(self, selected: Iterable[Case]) -> int:
        """Run the cases and say which do not come true; return how many."""
        failures = 0
        for case in selected:
            outcome = run(case)
            if (outcome.verdict, outcome.shows) != (case.expected, case.shows):
                failures += 1
                self.stdout.write(f"{case.name}: expected {case.expected} {case.shows}, found {outcome}")
        return failures

    def _chapter(self, title: str, rows: list[CatalogueRow], covered: dict[str, Covered], *, whole: bool) -> None:
        kinds = Counter(row.automation.partition(":")[0] for row in rows)
        number = sum(covered[row.id].cases for row in rows if row.id in covered)
        sides = sum(covered[row.id].both_sides for row in rows if row.id in covered)
        engine = sum(row.id in covered for row in rows)
        self.stdout.write(
            f"\n{title}: {len(rows)} rules; {engine} by the engine, {sides} with cases on both sides ({number} cases); "
            + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        )
        for row in rows:
            if row.id in covered:
                if whole or not covered[row.id].both_sides:
                    self._engine_row(covered[row.id])
            elif whole or row.automation not in ("alias", "statement"):
                self.stdout.write(f"  {row.id:9} {_who(row)}")
        if not whole:
            self._together("nothing to evaluate", [row.id for row in rows if row.automation == "statement"])
            self._together(
                "reported under another row", [_reported_under(row) for row in rows if row.automation == "alias"]
            )

    def _together(self, why: str, names: list[str]) -> None:
        """Rows that all have the same reason, on one line."""
        if names:
            self.stdout.write(f"  {why}: {', '.join(names)}")

    def _engine_row(self, item: Covered) -> None:
        sides = ["kept"] * item.kept + ["other side"] * item.other_side
        reason = f" ({item.excused})" if item.excused else ""
        self.stdout.write(
            f"  {item.row.id:9} {item.row.automation}, {item.row.effect}: {item.cases} cases, "
            f"{' and '.join(sides) or 'none'}{reason}"
        )


def _within(row: CatalogueRow, part: str | None) -> bool:
    return part is None or row.id.startswith((f"{part}-", f"{part}.", f"G{part}-", f"G{part}."))


def _chapter(row: CatalogueRow) -> str:
    """The chapter of a rule: `gids 5`, `NHG A6`."""
    start = row.id.partition("-")[0].partition(".")[0]
    return f"gids {start[1:]}" if start.startswith("G") else f"NHG {start}"


def _who(row: CatalogueRow) -> str:
    """Who applies a rule that the engine does not."""
    if row.automation == "journey":
        entry = enforced().get(row.id)
        return f"journey, in {entry.where}: {entry.how}" if entry else "journey, NOT LISTED in enforced.csv"
    if row.automation == "alias":
        return f"alias, {row.conflict.partition('. ')[0]}"
    return "statement, nothing to evaluate" if row.automation == "statement" else row.automation


def _reported_under(row: CatalogueRow) -> str:
    """`G1-34 is G4.2-01`: an alias and the rows under which it reports."""
    return f"{row.id} is {' and '.join(_NAMED.findall(row.conflict))}"
