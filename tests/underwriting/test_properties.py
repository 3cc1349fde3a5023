"""Laws that hold for every application: more loan never helps, more income never hurts, the same gives the same."""

import copy
import os
import subprocess
import sys
from decimal import Decimal
from math import gcd
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.underwriting import builders
from tests.underwriting.builders import Json, changed, decided
from underwriting.decision import Decision, Outcome

GRAVITY = [Outcome.APPROVED, Outcome.REFER, Outcome.INCOMPLETE, Outcome.REJECTED]
LOAN = "lening.leningdelen[0].amount"
INCOME = "applicants[0].incomes[0].ibl.toetsinkomen"
CREDIT = "obligations[0].monthly_instalment"

cents = st.integers(min_value=0, max_value=120_000_000)
examples = st.sampled_from([builders.starter, builders.movers])


def money(value: int) -> str:
    return str((Decimal(value) / 100).quantize(Decimal("0.01")))


def failed(decision: Decision) -> set[str]:
    return {finding.rule_id for finding in decision.findings if finding.outcome.value == "fail"}


def spare(decision: Decision) -> Decimal:
    """How much more than asked the income carries."""
    maximum = decision.figures.maximum_loan
    assert maximum is not None
    assert maximum.on_income is not None
    assert maximum.requested is not None
    return maximum.on_income - maximum.requested


def lent(example: builders.Example, euros: int) -> Decision:
    """The decision on a loan of at least `euros`, its parts in exactly the proportions of the example.

    More of one cheap part alone can help: it lowers the weighted toetsrente (Trhk art. 3).
    """
    document = example()
    parts = [int(Decimal(part["amount"]) * 100) for part in document["lening"]["leningdelen"]]
    shares = [part // gcd(*parts) for part in parts]
    times = -(-euros * 100 // sum(shares))
    for index, share in enumerate(shares):
        document = changed(document, f"lening.leningdelen[{index}].amount", money(times * share))
    return decided(document)


@settings(max_examples=40, deadline=None)
@given(
    example=examples,
    first=st.integers(min_value=75_000, max_value=2_000_000),
    second=st.integers(min_value=75_000, max_value=2_000_000),
)
def test_more_loan_in_the_same_parts_never_helps(example: builders.Example, first: int, second: int) -> None:
    """Above the least amount that the product has."""
    low, high = sorted((first, second))
    less, more = lent(example, low), lent(example, high)
    assert GRAVITY.index(less.outcome) <= GRAVITY.index(more.outcome)
    assert failed(less) - {"G2.3-05", "G2.3-06"} <= failed(more)
    assert spare(more) <= spare(less)


@settings(max_examples=40, deadline=None)
@given(example=examples, first=cents, second=cents)
def test_more_income_never_hurts(example: builders.Example, first: int, second: int) -> None:
    low, high = sorted((first, second))
    less, more = (decided(changed(example(), INCOME, money(income))) for income in (low, high))
    assert GRAVITY.index(more.outcome) <= GRAVITY.index(less.outcome)
    assert failed(more) <= failed(less)
    assert spare(less) <= spare(more)


@settings(max_examples=25, deadline=None)
@given(first=st.integers(min_value=0, max_value=500_000), second=st.integers(min_value=0, max_value=500_000))
def test_more_debt_never_helps(first: int, second: int) -> None:
    low, high = sorted((first, second))
    less, more = (decided(changed(builders.movers(), CREDIT, money(amount))) for amount in (low, high))
    assert spare(more) <= spare(less)
    assert failed(less) <= failed(more)


DEBTS: list[Json] = [
    {"kind": "krediet", "credit_kind": "persoonlijke-lening", "original_principal": "8000.00",
     "actual_monthly": "150.00"},
    {"kind": "krediet", "credit_kind": "doorlopend-krediet", "limit": "5000.00", "actual_monthly": "0.00"},
    {"kind": "krediet", "credit_kind": "leasecontract", "original_principal": "18000.00", "actual_monthly": "400.00"},
    {"kind": "krediet", "credit_kind": "zakelijk-krediet", "actual_monthly": "90.00"},
    {"kind": "studielening", "instalment_status": "regulier", "monthly_instalment": "120.00"},
    {"kind": "studielening", "instalment_status": "aflosvrije-periode", "outstanding": "30000.00", "rate": "2.330",
     "remaining_months": 400},
    {"kind": "lening-derden", "purpose": "anders", "original_principal": "10000.00", "actual_monthly": "100.00"},
    {"kind": "partneralimentatie", "annual_amount": "3600.00"},
    {"kind": "krediet"},
    {"kind": "studielening"},
    {"kind": "partneralimentatie"},
]  # fmt: skip


@pytest.mark.parametrize("example", [builders.starter, builders.movers, builders.self_employed])
@pytest.mark.parametrize("debt", DEBTS, ids=lambda debt: "-".join(str(value) for value in debt.values())[:40])
def test_adding_a_debt_never_helps(example: builders.Example, debt: Json) -> None:
    """Of any kind, and also one of which next to nothing is known: never more room, never a failing rule less."""
    before = example()
    added = {"id": "added", "applicant_ids": [before["applicants"][0]["id"]], **debt}
    less, more = decided(before), decided({**before, "obligations": [*before.get("obligations", []), added]})
    assert failed(less) <= failed(more)
    assert GRAVITY.index(less.outcome) <= GRAVITY.index(more.outcome)
    if known(more):
        assert spare(more) <= spare(less)


def known(decision: Decision) -> bool:
    return decision.figures.maximum_loan is not None and decision.figures.maximum_loan.on_income is not None


def mixed_couple(wage: int) -> Json:
    """One of 71 with EUR 40,000 of pension, and one of 50 with a wage."""
    pensioner = copy.deepcopy(builders.starter()["applicants"][0])
    worker = copy.deepcopy(pensioner)
    pensioner |= {
        "birth_date": "1955-01-01",
        "incomes": [
            {"id": "i8", "kind": "pensioen", "scheme": "aow", "annual_amount": "15000.00", "starts_on": "2021-08-01"},
            {"id": "i9", "kind": "pensioen", "scheme": "collectief", "annual_amount": "25000.00",
             "starts_on": "2021-08-01"},
        ],
    }  # fmt: skip
    worker |= {"id": "p2", "birth_date": "1976-01-01"}
    worker["incomes"][0] |= {"id": "i1", "ibl": {"toetsinkomen": f"{wage}.00", "uwv_message_on": "2026-02-26"}}
    return {**builders.starter(), "applicants": [pensioner, worker], "household": {"single": False}}


@settings(max_examples=25, deadline=None)
@given(first=st.integers(1_000, 150_000), second=st.integers(1_000, 150_000))
def test_with_one_partner_past_aow_more_income_never_hurts_on_either_side_of_the_higher_earner(
    first: int, second: int
) -> None:
    """Beside a pension of EUR 40,000: as long as the same person earns most, the same table goes on."""
    low, high = sorted((first, second))
    if (low < 40_000) == (high < 40_000):
        less, more = decided(mixed_couple(low)), decided(mixed_couple(high))
        assert spare(less) <= spare(more)


def test_the_one_income_that_lowers_the_maximum_is_that_of_who_becomes_the_higher_earner() -> None:
    """The exception, from practice and not from the Trhk: with AOW on one side the higher earner picks the table.

    The table from AOW age gives a higher percentage, so that a euro more for the younger can cost room (G2.6-01).
    """
    before, after = decided(mixed_couple(39_999)), decided(mixed_couple(40_001))
    tables = [decision.to_json()["figures"]["toetsmomenten"][0]["financieringslastpercentage"]["table"]
              for decision in (before, after)]  # fmt: skip
    assert tables == ["aow-deductible", "below-aow-deductible"]
    assert spare(after) < spare(before)


@settings(max_examples=25, deadline=None)
@given(value=st.integers(min_value=7_500_000, max_value=120_000_000))
def test_a_higher_value_never_lowers_what_the_home_carries(value: int) -> None:
    path = "onderpand.valuations[0].market_value"
    less, more = (decided(changed(builders.movers(), path, money(amount))) for amount in (value, value + 1_000_000))
    for figures in (less.figures, more.figures):
        assert figures.maximum_loan is not None
    assert less.figures.maximum_loan.on_value <= more.figures.maximum_loan.on_value  # type: ignore[union-attr,operator]
    assert more.figures.ltv < less.figures.ltv  # type: ignore[operator]


@settings(max_examples=15, deadline=None)
@given(example=examples, loan=cents)
def test_the_same_facts_give_the_same_decision(example: builders.Example, loan: int) -> None:
    document = changed(example(), LOAN, money(loan))
    assert decided(document).to_json() == decided(copy.deepcopy(document)).to_json()


WRITE = """
import hashlib, json
from underwriting.cases import base, decided
for name in ("starter", "movers", "self-employed", "payslip", "flexible", "near-pension"):
    print(name, hashlib.sha256(json.dumps(decided(base(name)).to_json()).encode()).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    """Whatever seed Python mixes into the order of its sets."""
    root = Path(__file__).resolve().parents[2]
    written = [
        subprocess.run(
            [sys.executable, "-c", WRITE],
            cwd=root, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("0", "1", "4242", "random")
    ]  # fmt: skip
    assert len(written[0].splitlines()) == 6
    assert set(written) == {written[0]}


def test_the_order_of_keys_in_the_document_does_not_matter() -> None:
    document = builders.starter()
    turned: Json = dict(reversed(list(document.items())))
    assert list(turned) != list(document)
    assert decided(turned).to_json() == decided(document).to_json()


def test_the_receipt_names_facts_norms_and_engine() -> None:
    receipt = decided(builders.starter()).receipt.to_json()
    assert receipt["facts_sha256"] == builders.load("1-starter-nhg.decision.json")["facts_sha256"]
    assert (receipt["guide_edition"], receipt["norms_version"], receipt["peildatum"]) == (
        "2026",
        "2026-q1",
        "2026-03-30",
    )
    other = decided(changed(builders.starter(), LOAN, "180000.01")).receipt.to_json()
    assert other["facts_sha256"] != receipt["facts_sha256"]
    assert other["norms_sha256"] == receipt["norms_sha256"]
