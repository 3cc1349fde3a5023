"""The catalogue and the rules: every automated row has one function, and every one of them speaks."""

from collections import Counter

import pytest

from tests.underwriting import builders
from underwriting.catalogue import CURABLE, catalogue
from underwriting.chapters import CHAPTERS
from underwriting.rule import Chapter

RULES = [rule.id for chapter in CHAPTERS for rule in (*chapter.rules, *chapter.closing_rules)]
WRITTEN = ("G0-", "G1-", "G2", "G5", "G6", "G7", "G8", "G9", "G11", "A6")
"""Parts of the catalogue whose automated rows must all have their function."""


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


@pytest.mark.parametrize("part", WRITTEN)
def test_every_automated_row_has_its_function(part: str) -> None:
    wanted = {row.id for row in catalogue().values() if row.automated and row.id.startswith(part)}
    assert wanted - set(RULES) == set()


@pytest.mark.parametrize("example", [builders.starter, builders.movers, builders.self_employed])
def test_every_rule_speaks_in_every_decision(example: builders.Example) -> None:
    decision = builders.decided(example())
    spoken = {finding.rule_id for finding in decision.findings}
    spoken |= set(decision.not_applicable) | {rule_id for rule_id, _ in decision.deferred}
    assert spoken == set(RULES)


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
