"""Sums of loans, against figures worked out elsewhere and the laws every schedule obeys."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underwriting import annuity

FORMS = ["annuitair", "lineair", "aflossingsvrij"]


@pytest.mark.parametrize(
    ("principal", "rate", "months", "payment"),
    [
        ("200000", "6.000", 240, "1432.86"),  # European Commission, APRC examples 2015, example 1
        ("200000", "5.000", 240, "1319.91"),  # example 24
        ("200000", "6.000", 360, "1199.10"),  # example 7
        ("1200", "0.000", 12, "100.00"),
    ],
)
def test_a_payment_is_as_published(principal: str, rate: str, months: int, payment: str) -> None:
    assert annuity.payment(Decimal(principal), Decimal(rate), months) == Decimal(payment)


@pytest.mark.parametrize(
    ("form", "amount", "rate", "months", "first", "second", "last"),
    [
        # interest, repayment; 849.00 level: 585.00 is 180,000 x 3.9 % / 12, then 179,736 x 3.9 % / 12 = 584.142
        ("annuitair", "180000", "3.900", 360, ("585.00", "264.00"), ("584.14", "264.86"), None),
        # 100,000 / 240 = 416.67; 239 of those leave 415.87 with 415.87 x 3.9 % / 12 = 1.35 interest
        ("lineair", "100000", "3.900", 240, ("325.00", "416.67"), ("323.65", "416.67"), ("1.35", "415.87")),
        ("aflossingsvrij", "80000", "4.010", 120, ("267.33", "0"), ("267.33", "0"), ("267.33", "80000")),
        # half a cent goes up: 1,001 x 6 % / 12 = 5.005
        ("aflossingsvrij", "1001", "6.000", 12, ("5.01", "0"), ("5.01", "0"), ("5.01", "1001")),
        # a term of a year, and one of a month
        ("annuitair", "12000", "4.000", 12, ("40.00", "981.80"), ("36.73", "985.07"), None),
        ("annuitair", "1200", "4.000", 1, ("4.00", "1200.00"), None, ("4.00", "1200.00")),
    ],
)
def test_the_instalments_are_as_by_hand(
    form: str,
    amount: str,
    rate: str,
    months: int,
    first: tuple[str, str],
    second: tuple[str, str] | None,
    last: tuple[str, str] | None,
) -> None:
    """Interest of a month is balance x rate / 12, half up to cents."""
    terms = list(annuity.schedule(form, Decimal(amount), Decimal(rate), months))
    for term, expected in ((terms[0], first), (terms[min(1, months - 1)], second), (terms[-1], last)):
        if expected is not None:
            assert (term.interest, term.repayment) == tuple(map(Decimal, expected))


def test_the_balance_after_fifteen_years_is_as_published() -> None:
    """European Commission, example 7: 142,097.69 after 180 payments of unrounded interest; cents differ by rounding."""
    balance = annuity.balance_after("annuitair", Decimal(200000), Decimal(6), 360, paid=180)
    assert abs(balance - Decimal("142097.69")) < 2


@settings(max_examples=40)
@given(
    form=st.sampled_from(FORMS),
    amount=st.decimals(min_value="0.01", max_value="2000000", places=2),
    rate=st.decimals(min_value="0", max_value="12", places=3),
    months=st.integers(min_value=1, max_value=360),
)
def test_every_schedule_repays_the_loan_to_the_cent(form: str, amount: Decimal, rate: Decimal, months: int) -> None:
    terms = list(annuity.schedule(form, amount, rate, months))
    assert len(terms) == months
    assert sum(term.repayment for term in terms) == amount
    assert terms[-1].balance == 0
    assert all(term.payment == term.interest + term.repayment for term in terms)
    assert all(term.balance >= 0 for term in terms)


@settings(max_examples=60)
@given(
    amount=st.decimals(min_value="1000", max_value="2000000", places=2),
    rate=st.decimals(min_value="0", max_value="12", places=3),
    months=st.integers(min_value=1, max_value=360),
)
def test_the_principal_a_burden_carries_costs_that_burden(amount: Decimal, rate: Decimal, months: int) -> None:
    monthly = amount * annuity.annuity_factor(rate, months)
    assert abs(annuity.principal(monthly, rate, months) - amount) < Decimal("0.000001")


def test_a_loan_that_has_run_its_term_is_repaid() -> None:
    assert annuity.balance_after("annuitair", Decimal(1000), Decimal(4), 12, paid=12) == 0
    assert annuity.balance_after("annuitair", Decimal(1000), Decimal(4), 12, paid=0) == 1000
    assert annuity.balance_after("aflossingsvrij", Decimal(1000), Decimal(4), 12, paid=11) == 1000


def test_no_annuity_runs_less_than_a_month() -> None:
    with pytest.raises(ValueError, match="at least 1 month"):
        annuity.annuity_factor(Decimal(4), 0)


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="spaarhypotheek"):
        annuity.schedule("spaarhypotheek", Decimal(1000), Decimal(4), 12)
