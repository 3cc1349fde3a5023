"""gids 9 and 11: fraud, registers, chains of sales; registration and tax in the Netherlands."""

import pytest

from tests.underwriting.builders import Json, changed, decided, starter, verdict, verdicts, without

SIGNAL = {"kind": "misleiding", "status": "vermoeden"}


@pytest.mark.parametrize(
    ("fraud", "trusted", "signals"),
    [
        ({}, "pass", ["not-applicable"]),
        ({"distrust": False}, "pass", ["not-applicable"]),
        ({"distrust": True}, "fail", ["not-applicable"]),
        ({"signals": [SIGNAL]}, "pass", ["refer"]),
        ({"signals": [SIGNAL, {**SIGNAL, "status": "bevestigd"}]}, "fail", ["refer", "refer"]),
    ],
)
def test_an_application_is_trusted(fraud: Json, trusted: str, signals: list[str]) -> None:
    decision = decided(changed(starter(), "fraud", fraud))
    assert (verdicts(decision, "G9-01"), verdicts(decision, "G9-05")) == ([trusted], signals)


def test_the_ground_stays_confidential() -> None:
    document = changed(starter(), "fraud", {"distrust": True, "signals": [SIGNAL]})
    document = changed(document, "applicants[0].registers.sfh.registered", True)
    found = [entry for entry in decided(document).findings if entry.rule_id in ("G9-01", "G9-05", "G9.1-02")]
    assert len(found) == 3
    assert all(entry.confidential for entry in found)
    assert verdict(starter(), "G9-01") == "pass"


def test_every_applicant_is_checked_at_sfh() -> None:
    assert (verdict(starter(), "G9.1-01"), verdict(starter(), "G9.1-02")) == ("pass", "pass")
    registered = changed(starter(), "applicants[0].registers.sfh.registered", True)
    assert (verdict(registered, "G9.1-01"), verdict(registered, "G9.1-02")) == ("pass", "fail")
    unknown = without(starter(), "applicants[0].registers.sfh.registered")
    assert (verdict(unknown, "G9.1-01"), verdict(unknown, "G9.1-02")) == ("pass", "missing")
    unchecked = without(starter(), "applicants[0].registers.sfh")
    assert (verdict(unchecked, "G9.1-01"), verdict(unchecked, "G9.1-02")) == ("missing", "missing")


def chain(**facts: object) -> Json:
    """The starter buys from somebody who bought recently; the application is of 26 February 2026."""
    return changed(starter(), "onderpand.transaction_chain", facts)


@pytest.mark.parametrize(
    ("acquired_on", "found"), [("2025-08-25", "pass"), ("2025-08-26", "refer"), ("2025-08-27", "refer")]
)
def test_a_quick_resale_may_be_a_chain(acquired_on: str, found: str) -> None:
    document = chain(seller_acquired_on=acquired_on, kind="geen")
    assert verdict(document, "G9.2-01") == found
    approved = changed(document, "onderpand.transaction_chain.compliance_approved_on", "2026-03-30")
    assert verdict(approved, "G9.2-01") == "pass"
    assert (verdict(document, "G9.2-06") == "not-applicable") is (found == "pass")


@pytest.mark.parametrize(
    ("approved_on", "found"), [(None, "refer"), ("2026-03-29", "pass"), ("2026-03-30", "pass"), ("2026-03-31", "refer")]
)
def test_compliance_approves_a_chain(approved_on: str | None, found: str) -> None:
    facts = {"kind": "abc", **({"compliance_approved_on": approved_on} if approved_on else {})}
    assert verdict(chain(**facts), "G9.2-07") == found


@pytest.mark.parametrize(("kind", "found"), [("geen", "pass"), ("abc", "pass"), ("aba", "fail")])
def test_an_aba_chain_is_refused(kind: str, found: str) -> None:
    assert verdict(chain(kind=kind), "G9.2-08") == found


def test_without_a_chain_nothing_is_asked() -> None:
    for number in range(1, 9):
        assert verdict(starter(), f"G9.2-0{number}") == "not-applicable"
    for number in range(2, 8):
        assert verdict(chain(kind="geen"), f"G9.2-0{number}") == "not-applicable"


def reported(**facts: object) -> Json:
    """A chain with all its papers."""
    document = chain(kind="abc", information_provided=True)
    document = changed(document, "documents[1].type", "taxatierapport")
    document = changed(document, "documents[3]", {"id": "d-abc", "type": "abc-onderbouwing", "review": "goedgekeurd"})
    stated = {
        "kind": "standaard",
        "value_increase_explained": True,
        "valuer_independent_of_chain": True,
        "transaction_at_market_terms": True,
        **facts,
    }
    for name, value in stated.items():
        document = changed(document, f"onderpand.valuations[0].{name}", value)
    return document


def test_everything_about_a_chain() -> None:
    path = "onderpand.transaction_chain.information_provided"
    assert verdict(reported(), "G9.2-02") == "pass"
    assert verdict(without(reported(), path), "G9.2-02") == "missing"
    assert verdict(changed(reported(), path, False), "G9.2-02") == "missing"
    bare = without(reported(), "documents[3]")
    assert (verdict(bare, "G9.2-02"), verdict(bare, "G9.2-03")) == ("missing", "missing")


@pytest.mark.parametrize(
    ("name", "rule", "adverse"),
    [
        ("value_increase_explained", "G9.2-03", ["missing"]),
        ("valuer_independent_of_chain", "G9.2-04", ["missing", "pass"]),
        ("transaction_at_market_terms", "G9.2-04", ["pass", "refer"]),
        ("free_of_rent_and_use", "G9.2-05", ["missing"]),
    ],
)
def test_what_the_report_says_of_a_chain(name: str, rule: str, adverse: list[str]) -> None:
    assert set(verdicts(decided(reported()), rule)) == {"pass"}
    assert verdicts(decided(reported(**{name: False})), rule) == adverse
    assert "missing" in verdicts(decided(without(reported(), f"onderpand.valuations[0].{name}")), rule)


def test_a_chain_has_no_desktop_report() -> None:
    assert verdict(reported(), "G9.2-06") == "pass"
    assert verdict(chain(kind="abc"), "G9.2-06") == "missing"


@pytest.mark.parametrize(("conflict", "found"), [(True, "refer"), (False, "pass")])
def test_a_conflict_of_interest_is_for_a_person(conflict: bool, found: str) -> None:
    assert verdict(changed(starter(), "fraud", {"conflict_of_interest": conflict}), "G9.3-01") == found
    assert verdict(starter(), "G9.3-01") == "not-applicable"


def resident(since: str, needed: bool | None, nationality: str = "NL") -> Json:
    document = changed(starter(), "applicants[0].nl_residence.registered_since", since)
    document = changed(without(document, "applicants[0].income_needed"), "applicants[0].nationalities", [nationality])
    return document if needed is None else changed(document, "applicants[0].income_needed", needed)


@pytest.mark.parametrize(
    ("since", "needed", "nationality", "found"),
    [
        ("2025-02-25", True, "NL", "pass"),
        ("2025-02-26", True, "BE", "pass"),
        ("2025-02-27", True, "NL", "fail"),
        ("2025-02-27", None, "NL", "missing"),
        ("2025-02-27", False, "NL", "pass"),
        ("2025-02-27", False, "BE", "refer"),
        ("2026-01-26", False, "NL", "pass"),
        ("2026-01-26", False, "BE", "refer"),
        ("2026-01-27", False, "NL", "fail"),
        ("2026-01-27", False, "BE", "fail"),
        ("2026-01-27", None, "NL", "fail"),
    ],
)
def test_registered_in_the_netherlands(since: str, needed: bool | None, nationality: str, found: str) -> None:
    assert verdict(resident(since, needed, nationality), "G11-02") == found


def test_registration_and_nationality_are_known() -> None:
    assert verdict(without(starter(), "applicants[0].nl_residence"), "G11-02") == "missing"
    assert verdict(without(resident("2025-06-01", False), "applicants[0].nationalities"), "G11-02") == "missing"


@pytest.mark.parametrize(("liable", "found"), [(True, "pass"), (False, "fail")])
def test_taxed_in_the_netherlands(liable: bool, found: str) -> None:
    assert verdict(changed(starter(), "applicants[0].tax.liable_in_nl", liable), "G11-03") == found
    assert verdict(without(starter(), "applicants[0].tax"), "G11-03") == "missing"
