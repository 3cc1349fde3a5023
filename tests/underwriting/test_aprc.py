"""JKP: the examples of the European Commission and of Directive 98/7/EC, to the last printed decimal."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from tests.underwriting.builders import DATA
from underwriting import annuity
from underwriting.aprc import CashFlow, NoAprc, aprc, monthly_aprc, monthly_flows, rounded, years_between

EXAMPLES = tomllib.loads((DATA / "aprc_examples.toml").read_text(encoding="utf-8"), parse_float=Decimal)
CASES = EXAMPLES["case"]
START = Decimal(0)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_an_example_of_the_commission_comes_out_to_the_millionth(case: dict[str, object]) -> None:
    days, year = case["day_offset"]  # type: ignore[misc]
    paid = [CashFlow(Decimal(str(case["upfront"])), START)]
    for count, amount, first, step in case["payments"]:  # type: ignore[attr-defined]
        paid += [
            CashFlow(Decimal(amount), Decimal(days) / Decimal(year) + Decimal(first + index * step) / 12)
            for index in range(count)
        ]
    percentage = aprc([CashFlow(Decimal(str(case["drawdown"])), START)], paid)
    assert abs(percentage - Decimal(str(case["aprc_percent"]))) < Decimal("0.000001")
    assert rounded(percentage) == Decimal(str(case["rounded_1_decimal"]))


def test_a_linear_loan_is_example_13() -> None:
    """The Commission rounds each instalment but not the repayment in it: 1833.33 first, 837.50 last."""
    terms = linear_terms()
    assert (terms[0], terms[-1]) == (Decimal("1833.33"), Decimal("837.50"))
    drawn, paid = [CashFlow(Decimal(200000), START)], [CashFlow(Decimal(4000), START), *monthly_flows(terms)]
    assert abs(aprc(drawn, paid) - Decimal("6.476009")) < Decimal("0.000001")


def linear_terms() -> list[Decimal]:
    repayment = Decimal(200000) / 240
    balances = [Decimal(200000) - repayment * month for month in range(240)]
    return [annuity.cents(repayment + balance * annuity.monthly_rate(Decimal(6))) for balance in balances]


def test_costs_on_dates_nobody_knows_are_example_19() -> None:
    """Ten costs of 100 beside example 13, spread from the first repayment: months 1, 25, 49, ..."""
    later = [CashFlow(Decimal(100), Decimal(month) / 12) for month in range(1, 241, 24)]
    paid = [CashFlow(Decimal(4000), START), *monthly_flows(linear_terms()), *later]
    assert len(later) == 10
    assert abs(aprc([CashFlow(Decimal(200000), START)], paid) - Decimal("6.523259")) < Decimal("0.000001")


def test_instalments_that_grow_every_year_are_example_9() -> None:
    """By 3 percent a year from 1130.33, whose own fraction of a cent makes the report's last year 1982.05."""
    yearly = [Decimal("1130.33") * Decimal("1.03") ** year for year in range(20)]
    assert abs(yearly[-1] - Decimal("1982.05")) < Decimal("0.01")
    terms = [annuity.cents(amount) for amount in yearly for _ in range(12)]
    paid = [CashFlow(Decimal(4000), START), *monthly_flows(terms)]
    percentage = aprc([CashFlow(Decimal(200000), START)], paid)
    assert abs(percentage - Decimal("6.406400")) < Decimal("0.0001")


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_way_by_month_gives_the_examples_that_are_by_month(case: dict[str, object]) -> None:
    """Where a payment falls on another day than the month's the way by date is needed."""
    if case["day_offset"] != [0, 365]:
        assert "signed" in str(case["description"]) or "first" in str(case["description"])
        return
    terms = [Decimal(0)] * 240
    for count, amount, first, step in case["payments"]:  # type: ignore[attr-defined]
        for index in range(count):
            terms[first + index * step - 1] += Decimal(amount)
    percentage = monthly_aprc(Decimal(str(case["drawdown"])) - Decimal(str(case["upfront"])), terms)
    assert abs(percentage - Decimal(str(case["aprc_percent"]))) < Decimal("0.000001")


def test_a_day_count_of_a_year_and_a_half_is_as_directive_98_7_counts() -> None:
    drawn, years = [CashFlow(Decimal(1000), START)], Decimal(546) / 365
    percentage = aprc(drawn, [CashFlow(Decimal(1200), years)])
    assert rounded(percentage, Decimal("0.01")) == Decimal("12.96")
    assert rounded(percentage) == Decimal("13.0")


def test_a_cost_up_front_is_as_directive_98_7_counts_it() -> None:
    """Example 2: 1,000 lent, 50 kept for costs."""
    drawn = [CashFlow(Decimal(950), START)]
    assert rounded(aprc(drawn, [CashFlow(Decimal(1200), Decimal(546) / 365)])) == Decimal("16.9")


def test_two_yearly_payments_are_as_directive_98_7_says() -> None:
    paid = [CashFlow(Decimal(600), Decimal(1)), CashFlow(Decimal(600), Decimal(2))]
    assert rounded(aprc([CashFlow(Decimal(1000), START)], paid), Decimal("0.01")) == Decimal("13.07")


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2026, 1, 12), date(2027, 1, 12), Decimal(1)),
        (date(2026, 1, 1), date(2026, 1, 1), Decimal(0)),
        (date(2025, 1, 12), date(2026, 1, 15), 1 + Decimal(3) / 366),
        (date(2024, 1, 12), date(2025, 1, 15), 1 + Decimal(3) / 365),
    ],
)
def test_whole_years_count_back_from_the_payment(start: date, end: date, years: Decimal) -> None:
    assert abs(years_between(start, end) - years) < Decimal("1e-20")


def test_a_free_loan_costs_nothing() -> None:
    assert rounded(aprc([CashFlow(Decimal(1200), START)], monthly_flows([Decimal(100)] * 12))) == 0


@pytest.mark.parametrize("drawn", [[], [CashFlow(Decimal(1000), START)]])
def test_less_back_than_was_drawn_has_no_jkp(drawn: list[CashFlow]) -> None:
    with pytest.raises(NoAprc):
        aprc(drawn, [CashFlow(Decimal(900), Decimal(1))] if drawn else [])
