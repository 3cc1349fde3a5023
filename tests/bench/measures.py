"""What is measured. A measure is one function: it gets ready, and returns the work with its floor.

The floor is the least that any program would have to do: reading the same documents with `json.loads`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.bench.timing import Call
from tests.underwriting.ibl_messages import message
from tests.underwriting.varied import lines
from underwriting.decide import decide
from underwriting.facts import Facts
from underwriting.ibl import determine
from underwriting.ibl.document import read_document
from underwriting.norms import ibl_on, norms_on

MOMENT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """`call` does `units` of something, `floor` the least that could be done for as many."""

    units: int
    call: Call
    floor: Call


def full_decision(documents: int) -> Work:
    """From the bytes of a facts document to the bytes of its decision: parse, decide, print."""
    texts = list(lines(documents))

    def call() -> None:
        for text in texts:
            facts = Facts.from_json(json.loads(text))
            decision = decide(facts, norms_on(facts.evaluation.as_of), decided_at=MOMENT)
            json.dumps(decision.to_json(), separators=(",", ":"))

    return Work(units=len(texts), call=call, floor=_loading(texts))


def decide_alone(documents: int) -> Work:
    """Deciding on facts that were read already, without printing."""
    texts = list(lines(documents))
    read = [Facts.from_json(json.loads(text)) for text in texts]

    def call() -> None:
        for facts in read:
            decide(facts, norms_on(facts.evaluation.as_of), decided_at=MOMENT)

    return Work(units=len(texts), call=call, floor=_loading(texts))


def read_facts(documents: int) -> Work:
    """From a parsed document to typed facts."""
    texts = list(lines(documents))
    parsed = [json.loads(text) for text in texts]

    def call() -> None:
        for document in parsed:
            Facts.from_json(document)

    return Work(units=len(texts), call=call, floor=_loading(texts))


def ibl(documents: int) -> Work:
    """From the bytes of a UWV message over three years to the toetsinkomen with its steps."""
    texts = [json.dumps(message({"wage": f"36x{2500 + number}"})).encode() for number in range(documents)]

    def call() -> None:
        for text in texts:
            document = read_document(json.loads(text))
            determine(document.message, ibl_on(document.as_of), on=document.as_of)

    return Work(units=len(texts), call=call, floor=_loading(texts))


def _loading(texts: Sequence[bytes]) -> Call:
    def load() -> None:
        for text in texts:
            json.loads(text)

    return load


MEASURES: dict[str, Callable[[int], Work]] = {
    "decide": full_decision,
    "decide, deciding alone": decide_alone,
    "facts, reading": read_facts,
    "ibl": ibl,
}
