"""What a wish costs: rates by class, first payments, kosten koper, and how far income and value reach."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.underwriting.builders import decided, starter
from underwriting.costs import Wish, WishError, costs_of, maximum_on_income, net_monthly, priced, transfer_tax
from underwriting.facts.lening import Leningdeel
from underwriting.norms import norms_on

NORMS = norms_on(date(2026, 3, 30))
PART = Leningdeel(
    id="l1",
    amount=Decimal(180_000),
    aflosvorm="annuitair",
    term_months=360,
    rentevastperiode_years=20,
    interest_deductible=True,
    box=1,
)
WISH = Wish(
    value=Decimal(205_000),
    price=Decimal(200_000),
    leningdelen=(PART,),
    nhg=True,
    energy_label="C",
    passes_on=date(2026, 5, 1),
    buyers_born_on=(date(1996, 5, 14),),
)


def wish_of(amount: int, value: int, *, nhg: bool = False) -> Wish:
    return replace(
        WISH, leningdelen=(replace(PART, amount=Decimal(amount)),), value=Decimal(value), price=Decimal(value), nhg=nhg
    )


@pytest.mark.parametrize(
    ("amount", "klasse"), [(180_000, "tot-60"), (180_001, "60-70"), (240_000, "70-80"), (270_001, "90-100")]
)
def test_the_rate_follows_the_class(amount: int, klasse: str) -> None:
    costs = costs_of(wish_of(amount, 300_000), NORMS)
    assert costs.risicoklasse == klasse
    assert costs.leningdelen[0].rate == NORMS.rates.rates.rate(20, klasse)
    assert priced(wish_of(amount, 300_000), NORMS)[0].rate == costs.leningdelen[0].rate


def test_the_first_payment_is_that_of_the_decision() -> None:
    document = starter()
    rate = NORMS.rates.rates.rate(20, "nhg")
    document["lening"]["leningdelen"][0]["rate"] = f"{rate:.3f}"
    assert decided(document).figures.gross_monthly_total == costs_of(WISH, NORMS).gross_monthly


def test_kosten_koper_add_up() -> None:
    costs = costs_of(WISH, NORMS)
    assert costs.buying.nhg_premium == Decimal("720.00")
    assert costs.buying.transfer_tax == 0
    assert costs.buying.valuation == NORMS.costs.valuation_desktop
    assert costs.own_money == Decimal(20_000) + costs.buying.total


@pytest.mark.parametrize(("amount", "standard"), [(270_000, False), (270_001, True)])
def test_above_90_percent_a_full_valuation_is_paid_for(amount: int, standard: bool) -> None:
    paid = costs_of(wish_of(amount, 300_000), NORMS).buying.valuation
    assert (paid == NORMS.costs.valuation_standard) is standard


@pytest.mark.parametrize(
    ("born", "price", "used", "tax"),
    [
        ([date(1991, 5, 2)], 200_000, False, "0.00"),  # 34 on 1 May 2026
        ([date(1991, 5, 1)], 200_000, False, "4000.00"),  # 35 that day
        ([date(2008, 5, 1)], 200_000, False, "0.00"),  # 18 that day
        ([date(2008, 5, 2)], 200_000, False, "4000.00"),
        ([date(1996, 1, 1)], 555_000, False, "0.00"),
        ([date(1996, 1, 1)], 555_001, False, "11100.02"),
        ([date(1996, 1, 1)], 200_000, True, "4000.00"),
        ([date(1996, 1, 1), date(1980, 1, 1)], 200_000, False, "2000.00"),
        ([], 200_000, False, "4000.00"),
    ],
)
def test_transfer_tax_and_the_exemption_for_starters(born: list[date], price: int, used: bool, tax: str) -> None:
    wish = replace(WISH, buyers_born_on=tuple(born), price=Decimal(price), starters_exemption_used=used)
    assert transfer_tax(wish, NORMS) == Decimal(tax)


def test_a_new_home_carries_no_transfer_tax() -> None:
    wish = replace(WISH, buyers_born_on=(), new_build=True)
    assert costs_of(wish, NORMS).buying.transfer_tax == 0


def test_the_maximum_on_income_is_that_of_the_decision() -> None:
    document = starter()
    rate = NORMS.rates.rates.rate(20, "nhg")
    document["lening"]["leningdelen"][0]["rate"] = f"{rate:.3f}"
    figures = decided(document).figures.maximum_loan
    assert figures is not None
    assert figures.on_income is not None
    assert maximum_on_income(WISH, Decimal(60_000), NORMS, single=True) == int(figures.on_income)


def test_debts_lower_and_singleness_raises_what_the_income_carries() -> None:
    plain = maximum_on_income(WISH, Decimal(60_000), NORMS, single=False)
    assert maximum_on_income(WISH, Decimal(60_000), NORMS, single=True) == plain + 17_000
    assert maximum_on_income(WISH, Decimal(60_000), NORMS, single=False, monthly_burdens=Decimal(100)) < plain
    assert maximum_on_income(WISH, Decimal(30_000), NORMS, single=True) == maximum_on_income(
        WISH, Decimal(30_000), NORMS, single=False
    )


@pytest.mark.parametrize(
    ("value", "nhg", "energy", "maximum"),
    [
        (205_000, True, 0, 205_000),
        (600_000, True, 0, 470_000),
        (600_000, True, 10_000, 480_000),
        (600_000, True, 40_000, 498_200),
        (300_000, False, 20_000, 318_000),
        (900_000, False, 0, 750_000),
        (1_100_000, False, 0, 880_000),
        (2_000_000, False, 0, 950_000),
    ],
)
def test_the_maximum_on_value_and_product(value: int, nhg: bool, energy: int, maximum: int) -> None:
    wish = replace(wish_of(100_000, value, nhg=nhg), energy_measures=Decimal(energy))
    assert costs_of(wish, NORMS).maximum_on_value == maximum


def test_the_net_payment_takes_relief_at_the_lower_of_bracket_and_ceiling() -> None:
    """Interest 12 x 574.50 (3.83 percent of 180,000), minus 0.35 percent of 205,000, at 37.56 percent."""
    costs = costs_of(WISH, NORMS)
    relief = (costs.leningdelen[0].interest * 12 - Decimal("717.50")) * Decimal("0.3756") / 12
    for income in (60_000, 100_000):
        net = net_monthly(WISH, costs, Decimal(income), NORMS)
        assert net is not None
        assert abs(net - (costs.gross_monthly - relief)) <= Decimal("0.01")
    low = net_monthly(WISH, costs, Decimal(38_883), NORMS)
    assert low is not None
    assert low > costs.gross_monthly - relief


def test_an_interest_only_part_gives_no_relief() -> None:
    wish = replace(WISH, leningdelen=(replace(PART, aflosvorm="aflossingsvrij"),))
    costs = costs_of(wish, NORMS)
    net = net_monthly(wish, costs, Decimal(60_000), NORMS)
    assert net is not None
    assert net > costs.gross_monthly


def test_outside_the_known_percentage_there_is_no_net_payment() -> None:
    wish = replace(WISH, value=Decimal(1_350_001))
    assert net_monthly(wish, costs_of(wish, NORMS), Decimal(60_000), NORMS) is None


@pytest.mark.parametrize(
    ("wish", "what"),
    [
        (replace(WISH, value=Decimal(0)), "value"),
        (replace(WISH, leningdelen=()), "leningdelen"),
        (replace(WISH, leningdelen=(replace(PART, amount=Decimal(0)),)), "leningdelen"),
        (replace(WISH, leningdelen=(replace(PART, rentevastperiode_years=7),)), "rentevastperiode_years"),
        (replace(WISH, leningdelen=(replace(PART, term_months=None),)), "leningdelen"),
    ],
)
def test_a_wish_that_cannot_be_priced_says_what_is_wrong(wish: Wish, what: str) -> None:
    with pytest.raises(WishError, match=what):
        costs_of(wish, NORMS)
