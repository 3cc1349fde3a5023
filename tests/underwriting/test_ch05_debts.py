"""gids 5.1, 5.3, 5.4, 5.5: credits, private loans, student loans and alimony."""

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
