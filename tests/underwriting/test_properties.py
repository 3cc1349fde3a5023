"""Laws that hold for every application: more loan never helps, more income never hurts, the same gives the same."""

import copy
from decimal import Decimal
from math import gcd

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
