"""gids 6.9 and 6.10: what the decision holds besides what the rules say in underwriting/cases/ch06_*.toml."""

import pytest

from tests.underwriting.builders import at_phase, changed, decided, starter
from underwriting.cases import base


def test_one_of_plan_and_survey_is_asked_for() -> None:
    found = decided(changed(base("apartment"), "onderpand.vve.fund_sufficient", False)).required_documents
    assert {entry.type for entry in found if entry.alternative_group == "vve-plan"} == {"mjop", "bouwkundig-rapport"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("dutch_insurer", "G6.10-02"),
        ("covers_rebuild_value_and_foundation", "G6.10-03"),
        ("covers_usual_perils", "G6.10-04"),
        ("runs_whole_term", "G6.10-06"),
    ],
)
def test_an_insurance_that_falls_short_can_be_put_right(name: str, rule: str) -> None:
    refused = at_phase(changed(starter(), f"onderpand.opstalverzekering.{name}", False), "passeren")
    (finding,) = (entry for entry in decided(refused).findings if entry.rule_id == rule)
    assert (finding.outcome.value, finding.curable) == ("fail", True)


@pytest.mark.parametrize("name", ["apartment", "leased-land", "superficies", "new-build"])
def test_the_homes_that_cases_start_from_are_approved(name: str) -> None:
    """So that a case of a base document fails for what it changes, and for nothing else."""
    assert decided(base(name)).to_json()["outcome"] == "approved"
