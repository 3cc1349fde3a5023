"""Facts to start a test from, and short ways to ask a decision what it says."""

import json
from collections.abc import Callable
from pathlib import Path

from underwriting.cases import DECIDED_AT, base, decided, verdicts
from underwriting.cases.paths import Json, changed, without

__all__ = [
    "DATA", "DECIDED_AT", "Example", "Json", "at_phase", "changed", "decided", "load", "movers", "self_employed",
    "starter", "verdict", "verdicts", "without",
]  # fmt: skip

DATA = Path(__file__).parent / "data"

Example = Callable[[], Json]


def load(name: str) -> Json:
    """A JSON document from the data folder."""
    document: Json = json.loads((DATA / name).read_text(encoding="utf-8"))
    return document


def starter() -> Json:
    """Example 1: a single starter with NHG, phase hypotheekaanbod, 30 March 2026."""
    return base("starter")


def movers() -> Json:
    """Example 2: a couple that moves, with bridging and a student loan, phase dossier, 10 April 2026."""
    return base("movers")


def self_employed() -> Json:
    """Example 3: self-employed, two credits, phase aanvraag, 10 March 2026."""
    return base("self-employed")


def at_phase(document: Json, phase: str, as_of: str | None = None) -> Json:
    """A copy in another phase, and on another day when one is given."""
    result = changed(document, "evaluation.phase", phase)
    return result if as_of is None else changed(result, "evaluation.as_of", as_of)


def verdict(document: Json, rule_id: str) -> str:
    """What one rule says of a facts document, when it speaks once."""
    (only,) = verdicts(decided(document), rule_id)
    return only
