"""gids 2.6, 5.3, 5.6, 5.7: other homes, the double burden, and a residual debt."""

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

HOME = "other_properties[0]"


def homes(count: int, *owners: str) -> Json:
    """The movers with so many other homes, each of the owners."""
    document = without(without(movers(), "lening.overbrugging"), "other_properties")
    for index in range(count):
        home = {"id": f"w{index}", "role": "andere-woning", "owner_ids": list(owners), "status": "niet-te-koop"}
        document = changed(document, f"other_properties[{index}]", {**home, "rented_out": False})
    return document


@pytest.mark.parametrize(
    ("count", "owners", "found"), [(1, ("p1",), "pass"), (2, ("p1",), "pass"), (3, ("p1",), "fail")]
)
def test_a_customer_owns_at_most_two_other_homes(count: int, owners: tuple[str, ...], found: str) -> None:
    assert verdict(homes(count, *owners), "G5.6-01") == found


def test_three_homes_of_two_people_together_are_for_a_person() -> None:
    document = changed(homes(3, "p1"), "other_properties[2].owner_ids", ["p2"])
    assert verdict(document, "G5.6-01") == "refer"


def test_homes_the_kadaster_knows_count() -> None:
    assert verdict(changed(starter(), "applicants[0].registers.kadaster.properties_owned", 3), "G5.6-01") == "fail"
    assert verdict(starter(), "G5.6-01") == "not-applicable"


def test_no_loan_when_nhg_rests_on_a_let_home_that_stays() -> None:
    let = changed(changed(movers(), f"{HOME}.rented_out", True), f"{HOME}.mortgage.nhg", True)
    assert verdict(changed(let, f"{HOME}.status", "niet-te-koop"), "G5.6-02") == "fail"
    assert verdict(let, "G5.6-02") == "pass"
    assert verdict(without(movers(), f"{HOME}.rented_out"), "G5.6-02") == "missing"


def test_a_home_that_stays_weighs_its_gross_burden_the_whole_term() -> None:
    document = without(changed(movers(), f"{HOME}.status", "niet-te-koop"), "lening.overbrugging")
    burdens = {entry.kind: str(entry.monthly) for entry in decided(document).figures.burdens or ()}
    assert burdens["andere-woning"] == "980.00"
    assert decided(document).figures.double_burden is None
    assert verdict(document, "G5.6-03") == "pass"


def test_a_let_home_needs_the_consent_of_its_lender() -> None:
    document = changed(movers(), f"{HOME}.rented_out", True)
    assert verdict(document, "G5.6-06") == "missing"
    consent = {"id": "d-huur", "type": "huurtoestemming", "subject_id": "w1", "review": "goedgekeurd"}
    document = changed(document, "documents[5]", consent)
    for given, found in ((True, "pass"), (False, "fail")):
        assert verdict(changed(document, f"{HOME}.rental_consent_of_lender", given), "G5.6-06") == found


def test_a_double_burden_the_income_does_not_bear_is_shown_in_full() -> None:
    """980.00 and 130,000 x 4.2 percent / 12 = 455.00, twelve months."""
    figures = decided(movers()).to_json()["figures"]
    assert figures["double_burden"]["total"] == "17220.00"
    assert verdict(movers(), "G5.6-07") == "missing"
    for shown, found in (("17219.99", "missing"), ("17220.00", "pass")):
        item = {"id": "e1", "kind": "spaargeld", "amount": shown, "proof": "bankafschrift"}
        assert verdict(changed(movers(), "own_funds.items", [item]), "G5.6-07") == found


def test_a_double_burden_the_income_bears_needs_no_own_funds() -> None:
    rich = changed(movers(), "applicants[0].incomes[0].ibl.toetsinkomen", "162000.00")
    assert verdict(rich, "G5.6-07") == "pass"
    assert decided(rich).to_json()["figures"]["own_funds"]["required"] == "0.00"


@pytest.mark.parametrize(
    ("transfer", "months"), [("2026-06-15", 0), ("2026-06-16", 1), ("2026-09-15", 3), ("2028-01-01", 12)]
)
def test_a_home_sold_for_certain_counts_until_it_passes(transfer: str, months: int) -> None:
    sale = {"ontbindende_voorwaarden_expired": True, "price": "410000.00", "transfer_on": transfer}
    document = changed(changed(movers(), f"{HOME}.status", "verkocht"), f"{HOME}.sale", sale)
    figure = decided(document).figures.double_burden
    assert figure is not None
    assert figure.months == months
    assert verdicts(decided(document), "G5.6-08")[0] in ("missing", "pass")
    assert verdict(document, "G5.6-07") == "not-applicable"


@pytest.mark.parametrize(
    ("delivered", "months", "rule"),
    [("2026-12-15", 12, "G5.6-07"), ("2026-12-16", 7, "G5.6-09"), ("2027-08-15", 14, "G5.6-09")],
)
def test_a_new_home_delivered_after_six_months_has_its_own_period(delivered: str, months: int, rule: str) -> None:
    document = changed(movers(), "onderpand.nieuwbouw.completion_on", delivered)
    figure = decided(document).figures.double_burden
    assert figure is not None
    assert figure.months == months
    assert verdict(document, rule) == "missing"


@pytest.mark.parametrize(("value", "loss"), [("220000.00", "0.00"), ("219999.99", "0.01"), ("230000.00", "0.00")])
def test_a_sale_below_the_mortgage_is_a_loss(value: str, loss: str) -> None:
    document = changed(movers(), f"{HOME}.value.amount", value)
    assert decided(document).to_json()["figures"]["sale_loss"] == loss


def test_parts_count_as_annuities_and_a_lower_burden_when_proven() -> None:
    part = {"outstanding": "220000.00", "rate": "2.000", "remaining_months": 240, "aflosvorm": "aflossingsvrij"}
    document = changed(without(movers(), "lening.overbrugging"), f"{HOME}.mortgage.parts", [part])
    assert decided(document).to_json()["figures"]["double_burden"]["monthly"] == "1112.94"
    proven = changed(document, f"{HOME}.mortgage.parts[0].actual_monthly", "366.67")
    assert decided(proven).to_json()["figures"]["double_burden"]["monthly"] == "366.67"
    declared = without(proven, f"{HOME}.mortgage.evidence")
    assert decided(declared).to_json()["figures"]["double_burden"]["monthly"] == "1112.94"


def test_what_the_bouwdepot_pays_is_no_double_burden() -> None:
    depot = {"amount": "20000.00", "kind": "nieuwbouw", "burdens_from_depot_monthly": "500.00"}
    document = changed(movers(), "lening.bouwdepot", depot)
    assert decided(document).to_json()["figures"]["double_burden"]["monthly"] == "935.00"
    assert verdict(document, "G5.7-02") == "pass"


RESTSCHULD = {"amount": "10000.00", "from_box_1_loan": True, "own_funds_available": "9999.99"}


@pytest.mark.parametrize(
    ("facts", "rule", "found"),
    [
        ({}, "G5.3-10", "pass"),
        ({"from_box_1_loan": False}, "G5.3-10", "fail"),
        ({}, "G5.3-11", "pass"),
        ({}, "G5.3-12", "pass"),
        ({"own_funds_available": "10000.00"}, "G5.3-12", "fail"),
    ],
)
def test_a_residual_debt_under_its_conditions(facts: Json, rule: str, found: str) -> None:
    assert verdict(changed(self_employed(), "lening.restschuld", {**RESTSCHULD, **facts}), rule) == found


@pytest.mark.parametrize(("loan", "found"), [("300000.00", "pass"), ("300000.01", "fail")])
def test_a_residual_debt_keeps_the_loan_within_the_value(loan: str, found: str) -> None:
    document = changed(changed(self_employed(), "lening.restschuld", RESTSCHULD), "lening.leningdelen[0].amount", loan)
    assert verdict(document, "G5.3-11") == found


def test_burdens_come_off_the_allowed_burden() -> None:
    moment = decided(self_employed()).to_json()["figures"]["toetsmomenten"][0]
    assert moment["deducted_annual"] == "3480.00"
    assert Decimal(moment["allowed_annual"]) - Decimal(moment["available_annual"]) == Decimal("3480.00")
    assert verdict(self_employed(), "G2.6-04") == "pass"
