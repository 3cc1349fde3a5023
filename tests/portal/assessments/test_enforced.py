"""Every rule that the engine leaves to the journey or to a person says who keeps it, and the place is there."""

import importlib

import pytest

from portal.assessments.enforced import Enforced, enforced
from underwriting.catalogue import catalogue

JOURNEY = {row.id for row in catalogue().values() if row.automation == "journey"}


def test_exactly_the_rules_of_the_journey_are_listed() -> None:
    assert set(enforced()) == JOURNEY


@pytest.mark.parametrize("entry", enforced().values(), ids=lambda entry: entry.rule)
def test_the_place_that_keeps_a_rule_is_there(entry: Enforced) -> None:
    module, _, name = entry.where.partition(":")
    assert getattr(importlib.import_module(module), name) is not None
    assert entry.how.endswith(".")


def test_a_rule_left_to_a_person_says_why() -> None:
    left = [row for row in catalogue().values() if row.automation.startswith("person")]
    assert left
    assert [row.id for row in left if not row.automation.partition(": ")[2].strip()] == []
