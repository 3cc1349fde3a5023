"""The three examples of the contract: our decision holds their figures, findings, documents and dates."""

from decimal import Decimal

import jsonschema
import pytest

from tests.underwriting import builders
from tests.underwriting.builders import Json

PAIRS = {
    "1-starter-nhg": builders.starter,
    "2-moving-couple-overbrugging": builders.movers,
    "3-self-employed-rejected": builders.self_employed,
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_decision_has_the_form_of_the_contract(name: str) -> None:
    decision = builders.decided(PAIRS[name]()).to_json()
    jsonschema.Draft202012Validator(builders.load("decision.schema.json")).validate(decision)


@pytest.mark.parametrize("name", PAIRS)
def test_the_figures_are_those_worked_out_by_hand(name: str) -> None:
    expected = builders.load(f"{name}.decision.json")["figures"]
    differences = list(_differences(expected, builders.decided(PAIRS[name]()).to_json()["figures"], "figures"))
    assert differences == []


def _differences(expected: object, actual: object, path: str) -> list[str]:
    """Where `actual` lacks what `expected` holds; more is allowed."""
    if isinstance(expected, dict):
        assert isinstance(actual, dict), path
        found = []
        for key, value in expected.items():
            if key not in actual:
                found.append(f"{path}.{key} is absent")
            else:
                found += _differences(value, actual[key], f"{path}.{key}")
        return found
    if path.endswith("rule_ids"):
        assert isinstance(expected, list)
        assert isinstance(actual, list)
        return [f"{path} lacks {rule}" for rule in expected if rule not in actual]
    if isinstance(expected, list):
        assert isinstance(actual, list), path
        assert len(expected) == len(actual), path
        return [
            difference
            for index, (want, got) in enumerate(zip(expected, actual, strict=True))
            for difference in _differences(want, got, f"{path}[{index}]")
        ]
    if path.endswith("share"):
        return [] if Decimal(str(expected)) == Decimal(str(actual)) else [f"{path}: {actual}, not {expected}"]
    return [] if expected == actual else [f"{path}: {actual}, not {expected}"]


def example_findings(name: str) -> list[Json]:
    """The findings of an example decision."""
    findings: list[Json] = builders.load(f"{name}.decision.json")["findings"]
    return findings
