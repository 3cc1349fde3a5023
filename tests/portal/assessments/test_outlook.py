"""Where a loan leads: the debt year by year is the schedule's, and what would fit is what the engine says."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.assessments.outlook import carried_by, what_fits, years_of
from underwriting import costs
from underwriting.facts.lening import Leningdeel
from underwriting.norms import norms_on

DAY = date(2026, 4, 1)
NORMS = norms_on(DAY)


def part(amount: int = 200_000, form: str = "annuitair", months: int = 360, fixed: int = 10, name: str = "l1"):
    return Leningdeel(id=name, amount=Decimal(amount), aflosvorm=form, term_months=months, rentevastperiode_years=fixed)


def wish(*parts: Leningdeel, value: int = 400_000) -> costs.Wish:
    return costs.Wish(
        value=Decimal(value), price=Decimal(value), leningdelen=parts or (part(),), nhg=False, passes_on=DAY
    )


def sentences(asked: costs.Wish, income: int | None) -> tuple[str, ...]:
    known = Decimal(income) if income else None
    return what_fits(asked, costs.costs_of(asked, NORMS), known, NORMS, single=True)


@pytest.mark.parametrize(("form", "left"), [("annuitair", 0), ("lineair", 0), ("aflossingsvrij", 200_000)])
def test_at_the_end_only_an_interest_only_part_is_still_owed(form: str, left: int) -> None:
    rows = years_of(costs.priced(wish(part(form=form)), NORMS))
    assert [row.year for row in rows] == [*range(1, 31)]
    assert rows[-1].balance == left
    assert sum(row.repayment for row in rows) == 200_000 - left


def test_a_part_that_ends_earlier_owes_nothing_after_it() -> None:
    two = wish(part(150_000), part(50_000, months=120, name="l2"))
    rows = years_of(costs.priced(two, NORMS))
    assert len(rows) == 30
    assert [rows[9].balances[1], rows[29].balances[1]] == [0, 0]
    assert rows[8].balances[1] > 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1_000, 200_000),
            st.sampled_from(["annuitair", "lineair", "aflossingsvrij"]),
            st.integers(10, 30).map(lambda years: years * 12),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_what_is_repaid_and_what_is_left_are_together_the_loan_in_every_year(rows: list[tuple[int, str, int]]) -> None:
    parts = [part(amount, form, months, name=f"l{n}") for n, (amount, form, months) in enumerate(rows, start=1)]
    asked = wish(*parts, value=2_000_000)
    repaid = Decimal(0)
    for row in years_of(costs.priced(asked, NORMS)):
        repaid += row.repayment
        assert repaid + row.balance == asked.amount


def test_a_loan_that_fits_needs_no_help() -> None:
    assert sentences(wish(part(150_000)), 60_000) == ()
    assert sentences(wish(part(150_000)), None) == ()


def test_what_the_income_carries_is_said_to_the_euro() -> None:
    asked = wish(part(300_000))
    carried = carried_by(asked, Decimal(40_000), NORMS, single=True)
    assert carried < 300_000
    said = sentences(asked, 40_000)[0]
    assert said.replace("\u00a0", " ") == f"Een lening tot € {carried:,} past bij het inkomen.".replace(",", ".")
    assert sentences(wish(part(int(carried))), 40_000) == ()
    assert sentences(wish(part(int(carried) + 1_000)), 40_000) != ()


def test_a_smaller_loan_of_a_lower_risk_class_carries_more_than_the_larger_one_says() -> None:
    asked = wish(part(380_000))
    direct = costs.maximum_on_income(asked, Decimal(60_000), NORMS, single=True)
    carried = carried_by(asked, Decimal(60_000), NORMS, single=True)
    assert carried > direct
    at_it = costs.maximum_on_income(wish(part(int(carried))), Decimal(60_000), NORMS, single=True)
    assert at_it >= carried


def test_a_longer_term_is_named_only_when_it_carries_more() -> None:
    short = sentences(wish(part(300_000, months=180)), 40_000)
    assert any("looptijd van 30 jaar" in line for line in short)
    assert not any("looptijd" in line for line in sentences(wish(part(300_000)), 40_000))


def test_what_the_home_carries_is_said_without_an_income_too() -> None:
    asked = wish(part(420_000))
    said = sentences(asked, None)
    assert len(said) == 1
    assert "past bij de waarde van de woning" in said[0]
