"""A higher rate never raises the maximum, but for what the law itself does at the edge of a column.

Trhk bijlage 1 gives a higher percentage in a higher column. One thousandth over an edge the percentage jumps, the
burden of a euro hardly moves, and the maximum rises: at every edge of every row of the tables of 2026, by 7.2 percent
at most.
So the law makes "a higher rate never raises the maximum" false at the 11 edges of a row, and only there. What is true:

- within a column a higher rate never raises the maximum;
- a euro of burden never carries more at a higher rate, over the edges too: only the percentage gives;
- a whole column higher (half a percentage point) the maximum is lower again, but for a thousandth where percentages are
  rounded to tenths.
"""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.underwriting import builders
from tests.underwriting.builders import changed, decided
from tests.underwriting.test_norms import NORMS, TABLES
from underwriting import annuity
from underwriting.decision import Decision
from underwriting.figures import Toetsmoment

TERM = NORMS.trhk.term_months_max
RATE = "lening.leningdelen[0].rate"
INCOME = "applicants[0].incomes[0].ibl.toetsinkomen"
HALF_POINT = Decimal("0.500")
ROUNDED = Decimal("1.001")

rates = st.integers(min_value=1, max_value=12_000).map(lambda thousandths: Decimal(thousandths) / 1000)
incomes = st.integers(min_value=20_000, max_value=150_000)


def at(income: int, rate: Decimal) -> Decision:
    document = changed(builders.starter(), INCOME, f"{income}.00")
    return decided(changed(document, RATE, f"{rate:.3f}"))


def on_income(decision: Decision) -> Decimal:
    assert decision.figures.maximum_loan is not None
    assert decision.figures.maximum_loan.on_income is not None
    return decision.figures.maximum_loan.on_income


def first_moment(decision: Decision) -> Toetsmoment:
    assert decision.figures.toetsmomenten
    return decision.figures.toetsmomenten[0]


def carried(decision: Decision) -> Decimal:
    """The maximum without what stays outside the income test."""
    outside = sum((entry.amount for entry in decision.figures.left_out_of_income_test or ()), Decimal(0))
    return on_income(decision) - outside


def column(decision: Decision) -> object:
    percentage = first_moment(decision).financieringslastpercentage
    assert percentage is not None
    return percentage.cell


@settings(max_examples=60, deadline=None)
@given(income=incomes, first=rates, second=rates)
def test_a_higher_rate_in_the_same_column_never_raises_the_maximum(
    income: int, first: Decimal, second: Decimal
) -> None:
    low, high = (at(income, rate) for rate in sorted((first, second)))
    if column(low) == column(high):
        assert on_income(high) <= on_income(low)


@settings(max_examples=60, deadline=None)
@given(income=incomes, edge=st.sampled_from(NORMS.trhk.below_aow_deductible.rates_to[:-1]), steps=st.integers(1, 499))
def test_within_each_column_the_maximum_falls_thousandth_by_thousandth(income: int, edge: Decimal, steps: int) -> None:
    low, high = at(income, edge - Decimal(steps) / 1000), at(income, edge)
    assert column(low) == column(high)
    assert on_income(high) <= on_income(low)


@settings(max_examples=60, deadline=None)
@given(income=incomes, first=rates, second=rates)
def test_a_euro_of_burden_never_carries_more_at_a_higher_rate(income: int, first: Decimal, second: Decimal) -> None:
    low, high = (at(income, rate) for rate in sorted((first, second)))
    available = [first_moment(decision).available_annual for decision in (low, high)]
    assert carried(high) * available[0] <= carried(low) * available[1]  # type: ignore[operator]


@settings(max_examples=60, deadline=None)
@given(income=incomes, rate=rates)
def test_half_a_point_higher_the_maximum_is_lower_again(income: int, rate: Decimal) -> None:
    assert carried(at(income, rate + HALF_POINT)) <= carried(at(income, rate)) * ROUNDED


@pytest.mark.parametrize("name", TABLES)
def test_at_every_edge_of_a_column_the_law_itself_raises_the_maximum(name: str) -> None:
    """The exception, in full: if a later table has no such jump, the plain property can take its place."""
    table = getattr(NORMS.trhk, name)
    jumps = [
        (following / annuity.annuity_factor(edge + Decimal("0.001"), TERM))
        / (percentage / annuity.annuity_factor(edge, TERM))
        for row in table.percentages
        for edge, (percentage, following) in zip(table.rates_to[:-1], pairwise(row), strict=True)
    ]
    assert all(jump > 1 for jump in jumps)
    assert max(jumps) < Decimal("1.072")


@settings(max_examples=40, deadline=None)
@given(first=rates, second=rates)
def test_a_higher_rate_never_makes_a_payment_lower(first: Decimal, second: Decimal) -> None:
    low, high = (at(60_000, rate) for rate in sorted((first, second)))
    assert low.figures.gross_monthly_total is not None
    assert high.figures.gross_monthly_total is not None
    assert low.figures.gross_monthly_total <= high.figures.gross_monthly_total
