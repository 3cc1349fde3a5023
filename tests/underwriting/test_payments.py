"""Schedules, costs and JKP: they add up to the cent, and the JKP is the Commission's."""

import dataclasses
from datetime import date
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.underwriting import builders
from tests.underwriting.builders import Json, changed, decided, without
from underwriting import annuity, payments
from underwriting.aprc import CashFlow, NoAprc, aprc, monthly_aprc, monthly_flows
from underwriting.facts import Facts
from underwriting.norms import Norms, norms_on
from underwriting.payment_figures import Payments

D = Decimal
PART = "lening.leningdelen[0]"
DAY = date(2026, 3, 30)


def paid(document: Json, norms: Norms | None = None) -> Payments:
    facts = Facts.from_json(document)
    found = payments.work_out(facts, norms or norms_on(facts.evaluation.as_of))
    assert found is not None
    return found


def one_part(
    amount: str, rate: str, *, form: str = "annuitair", months: int = 240, fixed: int = 20, costs: str = "4000.00"
) -> Json:
    """The starter with another leningdeel and only one cost, as the examples of the Commission have it."""
    document = changed(builders.starter(), "application.nhg", False)
    for name, value in {
        "amount": amount,
        "rate": rate,
        "aflosvorm": form,
        "term_months": months,
        "rentevastperiode_years": fixed,
    }.items():
        document = changed(document, f"{PART}.{name}", value)
    return changed(document, "lening.costs", {"valuation": "0.00", "other": costs, "notary": "1000.00"})


# The JKP against the examples of the Commission (tests/underwriting/data/aprc_examples.toml)


@pytest.mark.parametrize(
    ("example", "document", "exact", "percent"),
    [
        ("ec-1", one_part("200000.00", "6.000"), "6.434412", "6.4"),
        ("ec-8", one_part("200000.00", "7.000", form="aflossingsvrij"), "7.430479", "7.4"),
        ("ec-13", one_part("200000.00", "6.000", form="lineair"), "6.476009", "6.5"),
        ("ec-24", one_part("200000.00", "5.000", fixed=5), "5.370286", "5.4"),
    ],
)
def test_the_jkp_of_a_leningdeel_is_as_the_commission_has_it(
    example: str, document: Json, exact: str, percent: str
) -> None:
    """To 0.00002: our last instalment takes what rounding left, that of the Commission is as the others."""
    jkp = paid(document).jkp
    assert abs(jkp.exact - D(exact)) < D("0.00002"), example
    assert jkp.percent == D(percent)


def test_fixed_for_five_years_the_illustrative_jkp_repays_the_balance_then() -> None:
    """Example 24, illustrative: 5.635609 percent; art. 17 lid 5."""
    jkp = paid(one_part("200000.00", "5.000", fixed=5)).jkp
    assert (jkp.illustrative, jkp.illustration) == (D("5.6"), "aflossing-einde-rentevastperiode")
    assert jkp.highest_rate is None


def test_fixed_for_a_year_the_illustrative_jkp_goes_on_at_the_highest_rate() -> None:
    """As example 25, with a first period of a year: 12 payments at 5, then 7.30 percent; art. 17 lid 6."""
    norms = norms_on(DAY)
    norms = dataclasses.replace(norms, jkp=dataclasses.replace(norms.jkp, highest_rate=D("7.300")))
    jkp = paid(one_part("200000.00", "5.000", fixed=1), norms).jkp
    first = list(annuity.schedule("annuitair", D(200000), D(5), 240))[:12]
    rest = annuity.schedule("annuitair", first[-1].balance, D("7.3"), 228)
    flows = [CashFlow(D(4000), D(0)), *monthly_flows([term.payment for term in (*first, *rest)])]
    expected = aprc([CashFlow(D(200000), D(0))], flows)
    assert (jkp.illustrative, jkp.illustration) == (round(expected, 1), "hoogste-rente-20-jaar")
    assert jkp.highest_rate == D("7.300")
    assert jkp.illustrative > jkp.percent


def test_a_rate_above_the_highest_of_twenty_years_stays_what_it_is() -> None:
    jkp = paid(one_part("200000.00", "9.000", fixed=1)).jkp
    assert jkp.illustrative == jkp.percent


@pytest.mark.parametrize(("months", "fixed", "shown"), [(240, 20, False), (241, 20, True), (60, 5, False)])
def test_a_rate_that_is_fixed_to_the_end_has_no_illustrative_jkp(months: int, fixed: int, shown: bool) -> None:
    jkp = paid(one_part("200000.00", "5.000", months=months, fixed=fixed)).jkp
    assert (jkp.illustrative is not None) is shown


def test_notarial_costs_are_told_but_do_not_count() -> None:
    """2008/48/EC art. 3 g, which 2014/17/EU art. 4 lid 13 takes over."""
    with_notary = one_part("200000.00", "6.000")
    without_notary = changed(with_notary, "lening.costs.notary", "0.00")
    assert paid(with_notary).jkp == paid(without_notary).jkp
    assert {cost.kind: cost.in_jkp for cost in paid(with_notary).costs} == {"overig": True, "notaris": False}
    assert [cost.kind for cost in paid(without_notary).costs] == ["overig"]


@pytest.mark.parametrize(
    ("facts", "kind", "amount", "estimated"),
    [
        ({}, "borgtochtprovisie", "720.00", False),
        ({}, "taxatie", "150.00", True),
        ({}, "notaris", "700.00", True),
        ({"onderpand.valuations[0].market_value": "200000.00"}, "taxatie", "150.00", True),
        ({"onderpand.valuations[0].market_value": "199999.00"}, "taxatie", "695.00", True),
        ({"lening.costs": {"valuation": "333.00"}}, "taxatie", "333.00", False),
    ],
)
def test_a_cost_is_as_stated_and_else_by_the_norms(facts: Json, kind: str, amount: str, estimated: bool) -> None:
    document = builders.starter()
    for path, value in facts.items():
        document = changed(document, path, value)
    (cost,) = [one for one in paid(document).costs if one.kind == kind]
    assert (cost.amount, cost.estimated) == (D(amount), estimated)


def test_an_increase_without_a_deed_has_no_notary() -> None:
    document = changed(builders.starter(), "application.request_type", "onderhandse-verhoging")
    assert "notaris" not in {cost.kind for cost in paid(document).costs}


# Everything adds up


@settings(max_examples=25, deadline=None)
@given(
    form=st.sampled_from(["annuitair", "lineair", "aflossingsvrij"]),
    amount=st.integers(min_value=7_500_000, max_value=95_000_000),
    rate=st.integers(min_value=1, max_value=9_000),
    months=st.integers(min_value=1, max_value=360),
    fixed=st.sampled_from([1, 5, 10, 15, 20, 30]),
)
def test_the_years_and_the_totals_add_up_to_the_cent(
    form: str, amount: int, rate: int, months: int, fixed: int
) -> None:
    document = one_part(
        f"{D(amount) / 100:.2f}", f"{D(rate) / 1000:.3f}", form=form, months=months, fixed=fixed, costs="100.00"
    )
    found = paid(document)
    (part,) = found.leningdelen
    assert len(part.years) == -(-months // 12)
    assert sum(year.interest for year in part.years) == part.interest_total
    assert sum(year.repayment for year in part.years) + part.balance_at_end == part.amount
    assert part.years[-1].balance == part.balance_at_end
    first = part.years[0]
    assert sum(month.interest for month in found.first_year) == first.interest
    assert sum(month.repayment for month in found.first_year) == first.repayment
    assert found.first_year[-1].balance == first.balance
    assert found.total_payable == found.amount + found.interest_total + 100
    assert found.total_cost == found.total_payable - found.amount
    assert found.jkp.percent >= 0


def test_the_first_month_is_the_one_in_the_figures() -> None:
    for example in (builders.starter, builders.movers):
        figures, found = decided(example()).figures, paid(example())
        assert found.gross_monthly_first == figures.gross_monthly_total
        assert figures.leningdelen is not None
        assert [part.gross_monthly_first for part in found.leningdelen] == [
            part.gross_monthly_first for part in figures.leningdelen
        ]


def test_two_parts_and_a_bridging_loan() -> None:
    """Worked out by hand from the schedules: 440,000 of which 200,000 stays; bridging 130,000 at 4.2 percent."""
    found = paid(builders.movers())
    assert (found.amount, found.balance_at_end) == (D("440000.00"), D("200000.00"))
    assert found.gross_monthly_first == D("1138.89") + D("566.67")
    bridging = found.overbrugging
    assert bridging is not None
    assert (bridging.gross_monthly, bridging.interest_total) == (D("455.00"), D("10920.00"))
    assert bridging.jkp == D("4.3"), "(1 + 0.042 / 12) ** 12 - 1"


def test_a_running_part_is_no_part_of_the_new_credit() -> None:
    document = changed(builders.movers(), "lening.leningdelen[1].existing", True)
    found = paid(document)
    assert [part.leningdeel_id for part in found.leningdelen] == ["l1"]
    assert found.amount == D("240000.00")


@pytest.mark.parametrize("name", ["rate", "aflosvorm", "term_months", "rentevastperiode_years"])
def test_without_the_terms_of_a_part_there_is_no_schedule(name: str) -> None:
    facts = Facts.from_json(without(builders.starter(), f"{PART}.{name}"))
    assert payments.work_out(facts, norms_on(DAY)) is None


def test_a_decision_with_its_payments_fits_the_contract_and_is_the_same_for_the_rest() -> None:
    document = builders.movers()
    facts = Facts.from_json(document)
    bare = decided(document)
    full = payments.with_payments(bare, facts, norms_on(facts.evaluation.as_of)).to_json()
    jsonschema.Draft202012Validator(builders.load("decision.schema.json")).validate(full)
    assert "payments" not in bare.to_json()
    assert {name: value for name, value in full.items() if name != "payments"} == bare.to_json()


# By month or by date: the same JKP


@settings(max_examples=20, deadline=None)
@given(
    drawn=st.integers(min_value=1_000, max_value=500_000),
    rate=st.integers(min_value=0, max_value=12_000),
    months=st.integers(min_value=2, max_value=60),
)
def test_the_fast_way_gives_the_same_jkp(drawn: int, rate: int, months: int) -> None:
    terms = [term.payment for term in annuity.schedule("annuitair", D(drawn), D(rate) / 1000, months)]
    assert abs(monthly_aprc(D(drawn), terms) - aprc([CashFlow(D(drawn), D(0))], monthly_flows(terms))) < D("1e-8")


@pytest.mark.parametrize(("drawn", "terms"), [("0", ["100"]), ("1000", ["500", "400"])])
def test_without_a_cost_above_the_loan_the_fast_way_finds_no_jkp(drawn: str, terms: list[str]) -> None:
    with pytest.raises(NoAprc):
        monthly_aprc(D(drawn), [D(term) for term in terms])
