"""Ten households come out as they were reviewed, to the byte: golden/README.md says how one is renewed."""

import json

import jsonschema
import pytest

from tests.underwriting import builders, golden
from tests.underwriting.golden.__main__ import main

HOUSEHOLDS = {
    "starter",
    "moving-couple",
    "flex-worker",
    "self-employed",
    "dga",
    "near-pension",
    "divorced-alimony",
    "student-debt",
    "two-homes-bridging",
    "refinancing-energy",
}


def test_there_are_ten_kinds_of_household() -> None:
    assert set(golden.NAMES) == HOUSEHOLDS


@pytest.mark.parametrize("name", golden.NAMES)
def test_a_household_is_decided_as_it_was_reviewed(name: str) -> None:
    assert golden.written(name) == golden.kept(name), "\n".join(["moved:", *golden.moved(name)])


@pytest.mark.parametrize("name", golden.NAMES)
def test_its_facts_and_its_decision_have_the_form_of_the_contract(name: str) -> None:
    jsonschema.Draft202012Validator(builders.load("facts.schema.json")).validate(golden.facts_of(name))
    whole = builders.decided(golden.facts_of(name)).to_json()
    jsonschema.Draft202012Validator(builders.load("decision.schema.json")).validate(whole)


@pytest.mark.parametrize("name", golden.NAMES)
def test_its_review_quotes_the_figures_of_the_decision(name: str) -> None:
    """Outcome, toetsinkomen and the maxima on income and on value stand in NAME.md as they stand in the decision."""
    review = (golden.FOLDER / f"{name}.md").read_text(encoding="utf-8")
    decision = json.loads(golden.kept(name))
    maximum = decision["figures"]["maximum_loan"]
    quoted = [decision["figures"]["toetsinkomen"]["joint"], maximum["on_income"], maximum["on_value"]]
    assert f"Outcome: {decision['outcome']}" in review
    assert [amount for amount in quoted if amount not in review] == []


def test_the_summary_names_what_moved(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    name = golden.NAMES[0]
    changed = json.loads(golden.kept(name))
    changed["figures"]["ltv"] = "1.000000"
    changed["findings"] = changed["findings"][1:]
    monkeypatch.setattr("tests.underwriting.golden.kept", lambda _: json.dumps(changed))
    monkeypatch.setattr("tests.underwriting.golden.__main__.NAMES", (name,))
    assert main([]) == 1
    told = capsys.readouterr().out
    assert f"{name}: 2 moved" in told
    assert 'figures.ltv: "1.000000" -> ' in told
    assert "findings[" in told
