"""Cases of the rules, in tables that a clerk can read: facts changed in one or two places, and what the rule must say.

    [[table]]
    rule = "G5.6-01"
    about = "Ten hoogste twee andere woningen per klant"
    from = "movers"
    vary = ["applicants[0].registers.kadaster.properties_owned"]
    cases = [[2, "pass"], [3, "fail"]]

A row holds a value for each path in `vary`, what the rule then says, and a value for each path of the decision in
`shows`. They stand beside the rules, not in the tests, because `manage.py rules` lets an outsider run them.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from underwriting.cases.paths import ABSENT, Json, changed, read, without
from underwriting.decide import decide
from underwriting.decision import Decision
from underwriting.facts import Facts
from underwriting.norms import norms_on

FOLDER = Path(__file__).parent
DECIDED_AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
_KEYS = {"rule", "about", "from", "without", "set", "vary", "shows", "cases"}


class CasesError(ValueError):
    """A table that cannot be read; the message names the file and the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row of a table: the facts it comes to, and what is expected."""

    name: str
    rule_id: str
    about: str
    facts: Json
    expected: str
    """pass, fail, refer, missing, not-applicable or deferred; `pass, fail` when the rule speaks of two subjects."""
    shows: dict[str, object]
    """What must stand in the decision, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the engine said of a case."""

    verdict: str
    shows: dict[str, object]


@cache
def _base_text(name: str) -> str:
    return (FOLDER / "base" / f"{name}.json").read_text(encoding="utf-8")


def base(name: str) -> Json:
    """A fresh copy of a base document: `starter`, `movers`, `self-employed` or another one of the folder `base`."""
    document: Json = json.loads(_base_text(name))
    return document


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every table, in the order of the files. Raises CasesError."""
    return tuple(case for path in sorted(FOLDER.glob("*.toml")) for case in _of_file(path))


def decided(document: Json) -> Decision:
    """The decision on a facts document with the norms of its day, always dated the same moment."""
    facts = Facts.from_json(document)
    return decide(facts, norms_on(facts.evaluation.as_of), decided_at=DECIDED_AT)


def verdicts(decision: Decision, rule_id: str) -> list[str]:
    """What one rule says, per subject: pass, fail, refer or missing; `["not-applicable"]` or `["deferred"]` else."""
    found = [finding.outcome.value for finding in decision.findings if finding.rule_id == rule_id]
    if found:
        return found
    if rule_id in decision.not_applicable:
        return ["not-applicable"]
    return ["deferred"] if rule_id in dict(decision.deferred) else []


def run(case: Case) -> Outcome:
    """Decide on the facts of a case. Raises FactsError when the table makes facts that the contract refuses."""
    decision = decided(case.facts)
    document = decision.to_json() if case.shows else {}
    return Outcome(
        verdict=", ".join(verdicts(decision, case.rule_id)),
        shows={path: read(document, path) for path in case.shows},
    )


def _of_file(path: Path) -> Iterator[Case]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["table"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise CasesError(f"{path.name}: {error}") from None
    for number, table in enumerate(tables, start=1):
        try:
            yield from _of_table(table, f"{path.stem}:{number}")
        except (KeyError, IndexError, TypeError, ValueError, FileNotFoundError) as error:
            raise CasesError(f"{path.name}, table {number} ({table.get('rule')}): {error!r}") from error


def _of_table(table: dict[str, Any], name: str) -> Iterator[Case]:
    if unknown := set(table) - _KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    start = base(table["from"])
    for path in table.get("without", []):
        start = without(start, path)
    for path, value in table.get("set", {}).items():
        start = changed(start, path, value)
    vary, shows = table["vary"], table.get("shows", [])
    for number, row in enumerate(table["cases"], start=1):
        if len(row) != len(vary) + 1 + len(shows):
            raise ValueError(f"row {number} has {len(row)} columns, not {len(vary) + 1 + len(shows)}")
        facts = start
        for path, value in zip(vary, row, strict=False):
            facts = without(facts, path) if value == ABSENT else changed(facts, path, value)
        yield Case(
            name=f"{table['rule']} {name}.{number}",
            rule_id=table["rule"],
            about=table["about"],
            facts=facts,
            expected=row[len(vary)],
            shows=dict(zip(shows, row[len(vary) + 1 :], strict=True)),
        )
