"""The sheet of a decision tells an applicant every rule, but nothing of a register or of somebody else's data."""

from typing import Any

import pytest

from portal.assessments.explain.sheet import Reader, helpful, sheet
from portal.assessments.explain.telling import Telling
from underwriting.catalogue import catalogue

NAMES = {"p1": "Robin", "p2": "Sam"}
TOLD = next(row for row in catalogue() if not catalogue()[row].article.startswith(("3.4", "NHG")))
SECRET = next(row for row in catalogue() if catalogue()[row].article == "3.4")


def finding(outcome: str, rule_id: str = TOLD, **more: Any) -> dict[str, Any]:
    compared = [{"name": "toetsinkomen", "unit": "eur", "operator": "ge", "actual": "12345.00", "bound": "30000.00"}]
    article = catalogue()[rule_id].article
    return {
        "rule_id": rule_id,
        "article": article,
        "outcome": outcome,
        "effect": "reject",
        "missing": [],
        "compared": [{**one, "satisfied": outcome == "pass"} for one in compared],
        **more,
    }


def lines(*findings: dict[str, Any], me: str = "p1", names: dict[str, str] = NAMES) -> list[Any]:
    return sheet({"findings": list(findings)}, Telling("nl", names), Reader(me=me, names=names))


def test_what_is_in_order_comes_first() -> None:
    order = [one.verdict for one in lines(finding("fail"), finding("refer"), finding("missing"), finding("pass"))]
    assert order == ["pass", "missing", "refer", "fail"]


@pytest.mark.parametrize("outcome", ["pass", "refer", "fail"])
def test_a_fraud_register_leaves_no_trace_whatever_it_said(outcome: str) -> None:
    assert lines(finding(outcome, SECRET)) == []
    assert lines(finding(outcome, confidential=True)) == []


def test_a_rule_that_is_confidential_for_one_is_told_of_nobody() -> None:
    assert lines(finding("pass"), finding("refer", confidential=True)) == []


@pytest.mark.parametrize("key", ["p2", "income-p2-1"])
def test_the_other_reads_that_there_is_a_condition_and_not_which(key: str) -> None:
    subject = {"kind": "income" if "-" in key else "applicant", "id": key}
    (theirs,) = lines(finding("fail", subject=subject))
    assert (theirs.private, theirs.about, theirs.text, theirs.article, theirs.details) == (True, "Sam", "", "", ())
    (own,) = lines(finding("fail", subject=subject), me="p2")
    assert (own.private, bool(own.article)) == (False, True)
    assert "12.345" in own.details[0]


def test_a_fact_that_is_missing_of_the_other_is_theirs_too() -> None:
    (line,) = lines(finding("missing", missing=["applicants[1].incomes"]))
    assert (line.private, line.about) == (True, "Sam")


def test_what_cannot_be_told_to_be_ones_own_shows_no_values() -> None:
    subject = {"kind": "document", "id": "3f2a"}
    assert lines(finding("fail", subject=subject))[0].details == ()
    assert lines(finding("fail", subject=subject), names={"p1": "Robin"})[0].details


def test_of_a_couple_only_changes_to_what_they_share_are_told() -> None:
    def remedy(path: str) -> dict[str, Any]:
        change = {"path": path, "value": "200000.00"}
        return {"kind": "borrow-less", "amount": "200000.00", "changes": [change], "cures": [], "cures_all": True}

    found = {"remedies": {"remedies": [remedy("lening.amount"), remedy("obligations[0].amount")]}}
    assert len(list(helpful(found, Telling("nl", NAMES), Reader(me="p1", names=NAMES)))) == 1
    alone = {"p1": "Robin"}
    assert len(list(helpful(found, Telling("nl", alone), Reader(me="p1", names=alone)))) == 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("loan", True),
        ("price_or_value", True),
        ("additional_costs", True),
        ("toetsinkomen_joint", False),
        ("deducted", False),
        ("financieringslast", False),
        ("an-amount-not-thought-of-yet", False),
    ],
)
def test_an_amount_of_the_household_is_told_to_two_only_when_no_part_follows_from_it(name: str, told: bool) -> None:
    weighed = {"unit": "eur", "operator": "ge", "actual": "88999.95", "bound": "30000.00", "satisfied": True}
    row = finding("pass", compared=[{"name": name, **weighed}])
    assert bool(lines(row)[0].details) is told
    assert lines(row, names={"p1": "Robin"})[0].details


def test_of_the_other_neither_the_place_nor_the_number_of_rules_is_told() -> None:
    theirs, mine = ({"kind": "applicant", "id": key} for key in ("p2", "p1"))
    few = lines(finding("refer", subject=theirs), finding("refer", subject=mine))
    many = lines(finding("refer", subject=mine), *[finding("refer", subject=theirs) for _ in range(3)])
    assert few == many
    assert [one.private for one in few] == [False, True]
