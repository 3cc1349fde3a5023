"""The three examples of the contract: our decision holds their figures, findings, documents and dates."""

from decimal import Decimal

import jsonschema
import pytest

from tests.underwriting import builders
from underwriting.catalogue import catalogue
from underwriting.chapters import CHAPTERS

PAIRS = {
    "1-starter-nhg": builders.starter,
    "2-moving-couple-overbrugging": builders.movers,
    "3-self-employed-rejected": builders.self_employed,
}

RULES = {rule.id for chapter in CHAPTERS for rule in chapter.rules}
"""An example also holds findings of chapters that are still to come: those are left out until they are written."""


@pytest.mark.parametrize("name", PAIRS)
def test_a_decision_has_the_form_of_the_contract(name: str) -> None:
    decision = builders.decided(PAIRS[name]()).to_json()
    jsonschema.Draft202012Validator(builders.load("decision.schema.json")).validate(decision)


@pytest.mark.parametrize("name", PAIRS)
def test_a_plain_decision_holds_none_of_our_own_keys(name: str) -> None:
    """Who validates with the contract as it was delivered, where unknown keys are refused, can validate ours."""
    delivered = builders.load("decision.schema.json")
    ours = [key for key, part in delivered["properties"].items() if "Our extension" in part.get("description", "")]
    assert ours == ["payments", "remedies", "room"]
    for key in ours:
        del delivered["properties"][key]
    jsonschema.Draft202012Validator(delivered).validate(builders.decided(PAIRS[name]()).to_json())


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


@pytest.mark.parametrize("name", PAIRS)
def test_the_findings_of_our_rules_are_those_of_the_example(name: str) -> None:
    """Example 3, an aanvraag, also lists G4.2-01, which the catalogue puts at the dossier: the catalogue goes first."""
    decision = builders.decided(PAIRS[name]()).to_json()
    found = {(entry["rule_id"], str(entry.get("subject"))): entry for entry in decision["findings"]}
    expected = [
        entry
        for entry in builders.load(f"{name}.decision.json")["findings"]
        if entry["rule_id"] in RULES and catalogue()[entry["rule_id"]].reached(decision["phase"])
    ]
    assert expected
    for entry in expected:
        ours = found[entry["rule_id"], str(entry.get("subject"))]
        compared = ours.get("compared", [])
        assert (ours["outcome"], ours["effect"], ours["message_key"]) == (
            entry["outcome"],
            entry["effect"],
            entry["message_key"],
        )
        assert [comparison for comparison in entry.get("compared", []) if comparison not in compared] == []
        assert sorted(ours.get("missing", [])) == sorted(entry.get("missing", []))


@pytest.mark.parametrize("name", PAIRS)
def test_what_does_not_bear_or_comes_later_is_as_in_the_example(name: str) -> None:
    decision, example = builders.decided(PAIRS[name]()).to_json(), builders.load(f"{name}.decision.json")
    assert {rule for rule in example["not_applicable"] if rule in RULES} <= set(decision["not_applicable"])
    for entry in example.get("deferred", []):
        assert entry["rule_id"] not in RULES or entry in decision["deferred"]


@pytest.mark.parametrize("name", PAIRS)
def test_the_dates_and_documents_of_our_rules_are_those_of_the_example(name: str) -> None:
    decision, example = builders.decided(PAIRS[name]()).to_json(), builders.load(f"{name}.decision.json")
    dates = {(entry["kind"], entry["on"]) for entry in decision["deadlines"]}
    for entry in example["deadlines"]:
        assert not set(entry["rule_ids"]) <= RULES or (entry["kind"], entry["on"]) in dates
    for entry in example["required_documents"]:
        if not set(entry["rule_ids"]) <= RULES:
            continue
        names = ("type", "applicant_id", "subject_id", "status", "satisfied_by", "max_age", "needed_by")
        ours = [{name: other.get(name) for name in names} for other in decision["required_documents"]]
        assert {name: entry.get(name) for name in names} in ours


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("1-starter-nhg", "approved"),
        ("2-moving-couple-overbrugging", "incomplete"),
        ("3-self-employed-rejected", "rejected"),
    ],
)
def test_the_outcome_is_that_of_the_example(name: str, outcome: str) -> None:
    assert builders.decided(PAIRS[name]()).to_json()["outcome"] == outcome
