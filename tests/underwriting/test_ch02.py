"""gids 2: what a table cannot say: which paper is asked for, which fact is lacking."""

from decimal import Decimal

import pytest

from tests.underwriting.builders import changed, decided, movers, starter, verdicts, without

PART = "lening.leningdelen[0]"


@pytest.mark.parametrize(
    ("amount", "asked"), [("140000.00", "taxatierapport-desktop"), ("140000.01", "taxatierapport")]
)
def test_the_report_of_the_old_home_is_the_one_its_ltv_asks_for(amount: str, asked: str) -> None:
    """(140,000 + 220,000) / 400,000 = 90 percent exactly."""
    decision = decided(changed(movers(), "lening.overbrugging.amount", amount))
    assert {entry.type for entry in decision.required_documents if "G2.11-07" in entry.rule_ids} == {asked}


def test_a_wrong_account_makes_the_application_incomplete_not_rejected() -> None:
    assert decided(changed(starter(), "payment.accounts[0].sepa", False)).outcome.value == "incomplete"


@pytest.mark.parametrize("path", [f"{PART}.rate", f"{PART}.rentevastperiode_years", f"{PART}.term_months"])
def test_what_the_income_test_lacks_is_named_once_and_only_that(path: str) -> None:
    decision = decided(without(movers(), path))
    for rule in ("G2.6-01", "G2.6-02", "G2.6-06", "G2.6-07"):
        lacking = {name for entry in decision.findings if entry.rule_id == rule for name in entry.missing}
        assert lacking == {path}


def test_a_bridging_loan_is_no_part_of_the_ltv() -> None:
    bridged = changed(movers(), "lening.overbrugging.amount", "900000.00")
    assert decided(bridged).figures.ltv == decided(movers()).figures.ltv == Decimal(440_000) / 560_000 * 100


def test_without_bridging_no_bridging_rule_bears() -> None:
    decision = decided(without(movers(), "lening.overbrugging"))
    assert decision.figures.overbrugging is None
    for number in ("01", "02", "03", "04", "05", "06", "07", "09", "11", "12", "13", "14"):
        assert verdicts(decision, f"G2.11-{number}") == ["not-applicable"]
