"""gids 1, 2.3, 2.4, 2.5, 2.8: below, on and above every amount."""

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


@pytest.mark.parametrize(("amount", "found"), [("74999.99", "fail"), ("75000.00", "pass"), ("75000.01", "pass")])
def test_a_first_mortgage_is_at_least_75000(amount: str, found: str) -> None:
    assert verdict(changed(starter(), LOAN, amount), "G2.3-01") == found


@pytest.mark.parametrize(("amount", "found"), [("4999.99", "fail"), ("5000.00", "pass"), ("5000.01", "pass")])
def test_an_increase_is_at_least_5000(amount: str, found: str) -> None:
    document = changed(changed(starter(), TYPE, "onderhandse-verhoging"), LOAN, amount)
    assert verdict(document, "G2.3-02") == found
    assert verdict(document, "G2.3-01") == "not-applicable"


def test_an_increase_counts_new_money_only_but_its_maximum_all_money() -> None:
    running = {**starter()["lening"]["leningdelen"][0], "id": "l0", "amount": "470000.00", "existing": True}
    document = changed(changed(starter(), TYPE, "onderhandse-verhoging"), LOAN, "5000.00")
    document = changed(document, "lening.leningdelen[1]", running)
    assert verdict(document, "G2.3-02") == "pass"
    assert verdict(document, "G2.3-03") == "fail"
    outside = changed(changed(starter(), TYPE, "onderhandse-verhoging"), "existing_loan.outstanding", "300000.00")
    assert decided(outside).figures.maximum_loan.requested == Decimal("480000.00")  # type: ignore[union-attr]


@pytest.mark.parametrize(("amount", "found"), [("469999.99", "pass"), ("470000.00", "pass"), ("470000.01", "fail")])
def test_an_nhg_loan_is_at_most_the_limit(amount: str, found: str) -> None:
    assert verdict(changed(starter(), LOAN, amount), "G2.3-03") == found


@pytest.mark.parametrize(("energy", "found"), [("28199.99", "pass"), ("28200.00", "pass"), ("28200.01", "fail")])
def test_energy_measures_raise_the_nhg_limit_by_6_percent(energy: str, found: str) -> None:
    document = with_energy(changed(starter(), LOAN, "470000.00"), energy)
    assert verdict(document, "G2.3-04") == found
    assert verdict(document, "G2.3-03") == "not-applicable"


@pytest.mark.parametrize(("amount", "found"), [("470000.00", "pass"), ("470000.01", "fail")])
def test_above_the_nhg_limit_is_only_energy_money(amount: str, found: str) -> None:
    assert verdict(with_energy(changed(starter(), LOAN, amount), "1000.00"), "G2.3-04") == found


@pytest.mark.parametrize(
    ("value", "loan", "up_to_80", "above_80"),
    [
        ("1187500.00", "950000.00", "pass", "not-applicable"),  # 80.000 percent exactly
        ("1187501.00", "950000.00", "pass", "not-applicable"),
        ("1187499.00", "950000.00", "not-applicable", "fail"),
        ("2000000.00", "950000.01", "fail", "not-applicable"),
        ("900000.00", "750000.00", "not-applicable", "pass"),
        ("900000.00", "750000.01", "not-applicable", "fail"),
        ("900000.00", "749999.99", "not-applicable", "pass"),
    ],
)
def test_the_maximum_without_nhg_by_ltv(value: str, loan: str, up_to_80: str, above_80: str) -> None:
    document = worth(changed(self_employed(), LOAN, loan), value)
    assert (verdict(document, "G2.3-05"), verdict(document, "G2.3-06")) == (up_to_80, above_80)
    assert verdict(document, "G2.3-09") == ("fail" if "fail" in (up_to_80, above_80) else "pass")


def test_bridging_is_no_part_of_the_loan() -> None:
    document = changed(movers(), "lening.overbrugging.amount", "900000.00")
    assert verdict(document, "G2.3-05") == "pass"
    assert decided(document).figures.ltv == decided(movers()).figures.ltv


@pytest.mark.parametrize(("price", "found"), [("470000.00", "pass"), ("470000.01", "fail"), ("469999.99", "pass")])
def test_the_nhg_value_is_within_the_limit(price: str, found: str) -> None:
    document = changed(worth(starter(), price), "lening.additional_costs", "0.00")
    assert verdict(document, "G2.3-10") == found


@pytest.mark.parametrize(("price", "found"), [("470000.01", "refer"), ("498200.00", "refer"), ("498200.01", "fail")])
def test_between_the_two_nhg_limits_a_person_decides(price: str, found: str) -> None:
    assert verdict(with_energy(worth(starter(), price), "10000.00"), "G2.3-10") == found


def test_the_lower_of_price_and_value_is_the_nhg_value() -> None:
    document = changed(changed(starter(), PRICE, "460000.00"), VALUE, "500000.00")
    assert verdict(document, "G2.3-10") == "pass"


def test_a_mixed_loan_lifts_the_limit_on_the_value_for_a_refinancing() -> None:
    document = changed(worth(starter(), "600000.00"), "lening.bestaande_lening.nhg_mixed", True)
    assert verdict(document, "G2.3-10") == "fail"
    document = changed(document, "application.purposes", ["oversluiting"])
    assert verdict(document, "G2.3-10") == "not-applicable"
    assert verdict(document, "G2.3-07") == "pass"


@pytest.mark.parametrize(
    ("accepts", "customer", "found"),
    [(True, False, "pass"), (False, False, "fail"), (False, True, "pass"), (False, None, "missing")],
)
def test_the_stop_lets_only_customers_through(accepts: bool, customer: bool | None, found: str) -> None:
    document = changed(self_employed(), "reference.accepts_new_customers", accepts)
    document = without(document, "application.existing_neo_customer")
    if customer is not None:
        document = changed(document, "application.existing_neo_customer", customer)
    assert verdict(document, "G0-01") == found


def test_without_a_stamp_the_stop_of_the_guide_holds() -> None:
    assert verdict(without(self_employed(), "reference"), "G0-01") == "fail"


@pytest.mark.parametrize(
    ("path", "value", "rule", "found"),
    [
        ("application.explain_requested", True, "G2-01", "fail"),
        ("application.explain_requested", False, "G2-01", "pass"),
        ("application.channel", "adviseur", "G2-03", "missing"),
    ],
)
def test_a_plain_condition(path: str, value: object, rule: str, found: str) -> None:
    assert verdict(changed(starter(), path, value), rule) == found


def test_an_adviser_needs_a_licence() -> None:
    document = changed(starter(), "application.channel", "adviseur")
    for licensed, found in ((True, "pass"), (False, "fail")):
        assert verdict(changed(document, "application.adviser_wft_licensed", licensed), "G2-03") == found
    assert verdict(starter(), "G2-03") == "not-applicable"


def test_a_rule_for_nhg_needs_to_know_whether_nhg_is_asked() -> None:
    decision = decided(without(starter(), "application.nhg"))
    assert verdicts(decision, "G2.3-03") == ["missing"]
    assert verdicts(decision, "G2.3-05") == ["missing"]
