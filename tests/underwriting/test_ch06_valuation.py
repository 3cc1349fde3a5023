"""gids 6.2 and 6.5: the valuation report, its age and what it says."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, movers, starter, verdict, verdicts, without

VALUATION = "onderpand.valuations[0]"


def loan(amount: str) -> Json:
    """The starter with another loan, on a home worth EUR 205,000."""
    return changed(starter(), "lening.leningdelen[0].amount", amount)


def asked(document: Json, *types: str) -> dict[str, str]:
    """The reports that are asked for, with their status."""
    wanted = types or ("taxatierapport", "taxatierapport-desktop", "bouwkundig-rapport")
    return {entry.type: entry.status for entry in decided(document).required_documents if entry.type in wanted}


def full_report(document: Json, **facts: object) -> Json:
    """The same with a validated report instead of the desktop report."""
    document = changed(document, "documents[1].type", "taxatierapport")
    stated = {"kind": "standaard", "nwwi_validated": True, "current_model": True, **facts}
    for name, value in stated.items():
        document = changed(document, f"{VALUATION}.{name}", value)
    return document


def nothing_supplied(document: Json) -> Json:
    return without(document, "documents[1]")


@pytest.mark.parametrize(
    ("amount", "desktop", "standard", "report"),
    [
        ("184499.99", "missing", "not-applicable", "taxatierapport-desktop"),
        ("184500.00", "missing", "not-applicable", "taxatierapport-desktop"),
        ("184500.01", "not-applicable", "missing", "taxatierapport"),
    ],
)
def test_a_desktop_report_up_to_90_percent(amount: str, desktop: str, standard: str, report: str) -> None:
    document = nothing_supplied(loan(amount))
    assert (verdict(document, "G6.2-01"), verdict(document, "G6.2-02")) == (desktop, standard)
    assert asked(document) == {report: "ontbreekt"}


def test_a_report_is_asked_for_at_the_renteaanbod() -> None:
    document = at_phase(nothing_supplied(starter()), "renteaanbod")
    assert verdict(document, "G6.2-01") == "deferred"
    assert asked(document) == {"taxatierapport-desktop": "ontbreekt"}
    assert asked(at_phase(document, "aanvraag")) == {}


def test_a_report_of_another_home_is_no_report_of_this_one() -> None:
    document = changed(starter(), "other_properties", [{"id": "w1", "role": "huidige-woning"}])
    assert asked(document) == {"taxatierapport-desktop": "aanwezig"}
    document = changed(document, "documents[1].subject_id", "w1")
    assert asked(document) == {"taxatierapport-desktop": "ontbreekt"}


def test_a_validated_report_will_always_do() -> None:
    document = full_report(starter())
    assert verdict(document, "G6.2-01") == "pass"
    assert asked(document) == {"taxatierapport": "aanwezig"}


def test_a_desktop_report_does_not_carry_more_than_90_percent() -> None:
    document = loan("190000.00")
    assert verdict(document, "G6.2-02") == "missing"
    assert verdict(full_report(document), "G6.2-02") == "pass"
    unread = changed(full_report(document), f"{VALUATION}.kind", "desktop")
    assert verdict(unread, "G6.2-02") == "missing"


def test_without_a_value_no_report_is_enough() -> None:
    document = without(starter(), "onderpand.valuations")
    assert (verdict(document, "G6.2-01"), verdict(document, "G6.2-02")) == ("missing", "missing")
    assert (verdict(document, "G6.2-04"), verdict(document, "G6.2-07")) == ("missing", "missing")


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("onderpand.erfpacht", {"bought_off": True}, "G6.2-13"),
        ("onderpand.type", "appartement", "G6.2-13"),
        ("onderpand.vve", {"split_into_apartment_rights": True}, "G6.2-13"),
        ("onderpand.works", {"financed": True, "renovation_cost": "5000.00"}, "G6.2-06"),
        ("onderpand.transaction_chain", {"kind": "abc"}, None),
        ("onderpand.transaction_chain", {"kind": "geen", "seller_acquired_on": "2025-08-26"}, None),
    ],
)
def test_some_homes_need_a_validated_report(path: str, value: object, rule: str | None) -> None:
    document = changed(starter(), path, value)
    assert verdict(document, "G6.2-01") == "not-applicable"
    if rule is not None:
        assert "missing" in verdicts(decided(document), rule)
        assert asked(document, "taxatierapport", "taxatierapport-desktop") == {"taxatierapport": "ontbreekt"}


def test_an_apartment_that_is_not_split_has_no_association() -> None:
    document = changed(starter(), "onderpand.type", "appartement")
    document = changed(document, "onderpand.vve", {"split_into_apartment_rights": False})
    assert (verdict(document, "G6.2-01"), verdict(document, "G6.2-13")) == ("pass", "not-applicable")


def test_a_renovation_comes_with_a_specification() -> None:
    works = {"financed": True, "renovation_cost": "5000.00"}
    document = full_report(changed(starter(), "onderpand.works", works))
    assert verdicts(decided(document), "G6.2-06") == ["pass", "missing"]
    specification = {"id": "d-spec", "type": "verbouwingsspecificatie", "review": "goedgekeurd"}
    assert verdicts(decided(changed(document, "documents[3]", specification)), "G6.2-06") == ["pass", "pass"]
    assert verdict(without(document, "onderpand.works.financed"), "G6.2-06") == "missing"
    paid_oneself = changed(document, "onderpand.works.financed", False)
    assert verdict(paid_oneself, "G6.2-06") == "not-applicable"


@pytest.mark.parametrize(
    ("valued_on", "found", "last"),
    [
        ("2025-09-29", "missing", "2026-03-29"),
        ("2025-09-30", "pass", "2026-03-31"),
        ("2025-10-01", "pass", "2026-04-01"),
        ("2026-02-28", "pass", "2026-08-31"),
    ],
)
def test_a_report_is_at_most_six_months_old_at_the_offer(valued_on: str, found: str, last: str) -> None:
    document = changed(starter(), f"{VALUATION}.valued_on", valued_on)
    assert verdict(document, "G6.2-04") == found
    assert [str(entry.on) for entry in decided(document).deadlines if entry.kind == "taxatie-geldig"] == [last]


def test_the_day_of_the_offer_counts_when_it_was_made() -> None:
    document = changed(starter(), f"{VALUATION}.valued_on", "2025-09-27")
    assert verdict(document, "G6.2-04") == "missing"
    offered = changed(document, "aanbod.hypotheekaanbod", {"issued_on": "2026-03-27"})
    assert verdict(offered, "G6.2-04") == "pass"


def test_the_valuation_date_decides() -> None:
    document = changed(starter(), f"{VALUATION}.report_on", "2025-01-01")
    assert (verdict(document, "G6.2-04"), verdict(document, "G6.2-05")) == ("pass", "pass")
    undated = without(starter(), f"{VALUATION}.valued_on")
    assert (verdict(undated, "G6.2-04"), verdict(undated, "G6.2-05")) == ("missing", "not-applicable")


@pytest.mark.parametrize(("state", "found"), [("goed", "pass"), ("redelijk", "pass"), ("matig", "missing")])
def test_the_state_of_the_home(state: str, found: str) -> None:
    assert verdict(changed(starter(), f"{VALUATION}.structural_state", state), "G6.2-07") == found
    assert verdict(without(starter(), f"{VALUATION}.structural_state"), "G6.2-07") == "missing"


def poor(*, cost: str = "20500.00", depot: str | None = None, specified: bool = True) -> Json:
    """A home worth EUR 205,000 in a poor state: 10 percent is EUR 20,500."""
    document = changed(starter(), f"{VALUATION}.structural_state", "slecht")
    document = changed(document, f"{VALUATION}.deferred_maintenance_cost", cost)
    document = changed(document, f"{VALUATION}.works_specified", specified)
    if depot is None:
        return document
    return changed(document, "lening.bouwdepot", {"amount": depot, "kind": "achterstallig-onderhoud"})


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (poor(depot="20500.00"), ("pass", "pass")),
        (poor(depot="20500.01"), ("pass", "pass")),
        (poor(depot="20499.99"), ("fail", "fail")),
        (poor(depot="20500.00", specified=False), ("fail", "fail")),
        (poor(), ("missing", "missing")),
    ],
)
def test_a_poor_state_is_mended_from_the_bouwdepot(document: Json, found: tuple[str, str]) -> None:
    assert (verdict(document, "G6.2-07"), verdict(document, "G6.2-09")) == found


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (poor(cost="20499.99"), "pass"),
        (poor(cost="20500.00"), "pass"),
        (poor(cost="20500.01"), "missing"),
        (poor(cost="20500.01", depot="20500.00"), "missing"),
        (poor(cost="20500.01", depot="20500.01"), "pass"),
        (without(poor(), f"{VALUATION}.deferred_maintenance_cost"), "missing"),
    ],
)
def test_a_survey_above_10_percent_repair_cost(document: Json, found: str) -> None:
    assert verdict(document, "G6.2-08") == found


def test_a_survey_that_is_there_will_do() -> None:
    survey = {"id": "d-bouw", "type": "bouwkundig-rapport", "review": "goedgekeurd"}
    assert verdict(changed(poor(cost="30000.00"), "documents[3]", survey), "G6.2-08") == "pass"
    assert verdict(starter(), "G6.2-08") == "not-applicable"


@pytest.mark.parametrize(("name", "rule"), [("current_model", "G6.2-10"), ("nwwi_validated", "G6.2-11")])
def test_what_makes_a_report_valid(name: str, rule: str) -> None:
    document = full_report(starter())
    assert verdict(document, rule) == "pass"
    assert verdict(changed(document, f"{VALUATION}.{name}", False), rule) == "missing"
    assert verdict(without(document, f"{VALUATION}.{name}"), rule) == "missing"
    assert verdict(starter(), rule) == "not-applicable"


def test_works_besides_a_desktop_report_go_through_deposit_or_box_3() -> None:
    works = {"financed": True, "energy_saving_cost": "5000.00"}
    document = changed(starter(), "onderpand.works", works)
    assert verdict(document, "G6.2-12") == "missing"
    assert verdict(changed(document, "lening.bouwdepot", {"amount": "5000.00"}), "G6.2-12") == "pass"
    assert verdict(changed(document, "lening.leningdelen[0].box", 3), "G6.2-12") == "pass"
    assert verdict(full_report(document), "G6.2-12") == "not-applicable"


@pytest.mark.parametrize("kind", ["woz", "modelmatig"])
def test_a_woz_or_model_value_carries_no_loan(kind: str) -> None:
    only = changed(nothing_supplied(starter()), f"{VALUATION}.kind", kind)
    assert verdict(only, "G6.5-01") == "missing"
    both = changed(starter(), "onderpand.valuations[1]", {"id": "v2", "kind": kind, "market_value": "300000.00"})
    assert verdict(both, "G6.5-01") == "pass"
    assert decided(both).figures.value_basis.valuation_id == "v1"  # type: ignore[union-attr]


def woz_home(valued_on: str | None, *, phase: str = "hypotheekaanbod") -> Json:
    document = changed(movers(), "other_properties[0].value", {"amount": "400000.00", "source": "woz"})
    if valued_on:
        document = changed(document, "other_properties[0].value.valued_on", valued_on)
    decision = {"id": "d-woz", "type": "woz-beschikking", "subject_id": "w1", "review": "goedgekeurd"}
    return at_phase(changed(document, "documents[5]", decision), phase)


@pytest.mark.parametrize(
    ("valued_on", "found"),
    [("2024-12-31", "missing"), ("2025-01-01", "pass"), ("2026-01-01", "pass"), (None, "missing")],
)
def test_a_woz_decision_is_of_last_year_or_later(valued_on: str | None, found: str) -> None:
    document = woz_home(valued_on)
    assert (verdict(document, "G6.5-02"), verdict(document, "G6.5-04")) == ("pass", found)


def test_a_woz_decision_is_supplied_or_comes_from_the_source() -> None:
    document = woz_home("2025-01-01")
    bare = without(document, "documents[5]")
    assert verdict(bare, "G6.5-04") == "missing"
    entry = {**bare["brondata"][0], "id": "b-woz", "source": "mijnoverheid-woz", "replaces": ["woz-beschikking"]}
    assert verdict(changed(bare, "brondata[5]", entry), "G6.5-04") == "pass"
    assert verdict(movers(), "G6.5-02") == "not-applicable"
