"""The order in which things stand in the facts never matters: leningdelen, people, incomes, debts, papers, sources."""

import copy
import json
import random
import re
from decimal import Decimal
from typing import Any

import pytest

from tests.underwriting import mutations
from tests.underwriting.builders import Json, at_phase, decided
from tests.underwriting.test_mutations import BASES, PHASES, read
from underwriting.cases import base

ORDERED = ("codes",)
"""Codes of BKR stand in the order in which they were given when they bear no dates (gids 5.2)."""


def shuffled(value: Any, chance: random.Random, name: str = "") -> Any:
    """A copy with every list in another order."""
    if isinstance(value, dict):
        return {key: shuffled(part, chance, key) for key, part in value.items()}
    if isinstance(value, list):
        entries = [shuffled(part, chance) for part in value]
        if name not in ORDERED:
            chance.shuffle(entries)
        return entries
    return copy.deepcopy(value)


def told(document: Json) -> Any:
    """What a decision says, whatever the order of the facts: paths name ids, lists are sorted, the hash is left out."""
    decision = decided(document).to_json()
    for name in ("decision_id", "facts_sha256", "receipt"):
        decision.pop(name, None)
    return _sorted(decision, document)


def _sorted(value: Any, document: Json) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(part, document) for key, part in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(part, document) for part in value), key=lambda part: json.dumps(part, sort_keys=True))
    return by_id(value, document) if isinstance(value, str) and "[" in value else value


def by_id(path: str, document: Json) -> str:
    """`applicants[0].incomes[1].method` as `applicants[p1].incomes[i2].method`; what has no id is any of its list."""
    place: Any = document
    named = ""
    for step in re.findall(r"[^.\[\]]+", path):
        if isinstance(place, list) and step.isdigit() and int(step) < len(place):
            place = place[int(step)]
            named += f"[{place.get('id', '*') if isinstance(place, dict) else '*'}]"
        else:
            place = place.get(step) if isinstance(place, dict) else None
            named += f".{step}"
    return named


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_facts_nobody_thought_of_never_matters(seed: int) -> None:
    """Random valid changes first: two reports of one day, a second bank statement, a third job."""
    chance = random.Random(seed)
    document = at_phase(base(chance.choice(BASES)), chance.choice(PHASES))
    for _ in range(10):
        changed = mutations.step(document, chance)
        if read(changed) is not None:
            document = changed
    assert told(shuffled(document, chance)) == told(document)


@pytest.mark.parametrize("name", BASES)
def test_the_order_of_the_facts_never_matters(name: str) -> None:
    document = base(name)
    expected = told(document)
    for seed in range(4):
        assert told(shuffled(document, random.Random(seed))) == expected, f"seed {seed}"


def test_of_two_jobs_above_forty_hours_the_oldest_fills_the_week_first() -> None:
    """gids 4.1 does not say which of the jobs is the overtime; the order in which they were typed may not decide."""
    document = base("payslip")
    first = document["applicants"][0]["incomes"][0] | {"hours_per_week": "32.00"}
    second = copy.deepcopy(first) | {"id": "i2", "starts_on": "2024-01-01", "hours_per_week": "16.00"}
    second.pop("proeftijd_ends_on", None)
    for component in second["components"]:
        component["structural"] = False
    document["applicants"][0]["incomes"] = [first, second]
    turned = copy.deepcopy(document)
    turned["applicants"][0]["incomes"].reverse()
    assert told(document) == told(turned)
    counted = {part["income_id"]: part for part in _components(document)}
    assert Decimal(counted["i1"]["counted"]) == Decimal(counted["i1"]["stated"])
    assert Decimal(counted["i2"]["counted"]) < Decimal(counted["i2"]["stated"])


def _components(document: Json) -> list[Json]:
    found: list[Json] = decided(document).to_json()["figures"]["toetsinkomen"]["applicants"][0]["components"]
    return found
