"""gids 5: registers, debts, student loans, alimony and other homes."""

from decimal import Decimal

import pytest

from tests.underwriting.builders import (
    Json,
    at_phase,
    changed,
    decided,
    movers,
    self_employed,
    starter,
    verdict,
    verdicts,
    without,
)

REGISTRATIONS = "applicants[0].registers.bkr.registrations"
HOME = "other_properties[0]"


def registered(credit_type: str, codes: list[Json], **more: str) -> Json:
    """The starter, who applied on 26 February 2026, with one registration."""
    return changed(starter(), REGISTRATIONS, [{"id": "k1", "credit_type": credit_type, "codes": codes, **more}])


def arrears(recovered_on: str | None = None) -> list[Json]:
    codes: list[Json] = [{"code": "A", "on": "2024-01-10"}]
    return codes if recovered_on is None else [*codes, {"code": "H", "on": recovered_on}]


@pytest.mark.parametrize("credit_type", ["RK", "AK", "RO", "ZK", "ZO"])
@pytest.mark.parametrize(("on", "found"), [("2025-02-25", "pass"), ("2025-02-26", "fail"), ("2025-02-27", "fail")])
def test_recovered_arrears_lie_more_than_a_year_back(credit_type: str, on: str, found: str) -> None:
    document = registered(credit_type, arrears(on))
    assert verdict(document, "G5.2-02") == found
    assert verdict(document, "G5.2-01") == "pass"


@pytest.mark.parametrize(
    ("repaid_on", "found", "exception"),
    [
        (None, "fail", "not-applicable"),
        ("2025-02-25", "pass", "pass"),
        ("2025-02-26", "fail", "not-applicable"),
    ],
)
def test_open_arrears_are_refused_unless_the_credit_was_repaid_over_a_year_ago(
    repaid_on: str | None, found: str, exception: str
) -> None:
    document = registered("AK", arrears(), **({"fully_repaid_on": repaid_on} if repaid_on else {}))
    assert (verdict(document, "G5.2-01"), verdict(document, "G5.2-03")) == (found, exception)


def test_new_arrears_after_a_recovery_are_open_again() -> None:
    codes = [*arrears("2024-06-01"), {"code": "A", "on": "2025-12-01"}]
    assert verdict(registered("AK", codes), "G5.2-01") == "fail"


@pytest.mark.parametrize(
    ("credit_type", "rule"),
    [("SH", "G5.2-04"), ("SK", "G5.2-05"), ("RH", "G5.2-06"), ("RN", "G5.2-07"), ("HY", "G5.2-08")],
)
def test_five_types_are_refused_whatever_became_of_them(credit_type: str, rule: str) -> None:
    repaid = registered(credit_type, [], fully_repaid_on="2020-01-01")
    assert verdict(repaid, rule) == "fail"
    assert verdict(starter(), rule) == "not-applicable"


def test_another_credit_is_accepted_without_any_code_only() -> None:
    assert verdict(registered("overig", []), "G5.2-09") == "pass"
    assert verdict(registered("overig", arrears("2023-01-01")), "G5.2-09") == "fail"
    assert verdict(registered("AK", arrears("2023-01-01")), "G5.2-09") == "not-applicable"


def test_a_schuldregeling_is_refused_by_its_old_code() -> None:
    assert verdict(registered("overig", [{"code": "SR"}]), "G11-08") == "fail"
    assert verdict(registered("SH", [], credit_type_code="SR"), "G11-08") == "fail"
    assert verdict(starter(), "G11-08") == "not-applicable"


@pytest.mark.parametrize(("nhg", "found"), [(True, "fail"), (False, "refer")])
def test_a_code_the_guide_does_not_name_is_for_a_person_or_refused_by_nhg(nhg: bool, found: str) -> None:
    document = changed(registered("AK", [{"code": "2", "on": "2024-01-01"}]), "application.nhg", nhg)
    assert verdict(document, "G5.2-01") == found


def test_a_recovery_without_a_date_is_missing() -> None:
    assert verdict(registered("AK", [{"code": "A"}, {"code": "H"}]), "G5.2-02") == "missing"


@pytest.mark.parametrize("path", ["applicants[0].registers.bkr", REGISTRATIONS])
def test_without_a_bkr_check_nothing_is_accepted(path: str) -> None:
    decision = decided(without(starter(), path))
    assert (verdicts(decision, "G5.1-01"), verdicts(decision, "G5.2-01")) == (["missing"], ["missing"])


def foreign(**register: object) -> Json:
    document = changed(starter(), "applicants[0].nationalities", ["BE"])
    return changed(document, "applicants[0].registers.foreign_credit_register", {"country": "BE", **register})


@pytest.mark.parametrize(
    ("register", "through_bkr", "extract"),
    [
        ({}, "missing", "not-applicable"),
        ({"exchange_with_bkr": True}, "missing", "not-applicable"),
        ({"exchange_with_bkr": True, "checked_on": "2026-02-27", "clean": True}, "pass", "not-applicable"),
        ({"exchange_with_bkr": True, "checked_on": "2026-02-27", "clean": False}, "refer", "not-applicable"),
        ({"exchange_with_bkr": False}, "not-applicable", "missing"),
        ({"exchange_with_bkr": False, "register_exists": False}, "not-applicable", "not-applicable"),
        ({"exchange_with_bkr": False, "register_exists": True, "clean": True}, "not-applicable", "missing"),
    ],
)
def test_the_register_of_another_country(register: Json, through_bkr: str, extract: str) -> None:
    document = foreign(**register)
    assert (verdict(document, "G5.1-02"), verdict(document, "G5.1-03")) == (through_bkr, extract)


@pytest.mark.parametrize(("clean", "found"), [(True, "pass"), (False, "refer")])
def test_an_extract_that_is_not_clean_is_for_a_person(clean: bool, found: str) -> None:
    document = foreign(exchange_with_bkr=False, register_exists=True, clean=clean)
    extract = {"id": "d-bk", "type": "buitenlands-kredietregister", "applicant_id": "p1", "review": "goedgekeurd"}
    assert verdict(changed(document, "documents[3]", extract), "G5.1-03") == found


def credit(**facts: object) -> Json:
    """The starter with one credit."""
    return changed(starter(), "obligations", [{"id": "o1", "kind": "krediet", "applicant_ids": ["p1"], **facts}])


def burden(document: Json) -> tuple[str, str] | None:
    burdens = decided(document).to_json()["figures"]["burdens"]
    return (burdens[0]["monthly"], burdens[0]["method"]) if burdens else None


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({"limit": "5000.00", "actual_monthly": "99.99"}, ("100.00", "twee-procent")),
        ({"limit": "5000.00", "actual_monthly": "100.00"}, ("100.00", "twee-procent")),
        ({"limit": "5000.00", "actual_monthly": "100.01"}, ("100.01", "werkelijke-last")),
        ({"original_principal": "9000.00", "actual_monthly": "150.00"}, ("180.00", "twee-procent")),
        ({"limit": "1000.00", "original_principal": "9000.00", "actual_monthly": "1.00"}, ("20.00", "twee-procent")),
    ],
)
def test_a_credit_counts_for_two_percent_or_more(facts: Json, counted: tuple[str, str]) -> None:
    document = credit(credit_kind="doorlopend-krediet", **facts)
    assert burden(document) == counted
    assert verdict(document, "G5.1-04") == "pass"


def test_only_a_registration_as_ak_lets_the_actual_burden_count() -> None:
    document = self_employed()
    assert [entry["monthly"] for entry in decided(document).to_json()["figures"]["burdens"]] == ["190.00", "100.00"]
    other = changed(document, f"{REGISTRATIONS}[0].credit_type", "RK")
    assert decided(other).to_json()["figures"]["burdens"][0]["monthly"] == "190.00"
    lower = changed(other, "obligations[0].actual_monthly", "120.00")
    assert decided(lower).to_json()["figures"]["burdens"][0]["monthly"] == "180.00"
    assert verdicts(decided(document), "G5.1-06") == ["pass"]


def test_what_is_not_known_of_a_credit_is_missing() -> None:
    assert verdict(credit(credit_kind="creditcard"), "G5.1-04") == "missing"
    assert verdict(credit(limit="1000.00", actual_monthly="20.00"), "G5.1-05") == "missing"


def test_business_credit_counts_unless_the_income_statement_holds_it() -> None:
    business = {"id": "o3", "kind": "krediet", "applicant_ids": ["p1"], "credit_kind": "zakelijk-krediet"}
    document = changed(self_employed(), "obligations[2]", {**business, "actual_monthly": "400.00"})
    assert verdict(document, "G5.1-07") == "pass"
    assert len(decided(document).figures.burdens or ()) == 2
    incomplete = changed(document, "applicants[0].incomes[0].ikv.complete", False)
    assert [str(entry.monthly) for entry in decided(incomplete).figures.burdens or ()][2] == "400.00"
    assert verdict(without(incomplete, "obligations[2].actual_monthly"), "G5.1-07") == "missing"


@pytest.mark.parametrize(
    ("phase", "facts", "counts"),
    [
        ("dossier", {"to_be_repaid_before_offer": True}, False),
        ("dossier", {"to_be_repaid_before_offer": False}, True),
        ("hypotheekaanbod", {"to_be_repaid_before_offer": True}, True),
        ("hypotheekaanbod", {"repaid_on": "2026-03-30", "repaid_from": "eigen-middelen"}, False),
        ("hypotheekaanbod", {"repaid_on": "2026-03-31", "repaid_from": "eigen-middelen"}, True),
        ("hypotheekaanbod", {"repaid_on": "2026-03-30", "repaid_from": "andere-financiering"}, True),
    ],
)
def test_a_credit_repaid_before_the_offer_is_left_out(phase: str, facts: Json, counts: bool) -> None:
    document = at_phase(credit(credit_kind="creditcard", limit="5000.00", actual_monthly="50.00", **facts), phase)
    assert (burden(document) is not None) is counts


def test_a_repayment_is_proven_from_the_dossier_on() -> None:
    facts = {"credit_kind": "creditcard", "limit": "5000.00", "actual_monthly": "50.00"}
    document = credit(**facts, to_be_repaid_before_offer=True)
    assert verdict(at_phase(document, "dossier"), "G5.3-03") == "missing"
    assert verdict(at_phase(document, "aanvraag"), "G5.3-03") == "deferred"


def private(**facts: object) -> Json:
    loan = {"id": "o1", "kind": "lening-derden", "applicant_ids": ["p1"], "original_principal": "30000.00"}
    return changed(starter(), "obligations", [{**loan, **facts}])


FISCAL = {"purpose": "eigen-woning", "fiscally_compliant": True, "rate": "4.000", "original_term_months": 360}
GIFT = {
    "frequency": "jaarlijks",
    "whole_term": True,
    "agreement_final": True,
    "mortgage_security_on_onderpand": False,
    "claimable": "alleen-faillissement-of-surseance",
}


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({"purpose": "anders"}, ("600.00", "twee-procent")),
        ({"purpose": "eigen-woning", "fiscally_compliant": False}, ("600.00", "twee-procent")),
        (FISCAL, ("143.22", "annuiteit")),
        ({**FISCAL, "actual_monthly": "143.23"}, ("143.23", "werkelijke-last")),
        ({**FISCAL, "gift": GIFT}, ("0.00", "schenking-buiten-beschouwing")),
        ({**FISCAL, "gift": {**GIFT, "frequency": "incidenteel"}}, ("143.22", "annuiteit")),
        ({**FISCAL, "gift": {**GIFT, "whole_term": False}}, ("143.22", "annuiteit")),
        ({**FISCAL, "gift": {**GIFT, "agreement_final": False}}, ("143.22", "annuiteit")),
        ({**FISCAL, "gift": {**GIFT, "mortgage_security_on_onderpand": True}}, ("143.22", "annuiteit")),
        ({**FISCAL, "gift": {**GIFT, "claimable": "ook-anders"}}, ("143.22", "annuiteit")),
        ({**FISCAL, "purpose": "anders", "gift": GIFT}, ("600.00", "twee-procent")),
    ],
)
def test_a_private_loan_by_its_terms(facts: Json, counted: tuple[str, str]) -> None:
    assert burden(private(**facts)) == counted


def test_a_gift_is_laid_down_in_an_agreement() -> None:
    document = private(**FISCAL, gift=GIFT)
    assert verdict(document, "G5.3-07") == "missing"
    agreement = {"id": "d-sch", "type": "schenkingsovereenkomst", "subject_id": "o1", "review": "goedgekeurd"}
    assert verdict(changed(document, "documents[3]", agreement), "G5.3-07") == "pass"


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ("frequency", "G5.3-06"),
        ("whole_term", "G5.3-06"),
        ("mortgage_security_on_onderpand", "G5.3-08"),
        ("claimable", "G5.3-09"),
    ],
)
def test_what_is_not_known_of_a_gift_is_missing(field: str, rule: str) -> None:
    gift = {name: value for name, value in GIFT.items() if name != field}
    assert verdict(private(**FISCAL, gift=gift), rule) == "missing"


STUDENT = "obligations[0]"


@pytest.mark.parametrize("status", ["nog-niet-verschuldigd", "aflosvrije-periode", "verlaagd-draagkracht"])
def test_an_instalment_that_says_nothing_becomes_an_annuity(status: str) -> None:
    """19,000 at 2.57 percent over 290 months is 88.02 a month; times 1.25."""
    document = changed(movers(), f"{STUDENT}.instalment_status", status)
    assert burden(document) == ("110.03", "annuiteit")
    assert (verdict(document, "G5.4-03"), verdict(document, "G5.4-02")) == ("pass", "not-applicable")


def test_a_regular_instalment_counts_as_it_is() -> None:
    assert burden(movers()) == ("93.75", "werkelijke-last")
    assert (verdict(movers(), "G5.4-02"), verdict(movers(), "G5.4-03")) == ("pass", "not-applicable")


def test_a_student_loan_beside_a_box_3_mortgage_is_not_grossed_up() -> None:
    document = changed(changed(movers(), "lening.leningdelen[0].box", 3), "lening.leningdelen[1].box", 3)
    assert burden(document) == ("75.00", "werkelijke-last")
    mixed = changed(document, "lening.leningdelen[0].box", 1)
    assert burden(mixed) == ("93.75", "werkelijke-last")


@pytest.mark.parametrize("path", ["monthly_instalment", "instalment_status"])
def test_what_is_not_known_of_a_student_loan_is_missing(path: str) -> None:
    assert verdict(without(movers(), f"{STUDENT}.{path}"), "G5.4-01") == "missing"


def test_alimony_payable_comes_off_the_income_of_who_pays() -> None:
    duty = {"id": "o2", "kind": "partneralimentatie", "applicant_ids": ["p2"], "annual_amount": "6000.00"}
    document = changed(movers(), "obligations[1]", duty)
    income = decided(document).to_json()["figures"]["toetsinkomen"]
    assert [entry["amount"] for entry in income["applicants"]] == ["62000.00", "42000.00"]
    assert income["joint"] == "104000.00"
    assert verdict(document, "G5.5-01") == "pass"


def test_alimony_that_has_ended_comes_off_nothing() -> None:
    duty = {"id": "o2", "kind": "partneralimentatie", "applicant_ids": ["p1"], "annual_amount": "6000.00"}
    for ends_on, joint in (("2026-03-30", "54000.00"), ("2026-03-29", "60000.00")):
        document = changed(starter(), "obligations", [{**duty, "ends_on": ends_on}])
        assert decided(document).to_json()["figures"]["toetsinkomen"]["joint"] == joint


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
