"""gids 1, 2.4, 2.5, 2.8: the loan against the value of the home."""

from decimal import Decimal

import pytest

from tests.underwriting.builders import (
    Json,
    changed,
    decided,
    movers,
    self_employed,
    starter,
    verdict,
    verdicts,
    without,
)

LOAN = "lening.leningdelen[0].amount"
PRICE = "onderpand.purchase.price_kosten_koper"
VALUE = "onderpand.valuations[0].market_value"
TYPE = "application.request_type"


def worth(document: Json, value: str) -> Json:
    """The home is worth and costs this much."""
    return changed(changed(document, VALUE, value), PRICE, value)


def with_energy(document: Json, amount: str) -> Json:
    """A second leningdeel for energy-saving measures that cost as much."""
    part = {**document["lening"]["leningdelen"][0], "id": "l9", "amount": amount, "purpose": "energiebesparing"}
    document = changed(document, "onderpand.works", {"energy_saving_cost": amount, "financed": True})
    return changed(document, f"lening.leningdelen[{len(document['lening']['leningdelen'])}]", part)


@pytest.mark.parametrize(("loan", "found"), [("204999.99", "pass"), ("205000.00", "pass"), ("205000.01", "fail")])
def test_the_loan_is_at_most_the_value(loan: str, found: str) -> None:
    assert verdict(changed(starter(), LOAN, loan), "G1-11") == found


@pytest.mark.parametrize(
    ("loan", "energy", "found"),
    [
        ("300000.00", "18000.00", "pass"),  # 106 percent exactly
        ("300000.01", "18000.00", "fail"),
        ("300000.00", "18000.01", "fail"),
        ("290000.00", "28000.00", "pass"),
    ],
)
def test_only_energy_money_comes_on_top_up_to_106_percent(loan: str, energy: str, found: str) -> None:
    document = with_energy(changed(self_employed(), LOAN, loan), energy)
    assert verdict(document, "G1-11") == found
    assert verdict(document, "G2.5-05") == found


def test_energy_money_is_never_more_than_the_measures_cost() -> None:
    document = with_energy(changed(self_employed(), LOAN, "300000.00"), "18000.00")
    assert verdict(changed(document, "onderpand.works.energy_saving_cost", "17999.99"), "G1-11") == "fail"


def test_nothing_above_the_value_leaves_the_106_percent_rule_out() -> None:
    assert verdict(starter(), "G2.5-05") == "not-applicable"


@pytest.mark.parametrize(("part", "found"), [("149999.99", "pass"), ("150000.00", "pass"), ("150000.01", "fail")])
def test_at_most_half_of_the_value_is_for_consumption(part: str, found: str) -> None:
    document = changed(self_employed(), "lening.leningdelen[0].purpose", "consumptief")
    assert verdict(changed(document, LOAN, part), "G1-12") == found


def test_nhg_pays_for_no_consumption() -> None:
    assert verdict(changed(starter(), "lening.leningdelen[0].purpose", "consumptief"), "G1-12") == "fail"
    assert verdict(starter(), "G1-12") == "not-applicable"


@pytest.mark.parametrize(("part", "found"), [("279999.99", "pass"), ("280000.00", "pass"), ("280000.01", "fail")])
def test_at_most_half_of_the_value_is_interest_only(part: str, found: str) -> None:
    assert verdict(changed(movers(), "lening.leningdelen[1].amount", part), "G2.8-03") == found


def test_additional_costs_count_for_6_percent_under_nhg() -> None:
    def total(costs: str) -> Decimal:
        basis = decided(changed(starter(), "lening.additional_costs", costs)).figures.value_basis
        assert basis is not None
        assert basis.nhg_components is not None
        return basis.nhg_components.total

    assert total("11999.99") == Decimal("211999.99")
    assert total("12000.00") == Decimal("212000.00")
    assert total("12000.01") == Decimal("212000.00")


def test_a_price_free_of_costs_counts_for_97_percent() -> None:
    document = without(changed(starter(), "onderpand.purchase.price_vrij_op_naam", "200000.00"), PRICE)
    basis = decided(document).figures.value_basis
    assert basis is not None
    assert basis.nhg_components is not None
    assert basis.nhg_components.a_price_or_value == Decimal("194000.00")


def test_a_maintenance_fund_counts_under_nhg_when_it_is_agreed() -> None:
    document = changed(starter(), "onderpand.purchase.maintenance_fund_deposit", "2000.00")
    assert verdict(document, "G2.4-05") == "missing"
    for agreed, counted in ((True, "2000.00"), (False, "0.00")):
        stated = changed(document, "onderpand.purchase.maintenance_fund_in_agreement", agreed)
        assert verdict(stated, "G2.4-05") == "pass"
        basis = decided(stated).to_json()["figures"]["value_basis"]
        assert basis["nhg_components"]["d_maintenance_fund"] == counted


@pytest.mark.parametrize(("until", "counted"), [("2056-03-29", "0.00"), ("2056-03-30", "4000.00")])
def test_buying_off_ground_rent_counts_when_it_lasts_as_long_as_the_loan(until: str, counted: str) -> None:
    lease = {"buy_off_cost": "4000.00", "bought_off": True, "bought_off_until": until}
    document = changed(starter(), "onderpand.erfpacht", lease)
    assert verdict(document, "G2.4-03") == "pass"
    basis = decided(document).to_json()["figures"]["value_basis"]
    assert basis["nhg_components"]["b_canon_buy_off"] == counted


def new_build(document: Json, **costs: str) -> Json:
    document = changed(document, "onderpand.construction", "nieuwbouw")
    return changed(document, "onderpand.stichtingskosten", {"koop_aanneemsom": "290000.00", **costs})


@pytest.mark.parametrize(
    ("costs", "value"),
    [
        ({}, "290000.00"),
        ({"ground": "5000.00"}, "295000.00"),
        ({"meerwerk": "20000.00"}, "300000.00"),  # 310,000 to build, worth 300,000: the lower
        ({"renteverlies": "20000.00"}, "300000.00"),  # 4 percent of 290,000 counts: 301,600
        ({"renteverlies": "5000.00"}, "295000.00"),
        ({"maintenance_fund_deposit": "9000.00"}, "290000.00"),
    ],
)
def test_a_new_home_is_worth_the_lower_of_cost_and_value(costs: dict[str, str], value: str) -> None:
    figures = decided(new_build(self_employed(), **costs)).to_json()["figures"]
    assert figures["value_basis"]["amount"] == value
    assert figures["maximum_loan"]["on_value"] == value


@pytest.mark.parametrize(("loan", "found"), [("290000.00", "pass"), ("290000.01", "fail")])
def test_a_new_home_carries_at_most_its_lowest_value(loan: str, found: str) -> None:
    document = changed(new_build(self_employed()), LOAN, loan)
    assert verdict(document, "G2.4-09") == found
    assert verdict(document, "G2.4-08") == "not-applicable"


def test_the_value_after_works_counts_for_a_renovation_only() -> None:
    document = changed(self_employed(), "onderpand.valuations[0].market_value_after_works", "330000.00")
    renovated = changed(document, "onderpand.works", {"renovation_cost": "30000.00", "financed": True})
    assert decided(renovated).to_json()["figures"]["value_basis"]["kind"] == "marktwaarde-na-verbouwing"
    budget = changed(document, "onderpand.works", {"energy_budget": "9000.00", "financed": True})
    assert decided(budget).to_json()["figures"]["value_basis"]["amount"] == "300000.00"
    assert verdict(budget, "G2.5-09") == "pass"
    assert verdict(budget, "G2.5-06") == "pass"


def test_woz_and_model_values_never_carry_a_loan() -> None:
    for kind in ("woz", "modelmatig"):
        document = changed(self_employed(), "onderpand.valuations[0].kind", kind)
        assert verdict(document, "G1-11") == "missing"
        assert decided(document).figures.ltv is None


def test_the_strongest_and_then_the_latest_valuation_counts() -> None:
    second = {"id": "v2", "kind": "standaard", "valued_on": "2026-01-02", "market_value": "280000.00"}
    document = changed(self_employed(), "onderpand.valuations[1]", second)
    assert decided(document).to_json()["figures"]["value_basis"]["valuation_id"] == "v2"
    later = changed(document, "onderpand.valuations[0].kind", "standaard")
    assert decided(later).to_json()["figures"]["value_basis"]["valuation_id"] == "v1"


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        ("onderpand.valuations", ["G1-11", "G2.3-05", "G2.3-06", "G2.3-09", "G2.4-01", "G2.4-08", "G2.8-03"]),
        ("onderpand.energy_label", ["G2.5-02"]),
    ],
)
def test_an_absent_fact_is_missing_and_never_a_pass(path: str, rules: list[str]) -> None:
    decision = decided(without(movers(), path))
    assert {rule: verdicts(decision, rule) for rule in rules} == {rule: ["missing"] for rule in rules}
