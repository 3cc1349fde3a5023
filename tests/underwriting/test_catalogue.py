"""The catalogue and the rules: every automated row has one function, and every one of them speaks."""

from collections import Counter
from typing import get_args

import pytest

from tests.underwriting import builders
from underwriting.cases import base
from underwriting.catalogue import CURABLE, catalogue
from underwriting.chapters import CHAPTERS
from underwriting.decision import Decision
from underwriting.facts import NEW_LOAN_REQUESTS
from underwriting.facts.words import RequestType
from underwriting.rule import Chapter

RULES = [rule.id for chapter in CHAPTERS for rule in (*chapter.rules, *chapter.closing_rules)]
DECIDED = {row.id for row in catalogue().values() if row.automated or row.servicing}
APPLICATION = {row.id for row in catalogue().values() if row.automated}


def test_the_catalogue_has_every_row() -> None:
    assert len(catalogue()) == 606
    assert Counter(row.automation.partition(":")[0] for row in catalogue().values()) == {
        "automated": 406,
        "alias": 70,
        "servicing": 51,
        "statement": 38,
        "journey": 33,
        "person": 8,
    }


def test_no_rule_is_written_twice() -> None:
    assert [rule for rule, times in Counter(RULES).items() if times > 1] == []


def test_every_automated_and_every_servicing_row_has_its_function() -> None:
    assert set(RULES) == DECIDED


@pytest.mark.parametrize("name", ["starter", "movers", "self-employed", "moving"])
def test_every_automated_rule_speaks_in_every_application(name: str) -> None:
    assert spoken(builders.decided(base(name))) == APPLICATION


@pytest.mark.parametrize("name", ["running-loan", "running-loan-conversion", "running-loan-parting"])
@pytest.mark.parametrize("request_type", sorted(set(get_args(RequestType)) - NEW_LOAN_REQUESTS))
def test_every_rule_speaks_in_every_request_about_a_running_loan(name: str, request_type: str) -> None:
    assert spoken(builders.decided(builders.changed(base(name), "application.request_type", request_type))) == DECIDED


def spoken(decision: Decision) -> set[str]:
    """Every rule that is accounted for; none twice."""
    found = [*{finding.rule_id for finding in decision.findings}, *decision.not_applicable]
    found += [rule_id for rule_id, _ in decision.deferred]
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize("example", [builders.starter, builders.movers, builders.self_employed])
def test_findings_carry_what_the_catalogue_says_of_their_rule(example: builders.Example) -> None:
    for finding in builders.decided(example()).findings:
        row = catalogue()[finding.rule_id]
        assert (finding.article, finding.effect) == (row.article, row.effect)
        assert finding.message_key == f"rule.{row.subject}.{finding.outcome.value}"


def test_a_rule_the_engine_does_not_apply_cannot_be_entered() -> None:
    with pytest.raises(ValueError, match="not a rule for the engine"):
        Chapter("1").rule("G1-01")
    with pytest.raises(KeyError):
        Chapter("1").rule("G99-01")


def test_what_can_be_put_right_are_rules_that_can_fail() -> None:
    assert all(catalogue()[rule_id].can_fail for rule_id in CURABLE)
