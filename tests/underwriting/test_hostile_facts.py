"""Amounts, rates and days at the ends of what the contract allows break neither a decision nor its payments.

`test_mutations.py` walks the whole schema for the decision alone; this one takes fewer steps and goes on to the JKP.
"""

import copy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.underwriting.builders import changed, movers, starter
from underwriting.cases import base
from underwriting.decide import decide
from underwriting.facts import Facts, FactsError
from underwriting.norms import NoNormsInForce, norms_on
from underwriting.payments import with_payments

NOW = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
BASES = (starter(), movers(), base("running-loan"), base("running-loan-parting"))
EXTREMES = (
    (r"\d{4}-\d{2}-\d{2}", ("0001-01-01", "9999-12-31", "2024-02-29", "1900-01-01", "2100-01-01")),
    (r"-?\d+\.\d{2}", ("0.00", "-1.00", "0.01", "999999999999.99", "-999999999999.99")),
    (r"\d+\.\d{3}", ("0.000", "0.001", "99.999")),
    (r"\d+\.\d{1,6}", ("0.0", "0.1", "100.0")),
)
"""What each notation of the contract allows at its ends."""


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document, the inner ones first."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))
        yield (*path, key)


def others(value: Any) -> tuple[Any, ...]:
    """Other values that the contract allows where this one stands, as far as it shows."""
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (0, 1, 12, 119, 120, 121, 360, 361, 1200)
    if isinstance(value, str):
        return next((ends for pattern, ends in EXTREMES if re.fullmatch(pattern, value)), ())
    return ()


@st.composite
def hostile(draw: st.DrawFn) -> dict[str, Any]:
    """A base document of which up to three places are taken out or are at an end of what the contract allows."""
    document: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(BASES)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places(document))))
        parent: Any = document
        for step in path[:-1]:
            parent = parent[step]
        other = draw(st.sampled_from((None, *others(parent[path[-1]]))))
        if other is None:
            del parent[path[-1]]
        else:
            parent[path[-1]] = other
    return document


@given(hostile())
def test_what_the_contract_allows_is_decided(document: dict[str, Any]) -> None:
    try:
        facts = Facts.from_json(document)
        norms = norms_on(facts.evaluation.as_of)
    except (FactsError, NoNormsInForce):
        assume(False)
    decision = decide(facts, norms, decided_at=NOW)
    assert with_payments(decision, facts, norms).to_json()["findings"]


def test_an_increase_of_a_running_loan_without_its_home_has_payments() -> None:
    """No valuation can be chosen then: the standard one is reckoned with."""
    document = {**base("running-loan"), "lening": starter()["lening"]}
    document.pop("onderpand", None)
    facts = Facts.from_json(document)
    norms = norms_on(facts.evaluation.as_of)
    payments = with_payments(decide(facts, norms, decided_at=NOW), facts, norms).payments
    assert payments is not None
    assert [cost.amount for cost in payments.costs if cost.kind == "taxatie"] == [norms.costs.valuation_standard]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("applicants[0].birth_date", "9999-12-31"),
        ("applicants[0].pension_on", "9999-12-31"),
        ("onderpand.valuations[0].valued_on", "9999-12-31"),
        ("application.application_date", "0001-01-01"),
        ("lening.leningdelen[0].amount", "0.01"),
        ("lening.leningdelen[0].amount", "-999999999999.99"),
        ("lening.leningdelen[0].rate", "99.999"),
    ],
)
def test_the_ends_that_once_broke_it(path: str, value: str) -> None:
    facts = Facts.from_json(changed(changed(starter(), "applicants[0].aow_on", "9999-12-31"), path, value))
    norms = norms_on(facts.evaluation.as_of)
    decision = with_payments(decide(facts, norms, decided_at=NOW), facts, norms)
    assert decision.to_json()["outcome"] in ("rejected", "incomplete", "refer", "approved")
