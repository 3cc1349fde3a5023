"""gids 7: which facts a renteaanbod waits for; the cases of 7 are in underwriting/cases."""

import pytest

from tests.underwriting.builders import Json, at_phase, decided, starter, without


def lacking(document: Json, rule_id: str) -> tuple[str, ...]:
    """What a rule names as missing."""
    (finding,) = [entry for entry in decided(document).findings if entry.rule_id == rule_id]
    return finding.missing


@pytest.mark.parametrize("name", ["email", "phone"])
def test_what_is_lacking_to_reach_somebody_is_named(name: str) -> None:
    path = f"applicants[0].contact.{name}"
    assert lacking(without(starter(), path), "G7.1-04") == (path,)


def test_a_renteaanbod_names_the_facts_it_waits_for() -> None:
    document = without(at_phase(starter(), "renteaanbod"), "onderpand.partly_let")
    assert lacking(document, "G7.6-01") == ("onderpand.partly_let",)
