"""gids 1, 2.7 to 2.11, 2.13: terms, periods, payment, bridging and increases."""

from decimal import Decimal

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, movers, starter, verdict, verdicts, without

YEARS = "lening.leningdelen[0].rentevastperiode_years"
MONTHS = "lening.leningdelen[0].term_months"
BRIDGE = "lening.overbrugging"
HOME = "other_properties[0]"


@pytest.mark.parametrize(("months", "found"), [(11, "fail"), (12, "pass"), (13, "pass"), (360, "pass"), (361, "fail")])
def test_a_leningdeel_runs_1_to_30_years(months: int, found: str) -> None:
    assert verdict(changed(starter(), MONTHS, months), "G2.7-01") == found


@pytest.mark.parametrize(("years", "found"), [(1, "pass"), (5, "pass"), (7, "fail"), (30, "pass"), (25, "fail")])
def test_only_the_periods_on_offer(years: int, found: str) -> None:
    assert verdict(changed(starter(), YEARS, years), "G1-20") == found


@pytest.mark.parametrize(
    ("years", "months", "found"), [(10, 120, "pass"), (10, 119, "fail"), (10, 121, "pass"), (1, 6, "pass")]
)
def test_a_period_fits_in_the_term_except_the_shortest(years: int, months: int, found: str) -> None:
    assert verdict(changed(changed(starter(), YEARS, years), MONTHS, months), "G2.7-03") == found


@pytest.mark.parametrize(
    ("path", "rule"),
    [(MONTHS, "G2.7-01"), (YEARS, "G1-20"), (YEARS, "G2.7-03"), ("lening.leningdelen[0].aflosvorm", "G2.8-02")],
)
def test_what_is_not_known_of_a_leningdeel_is_missing(path: str, rule: str) -> None:
    assert verdict(without(starter(), path), rule) == "missing"


@pytest.mark.parametrize(
    ("account", "found"),
    [
        ({"sepa": True, "holder_ids": ["p1"]}, "pass"),
        ({"sepa": False, "holder_ids": ["p1"]}, "fail"),
        ({"sepa": True, "holder_ids": ["p9"]}, "fail"),
        ({"sepa": True, "holder_ids": []}, "fail"),
        ({"sepa": True}, "missing"),
    ],
)
def test_collection_is_from_a_sepa_account_of_the_borrower(account: Json, found: str) -> None:
    document = changed(starter(), "payment.accounts", [{"iban": "NL91ABNA0417164300", **account}])
    assert verdict(document, "G2.10-01") == found


def test_a_wrong_account_can_be_put_right() -> None:
    document = changed(starter(), "payment.accounts[0].sepa", False)
    decision = decided(document)
    (finding,) = [finding for finding in decision.findings if finding.rule_id == "G2.10-01"]
    assert finding.curable
    assert decision.outcome.value == "incomplete"


def test_collection_is_from_one_account() -> None:
    second = {"iban": "NL02RABO0123456789", "sepa": True, "holder_ids": ["p1"]}
    assert verdict(starter(), "G2.10-03") == "pass"
    assert verdict(changed(starter(), "payment.accounts[1]", second), "G2.10-03") == "fail"
    assert verdict(without(starter(), "payment"), "G2.10-03") == "missing"


@pytest.mark.parametrize(("months", "found"), [(29, "pass"), (30, "pass"), (31, "fail")])
def test_a_bridging_loan_runs_at_most_30_months(months: int, found: str) -> None:
    document = changed(movers(), f"{BRIDGE}.term_months", months)
    assert (verdict(document, "G2.7-02"), verdict(document, "G2.11-03")) == (found, found)


def test_a_bridging_loan_has_one_rate() -> None:
    assert verdict(changed(movers(), f"{BRIDGE}.rate_fixed_whole_term", False), "G2.11-03") == "fail"


@pytest.mark.parametrize(("amount", "found"), [("180999.99", "pass"), ("181000.00", "pass"), ("181000.01", "fail")])
def test_an_unsold_home_bridges_98_percent_of_its_value_minus_the_mortgage(amount: str, found: str) -> None:
    """0.98 x 400,000 - 220,000, and 90 percent of a KEW of 10,000."""
    assert verdict(changed(movers(), f"{BRIDGE}.amount", amount), "G2.11-06") == found


def sold(price: str) -> Json:
    sale = {"agreement_signed_on": "2026-03-25", "price": price, "transfer_on": "2026-08-01"}
    return changed(changed(movers(), f"{HOME}.status", "verkocht"), f"{HOME}.sale", sale)


@pytest.mark.parametrize(("amount", "found"), [("161400.00", "pass"), ("161400.01", "fail")])
def test_a_sold_home_bridges_98_percent_of_the_price(amount: str, found: str) -> None:
    """0.98 x 380,000 - 220,000 = 152,400, and 9,000."""
    document = changed(sold("380000.00"), f"{BRIDGE}.amount", amount)
    assert verdict(document, "G2.11-04") == found
    assert verdict(document, "G2.11-06") == "not-applicable"


def test_a_sold_home_needs_the_agreement_signed_by_all() -> None:
    document = sold("380000.00")
    assert verdict(document, "G2.11-05") == "missing"
    agreement = {"id": "d-vk", "type": "verkoopovereenkomst", "subject_id": "w1", "review": "goedgekeurd"}
    supplied = changed(document, "documents[5]", agreement)
    assert verdict(supplied, "G2.11-05") == "missing"
    assert verdict(changed(supplied, "documents[5].signed_by_all_parties", True), "G2.11-05") == "pass"


@pytest.mark.parametrize(
    ("kind", "counted"), [("sew", "10000.00"), ("kew", "9000.00"), ("bew", "9000.00"), ("levensverzekering", "9000.00")]
)
def test_a_policy_counts_by_its_kind(kind: str, counted: str) -> None:
    document = changed(movers(), f"{HOME}.policies[0].kind", kind)
    assert decided(document).to_json()["figures"]["overbrugging"]["policy_value_counted"] == counted
    assert verdict(document, "G2.11-13" if kind == "sew" else "G2.11-14") == "pass"


def test_a_policy_that_is_not_pledged_does_not_count() -> None:
    document = changed(movers(), f"{HOME}.policies[0].pledged_to_lender", False)
    assert decided(document).to_json()["figures"]["overbrugging"]["maximum"] == "172000.00"


@pytest.mark.parametrize(("stated_on", "found"), [("2026-02-19", "missing"), ("2026-02-20", "pass")])
def test_a_surrender_value_is_at_most_a_month_old_at_the_application(stated_on: str, found: str) -> None:
    document = changed(movers(), f"{HOME}.policies[0].statement_on", stated_on)
    assert verdict(changed(document, "documents[4].dated", stated_on), "G2.11-12") == found


def test_at_the_offer_the_surrender_value_is_measured_again() -> None:
    assert verdict(at_phase(movers(), "hypotheekaanbod", "2026-04-15"), "G2.11-12") == "pass"
    assert verdict(at_phase(movers(), "hypotheekaanbod", "2026-04-16"), "G2.11-12") == "missing"


@pytest.mark.parametrize(("amount", "found"), [("140000.00", "pass"), ("140000.01", "missing")])
def test_above_90_percent_of_the_old_home_a_desktop_valuation_is_not_enough(amount: str, found: str) -> None:
    """(140,000 + 220,000) / 400,000 = 90 percent exactly."""
    document = changed(movers(), f"{BRIDGE}.amount", amount)
    assert verdict(document, "G2.11-07") == found
    asked = {entry.type for entry in decided(document).required_documents if "G2.11-07" in entry.rule_ids}
    assert asked == ({"taxatierapport-desktop"} if found == "pass" else {"taxatierapport"})


def test_a_full_report_must_be_validated() -> None:
    document = changed(movers(), f"{BRIDGE}.amount", "150000.00")
    document = changed(document, "documents[2].type", "taxatierapport")
    assert verdict(document, "G2.11-07") == "missing"
    assert verdict(changed(document, f"{HOME}.value.nwwi_validated", True), "G2.11-07") == "pass"


@pytest.mark.parametrize(("as_of", "found"), [("2026-09-18", "pass"), ("2026-09-19", "missing")])
def test_the_valuation_of_the_old_home_is_at_most_six_months_old_at_the_offer(as_of: str, found: str) -> None:
    assert verdict(at_phase(movers(), "hypotheekaanbod", as_of), "G2.11-08") == found


@pytest.mark.parametrize(("amount", "found"), [("569999.99", "fail"), ("570000.00", "pass")])
def test_the_registration_covers_loan_and_bridging(amount: str, found: str) -> None:
    assert verdict(changed(movers(), "lening.inschrijving_amount", amount), "G2.11-02") == found


def test_both_mortgage_rights_are_given() -> None:
    assert verdict(movers(), "G2.11-01") == "pass"
    assert verdict(changed(movers(), f"{BRIDGE}.second_mortgage_on_old_home", False), "G2.11-01") == "fail"
    assert verdict(without(movers(), f"{BRIDGE}.first_mortgage_on_new_home"), "G2.11-01") == "missing"


def test_a_balance_statement_of_another_home_does_not_count() -> None:
    assert verdict(movers(), "G2.11-09") == "pass"
    assert verdict(changed(movers(), "documents[3].subject_id", "v1"), "G2.11-09") == "missing"
    assert verdict(changed(movers(), "documents[3].review", "afgekeurd"), "G2.11-09") == "missing"


def test_without_bridging_no_bridging_rule_bears() -> None:
    decision = decided(without(movers(), BRIDGE))
    for rule in ("G2.7-02", "G2.11-01", "G2.11-02", "G2.11-03", "G2.11-04", "G2.11-06", "G2.11-07", "G2.11-09"):
        assert verdicts(decision, rule) == ["not-applicable"]
    assert decision.figures.overbrugging is None


def increase() -> Json:
    document = changed(starter(), "application.request_type", "onderhandse-verhoging")
    running = {"contract_id": "NEO-1", "outstanding": "10000.00", "arrears": False, "risicoklasse": "nhg"}
    return changed(document, "existing_loan", running)


def test_an_increase_is_for_a_running_neo_loan_without_arrears() -> None:
    assert (verdict(increase(), "G2.13-01"), verdict(increase(), "G2.13-02")) == ("pass", "pass")
    assert verdict(changed(increase(), "existing_loan.arrears", True), "G2.13-02") == "fail"
    assert verdict(without(increase(), "existing_loan.arrears"), "G2.13-02") == "missing"
    unknown = without(increase(), "existing_loan.contract_id")
    assert verdict(unknown, "G2.13-01") == "fail"
    assert verdict(changed(unknown, "application.existing_neo_customer", True), "G2.13-01") == "missing"
    assert verdict(starter(), "G2.13-01") == "not-applicable"


@pytest.mark.parametrize(("months", "found"), [(360, "pass"), (361, "fail")])
def test_an_increase_runs_at_most_30_years(months: int, found: str) -> None:
    assert verdict(changed(increase(), MONTHS, months), "G2.13-05") == found


def test_an_increase_can_move_the_risicoklasse() -> None:
    document = changed(increase(), "application.nhg", False)
    document = changed(document, "existing_loan.risicoklasse", "80-90")
    assert verdict(document, "G2.13-04") == "pass"
    assert decided(document).figures.risicoklasse == "90-100"
    assert verdict(without(document, "existing_loan.risicoklasse"), "G2.13-04") == "missing"
    assert decided(document).figures.ltv == Decimal(190_000) / 205_000 * 100
