"""Whatever valid facts come in, a decision goes out: in the form of the contract, with every automated rule heard."""

import os
import random
import re
from collections.abc import Iterator

import jsonschema
import pytest

from tests.underwriting import builders, mutations
from tests.underwriting.builders import Json
from underwriting.cases import DECIDED_AT, base
from underwriting.catalogue import catalogue
from underwriting.decide import decide
from underwriting.decision import Decision
from underwriting.facts import Facts, FactsError
from underwriting.norms import norms_on

BASES = (
    "starter", "movers", "self-employed", "payslip", "flexible", "near-pension", "apartment", "leased-land",
    "superficies", "new-build", "moving", "running-loan", "running-loan-conversion", "running-loan-parting",
)  # fmt: skip
PHASES = ("aanvraag", "renteaanbod", "dossier", "hypotheekaanbod", "passeren")
STEPS = int(os.environ.get("MUTATION_STEPS", "40"))
"""Per seed; with eight seeds some 300 changed documents are decided in every run of the tests. More by the variable."""

FACTS = jsonschema.Draft202012Validator(mutations.SCHEMA)
DECISION = jsonschema.Draft202012Validator(builders.load("decision.schema.json"))
AUTOMATED = {row.id for row in catalogue().values() if row.automated}
WORDS = ("outcome", "kind", "basis", "status", "type", "method", "operator", "unit", "effect", "phase", "reason")


def walk(seed: int) -> Iterator[Facts]:
    """Valid facts, each one change away from those before, now and then started anew."""
    chance = random.Random(seed)
    left = 0
    document: Json = {}
    for _ in range(STEPS):
        if left == 0:
            left = chance.choice((1, 2, 5, 15))
            document = builders.at_phase(base(chance.choice(BASES)), chance.choice(PHASES))
        changed = mutations.step(document, chance)
        left -= 1
        facts = read(changed)
        if facts is not None:
            document = changed
            yield facts


def read(document: Json) -> Facts | None:
    """The facts; None when the document is not valid, which the schema then says as well."""
    try:
        return Facts.from_json(document)
    except FactsError as error:
        if FACTS.is_valid(document):
            pytest.fail(str(error))
        return None


def shape(value: object, path: str = "") -> Iterator[str]:
    """What is there and in which notation: validating a decision of a shape seen before would tell nothing new."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from shape(part, f"{path}.{key}")
    elif isinstance(value, list):
        yield f"{path}[]"
        for part in value:
            yield from shape(part, f"{path}[]")
    elif isinstance(value, str) and path.rpartition(".")[2] not in WORDS:
        yield f"{path}={re.sub('[a-z]+', 'a', re.sub('[0-9]+', '0', value))[:12]}"
    else:
        yield f"{path}={value if isinstance(value, str) else type(value).__name__}"


def heard(decision: Decision) -> set[str]:
    """The rules that say something, or say that they have nothing to say."""
    spoken = {finding.rule_id for finding in decision.findings}
    return spoken | set(decision.not_applicable) | set(dict(decision.deferred))


@pytest.mark.parametrize("seed", range(8))
def test_no_valid_document_breaks_the_engine(seed: int) -> None:
    seen: set[str] = set()
    decided = 0
    for facts in walk(seed):
        decision = decide(facts, norms_on(facts.evaluation.as_of), decided_at=DECIDED_AT)
        assert AUTOMATED - heard(decision) == set()
        written = decision.to_json()
        unseen = set(shape(written)) - seen
        if unseen:
            seen |= unseen
            DECISION.validate(written)
        decided += 1
    assert decided > STEPS // 2
