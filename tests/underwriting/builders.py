"""Facts to start a test from, and short ways to ask a decision what it says."""

import copy
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from underwriting.decide import decide
from underwriting.decision import Decision
from underwriting.facts import Facts
from underwriting.norms import norms_on

DATA = Path(__file__).parent / "data"
DECIDED_AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)

Json = dict[str, Any]
Example = Callable[[], Json]


def load(name: str) -> Json:
    """A JSON document from the data folder."""
    document: Json = json.loads((DATA / name).read_text(encoding="utf-8"))
    return document


def starter() -> Json:
    """Example 1: a single starter with NHG, phase hypotheekaanbod, 30 March 2026."""
    return load("1-starter-nhg.facts.json")


def movers() -> Json:
    """Example 2: a couple that moves, with bridging and a student loan, phase dossier, 10 April 2026."""
    return load("2-moving-couple-overbrugging.facts.json")


def self_employed() -> Json:
    """Example 3: self-employed, two credits, phase aanvraag, 10 March 2026."""
    return load("3-self-employed-rejected.facts.json")


def changed(document: Json, path: str, value: object) -> Json:
    """A copy with one value set: `lening.leningdelen[0].amount`. Objects on the way are made when they are absent."""
    result = copy.deepcopy(document)
    *way, last = _steps(path)
    place: Any = result
    for index, step in enumerate(way):
        following = (*way[1:], last)[index]
        if isinstance(step, str) and step not in place:
            place[step] = [] if isinstance(following, int) else {}
        place = place[step]
    if isinstance(last, int) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return result


def without(document: Json, path: str) -> Json:
    """A copy with one value taken out."""
    result = copy.deepcopy(document)
    *way, last = _steps(path)
    place: Any = result
    for step in way:
        place = place[step]
    del place[last]
    return result


def at_phase(document: Json, phase: str, as_of: str | None = None) -> Json:
    """A copy in another phase, and on another day when one is given."""
    result = changed(document, "evaluation.phase", phase)
    return result if as_of is None else changed(result, "evaluation.as_of", as_of)


def decided(document: Json) -> Decision:
    """The decision on a facts document, with the norms of its day."""
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


def verdict(document: Json, rule_id: str) -> str:
    """What one rule says of a facts document, when it speaks once."""
    (only,) = verdicts(decided(document), rule_id)
    return only


def _steps(path: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
