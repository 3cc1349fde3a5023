"""The room that is left: asking exactly so much passes, one euro more does not."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.underwriting import builders
from tests.underwriting.builders import DECIDED_AT, Json, changed, decided
from underwriting.cases import FOLDER
from underwriting.decision import Decision, Verdict
from underwriting.facts import Facts
from underwriting.norms import norms_on
from underwriting.remedies import room
from underwriting.remedies.found import Room
from underwriting.remedies.search import applied

D = Decimal
PART = "lening.leningdelen[0]"
INCOME = "applicants[0].incomes[0].ibl.toetsinkomen"
VALUE = "onderpand.valuations[0].market_value"


def room_of(document: Json, **options: int) -> Room | None:
    facts = Facts.from_json(document)
    return room(facts, norms_on(facts.evaluation.as_of), decided_at=DECIDED_AT, **options)


def fails(decision: Decision) -> set[str]:
    return {finding.rule_id for finding in decision.findings if finding.outcome is Verdict.FAIL}


def test_the_room_is_what_the_figures_leave() -> None:
    found, maximum = room_of(builders.starter()), decided(builders.starter()).figures.maximum_loan
    assert found is not None
    assert maximum is not None
    assert maximum.on_income is not None
    assert (found.amount, found.on_value, found.on_product) == (D(25_000), D(25_000), D(290_000))
    assert found.on_income == (maximum.on_income - D(180_000)) // 1
    assert "G2.4-01" in found.bounded_by


def test_with_more_loan_a_buyer_brings_less_and_the_registration_follows() -> None:
    found = room_of(builders.starter())
    assert found is not None
    assert {change.path: change.value for change in found.changes} == {
        f"{PART}.amount": "205000.00",
        "lening.own_contribution": "3000.00",
        "lening.inschrijving_amount": "205000.00",
    }
    assert [one.type for one in found.remains.documents] == ["taxatierapport"], "above 90 percent a full report"


def test_the_rate_follows_the_risicoklasse_where_it_is_the_sheet_s() -> None:
    document = builders.starter()
    for path, value in {
        "application.nhg": False,
        f"{PART}.nhg": False,
        VALUE: "260000.00",
        "onderpand.purchase.price_kosten_koper": "260000.00",
        f"{PART}.rate": "3.950",
    }.items():
        document = changed(document, path, value)
    before = decided(document).figures.risicoklasse
    found = room_of(document)
    assert (before, found is not None) == ("60-70", True)
    assert found is not None
    rates = [change.value for change in found.changes if change.path == f"{PART}.rate"]
    after = decided(applied(document, found.changes)).figures.risicoklasse
    assert after is not None
    assert rates == [f"{norms_on(Facts.from_json(document).evaluation.as_of).rates.rates.rate(20, after):.3f}"]


def test_who_fails_has_no_room() -> None:
    assert room_of(changed(builders.starter(), f"{PART}.amount", "230000.00")) is None


@pytest.mark.parametrize("name", ["running-loan", "running-loan-conversion", "running-loan-parting"])
def test_a_request_about_a_running_loan_has_no_room(name: str) -> None:
    assert room_of(json.loads((FOLDER / "base" / f"{name}.json").read_text(encoding="utf-8"))) is None


def test_a_loan_at_its_maximum_has_no_room_and_no_changes() -> None:
    found = room_of(changed(builders.starter(), f"{PART}.amount", "205000.00"))
    assert found is not None
    assert (found.amount, found.changes) == (D(0), ())


def test_a_search_that_runs_out_promises_nothing() -> None:
    assert room_of(builders.starter(), limit=3) is None


@pytest.mark.parametrize("name", ["sfh", "vis", "pep", "sanctions", "insolvency"])
def test_a_confidential_hit_leaves_the_same_room(name: str) -> None:
    key = "registered" if name == "sfh" else "hit"
    hit = changed(builders.starter(), f"applicants[0].registers.{name}.{key}", True)
    found, without = room_of(hit), room_of(builders.starter())
    assert found is not None
    assert without is not None
    assert found.to_json() == without.to_json()


@settings(max_examples=20, deadline=None)
@given(
    loan=st.integers(min_value=75_000, max_value=240_000),
    income=st.integers(min_value=35_000, max_value=90_000),
    value=st.integers(min_value=150_000, max_value=320_000),
)
def test_exactly_the_room_passes_and_a_euro_more_does_not(loan: int, income: int, value: int) -> None:
    document = builders.starter()
    for path, new in {f"{PART}.amount": f"{loan}.00", INCOME: f"{income}.00", VALUE: f"{value}.00"}.items():
        document = changed(document, path, new)
    found = room_of(document)
    assert (found is None) is bool(fails(decided(document)))
    if found is None:
        return
    assert not fails(decided(applied(document, found.changes)))
    more = changed(applied(document, found.changes), f"{PART}.amount", f"{loan + int(found.amount) + 1}.00")
    assert set(found.bounded_by) <= fails(decided(more)) | {
        one.rule_id for one in decided(more).findings if one.outcome is Verdict.REFER
    }
    assert found.bounded_by
    known = [one for one in (found.on_income, found.on_value, found.on_product) if one is not None]
    assert found.amount <= min(known)


@settings(max_examples=10, deadline=None)
@given(first=st.integers(min_value=100_000, max_value=240_000), second=st.integers(min_value=50_000, max_value=200_000))
def test_two_parts_grow_in_proportion(first: int, second: int) -> None:
    document = changed(builders.movers(), f"{PART}.amount", f"{first}.00")
    document = changed(document, "lening.leningdelen[1].amount", f"{second}.00")
    document = changed(document, "lening.inschrijving_amount", "900000.00")
    found = room_of(document)
    if found is None:
        assert fails(decided(document))
        return
    after = Facts.from_json(applied(document, found.changes)).lening
    assert after is not None
    one, two = (part.amount for part in after.leningdelen)
    assert one + two == first + second + found.amount
    assert abs(one / two - D(first) / second) < D("0.00001")
    assert not fails(decided(applied(document, found.changes)))
