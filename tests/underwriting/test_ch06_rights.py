"""gids 6.7 to 6.10: ground rent, superficies, the owners' association and the insurance."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, starter, verdict, without

LEASE, RIGHT, VVE, COVER = "onderpand.erfpacht", "onderpand.opstalrecht", "onderpand.vve", "onderpand.opstalverzekering"


def leased(**facts: object) -> Json:
    """The starter on leased land, with a validated report; the loan runs to 1 May 2056."""
    lease = {
        "perpetual": False,
        "ends_on": "2060-01-01",
        "erfpachtcanon_annual": "600.00",
        "bought_off": False,
        "meets_nhg_guidelines": True,
        "termination_known_or_expected": False,
        **facts,
    }
    document = changed(starter(), LEASE, lease)
    document = changed(document, "documents[1].type", "taxatierapport")
    for name, value in {"kind": "standaard", "erfpacht_effect_stated": True}.items():
        document = changed(document, f"onderpand.valuations[0].{name}", value)
    return document


def test_without_ground_rent_no_rule_of_it_bears() -> None:
    for number in range(2, 9):
        assert verdict(starter(), f"G6.7-0{number}") == "not-applicable"


@pytest.mark.parametrize(("meets", "found"), [(True, "pass"), (False, "fail")])
def test_the_lease_meets_the_nhg_guidelines(meets: bool, found: str) -> None:
    assert verdict(leased(meets_nhg_guidelines=meets), "G6.7-02") == found
    assert verdict(without(leased(), f"{LEASE}.meets_nhg_guidelines"), "G6.7-02") == "missing"


@pytest.mark.parametrize(("ends_on", "found"), [("2056-04-30", "fail"), ("2056-05-01", "pass"), ("2056-05-02", "pass")])
def test_the_lease_covers_the_term(ends_on: str, found: str) -> None:
    assert verdict(leased(ends_on=ends_on), "G6.7-03") == found


def test_a_perpetual_lease_covers_every_term() -> None:
    bare = without(leased(), f"{LEASE}.ends_on")
    assert verdict(bare, "G6.7-03") == "missing"
    assert verdict(changed(bare, f"{LEASE}.perpetual", True), "G6.7-03") == "pass"


def monthly(document: Json, kind: str) -> list[str]:
    burdens = decided(document).to_json()["figures"]["burdens"]
    return [burden["monthly"] for burden in burdens if burden["kind"] == kind]


def test_the_ground_rent_is_a_burden() -> None:
    assert (verdict(leased(), "G6.7-04"), monthly(leased(), "erfpachtcanon")) == ("pass", ["50.00"])
    bought_off = leased(bought_off=True)
    assert (verdict(bought_off, "G6.7-04"), monthly(bought_off, "erfpachtcanon")) == ("pass", [])
    assert verdict(without(leased(), f"{LEASE}.erfpachtcanon_annual"), "G6.7-04") == "missing"


@pytest.mark.parametrize(
    ("revision_on", "later", "found", "counted"),
    [
        ("2027-03-02", "720.00", "pass", ["60.00"]),
        ("2027-03-03", "720.00", "not-applicable", ["50.00"]),
        ("2027-03-02", "480.00", "pass", ["50.00"]),
        ("2027-03-02", None, "missing", ["50.00"]),
    ],
)
def test_a_revision_of_the_ground_rent(revision_on: str, later: str | None, found: str, counted: list[str]) -> None:
    """The renteaanbod is of 2 March 2026."""
    document = leased(revision_on=revision_on, **({"canon_after_revision": later} if later else {}))
    assert (verdict(document, "G6.7-05"), monthly(document, "erfpachtcanon")) == (found, counted)


@pytest.mark.parametrize(("known", "found"), [(False, "pass"), (True, "fail")])
def test_the_lease_is_not_about_to_end(known: bool, found: str) -> None:
    assert verdict(leased(termination_known_or_expected=known), "G6.7-06") == found
    assert verdict(without(leased(), f"{LEASE}.termination_known_or_expected"), "G6.7-06") == "missing"


def test_a_person_looks_when_nothing_is_known_of_the_ground_rent() -> None:
    assert verdict(leased(), "G6.7-07") == "pass"
    unknown = without(leased(), f"{LEASE}.erfpachtcanon_annual")
    assert verdict(unknown, "G6.7-07") == "refer"
    assert verdict(changed(unknown, f"{LEASE}.bought_off", True), "G6.7-07") == "pass"


def test_the_report_states_the_lease() -> None:
    path = "onderpand.valuations[0].erfpacht_effect_stated"
    assert (verdict(leased(), "G6.7-08"), verdict(leased(), "G6.2-13")) == ("pass", "pass")
    assert verdict(changed(leased(), path, False), "G6.7-08") == "missing"
    assert verdict(without(leased(), path), "G6.7-08") == "missing"
    assert verdict(changed(leased(), "documents[1].type", "taxatierapport-desktop"), "G6.7-08") == "missing"


def built_on(**facts: object) -> Json:
    """The starter on a right of superficies."""
    right = {
        "independent": True,
        "grantor": "gemeente",
        "utilities_only": False,
        "perpetual": False,
        "ends_on": "2056-05-01",
        "duration_stated": True,
        "access_to_public_road": True,
        "unreasonable_terms": False,
        "compensation_on_termination": True,
        "retributie_annual": "600.00",
        **facts,
    }
    return changed(starter(), RIGHT, right)


@pytest.mark.parametrize(
    ("name", "adverse", "rule"),
    [
        ("independent", False, "G6.8-01"),
        ("grantor", "particulier", "G6.8-02"),
        ("duration_stated", False, "G6.8-04"),
        ("ends_on", "2056-04-30", "G6.8-05"),
    ],
)
def test_conditions_of_the_right(name: str, adverse: object, rule: str) -> None:
    assert verdict(starter(), rule) == "not-applicable"
    assert verdict(built_on(), rule) == "pass"
    assert verdict(built_on(**{name: adverse}), rule) == "fail"
    assert verdict(without(built_on(), f"{RIGHT}.{name}"), rule) == "missing"
    assert verdict(built_on(utilities_only=True, **{name: adverse}), rule) == "not-applicable"


def test_a_right_for_utilities_needs_nothing_else() -> None:
    document = changed(starter(), RIGHT, {"utilities_only": True})
    assert verdict(document, "G6.8-03") == "pass"
    assert verdict(document, "G6.8-08") == "not-applicable"
    assert verdict(built_on(), "G6.8-03") == "not-applicable"


def test_a_right_that_ends_leaves_nothing_to_repay() -> None:
    document = changed(built_on(), "lening.leningdelen[0].aflosvorm", "aflossingsvrij")
    assert verdict(document, "G6.8-05") == "fail"
    assert verdict(changed(document, f"{RIGHT}.perpetual", True), "G6.8-05") == "not-applicable"
    assert verdict(without(built_on(), "lening.leningdelen[0].aflosvorm"), "G6.8-05") == "missing"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, ["pass", "pass"]),
        ({"access_to_public_road": False}, ["fail", "pass"]),
        ({"unreasonable_terms": True}, ["pass", "fail"]),
    ],
)
def test_access_and_fair_terms(facts: Json, found: list[str]) -> None:
    findings = decided(built_on(**facts)).findings
    assert [entry.outcome.value for entry in findings if entry.rule_id == "G6.8-06"] == found


@pytest.mark.parametrize(
    ("paid", "excluded", "found"),
    [
        (True, None, "pass"),
        (None, True, "pass"),
        (False, True, "pass"),
        (False, False, "fail"),
        (False, None, "missing"),
        (None, None, "missing"),
    ],
)
def test_the_end_of_the_right_costs_the_owner_nothing(paid: bool | None, excluded: bool | None, found: str) -> None:
    document = without(built_on(), f"{RIGHT}.compensation_on_termination")
    for name, value in {"compensation_on_termination": paid, "termination_by_grantor_excluded": excluded}.items():
        if value is not None:
            document = changed(document, f"{RIGHT}.{name}", value)
    assert verdict(document, "G6.8-07") == found


@pytest.mark.parametrize(
    ("revision_on", "found", "counted"),
    [("2029-09-02", "pass", ["60.00"]), ("2029-09-03", "not-applicable", ["50.00"])],
)
def test_a_revision_of_the_fee(revision_on: str, found: str, counted: list[str]) -> None:
    document = built_on(revision_on=revision_on, retributie_after_revision="720.00")
    assert (verdict(document, "G6.8-08"), verdict(document, "G6.8-09")) == ("pass", found)
    assert monthly(document, "retributie") == counted
    assert verdict(without(document, f"{RIGHT}.retributie_annual"), "G6.8-08") == "missing"


def shared(**facts: object) -> Json:
    """The starter in an apartment, with a validated report."""
    vve = {"status": "actief", "kvk_registered": True, "maintenance_state": "goed", "fund_sufficient": True, **facts}
    document = changed(changed(starter(), "onderpand.type", "appartement"), VVE, vve)
    document = changed(document, "documents[1].type", "taxatierapport")
    for name, value in {"kind": "standaard", "vve_information_stated": True}.items():
        document = changed(document, f"onderpand.valuations[0].{name}", value)
    return document


@pytest.mark.parametrize(
    ("facts", "exists", "active"),
    [
        ({}, "pass", "pass"),
        ({"kvk_registered": False}, "pass", "fail"),
        ({"status": "in-oprichting"}, "pass", "missing"),
        ({"status": "in-oprichting", "new_split_or_new_build": True}, "pass", "pass"),
        ({"status": "in-oprichting", "new_split_or_new_build": False}, "pass", "fail"),
        ({"status": "slapend"}, "pass", "fail"),
        ({"status": "geen"}, "fail", "fail"),
    ],
)
def test_the_association(facts: Json, exists: str, active: str) -> None:
    document = shared(**facts)
    assert (verdict(document, "G6.9-01"), verdict(document, "G6.9-02")) == (exists, active)


def test_of_an_apartment_everything_about_the_association_is_asked() -> None:
    document = without(shared(), VVE)
    for rule in ("G6.9-01", "G6.9-02", "G6.9-04"):
        assert verdict(document, rule) == "missing"
    for number in range(1, 9):
        assert verdict(starter(), f"G6.9-0{number}") == "not-applicable"


def test_the_report_states_the_association() -> None:
    path = "onderpand.valuations[0].vve_information_stated"
    assert verdict(shared(), "G6.9-03") == "pass"
    assert verdict(changed(shared(), path, False), "G6.9-03") == "missing"
    assert verdict(without(shared(), path), "G6.9-03") == "missing"


PLAN = {
    "plan_states_works_and_dates": True,
    "plan_states_cost": True,
    "budget_covers_plan": True,
    "reserves_sufficient_for_plan": True,
}
NONE = "not-applicable"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"maintenance_state": "goed"}, ("pass", NONE, NONE, NONE)),
        ({"maintenance_state": "voldoende"}, ("pass", NONE, NONE, NONE)),
        ({"fund_sufficient": False}, (NONE, "missing", NONE, NONE)),
        ({"fund_sufficient": False, "mjop": True}, (NONE, "pass", NONE, NONE)),
        ({"fund_sufficient": False, "structural_survey": True}, (NONE, "pass", NONE, NONE)),
        ({"maintenance_state": "voldoende", "fund_sufficient": False, "mjop": True}, (NONE, "refer", NONE, NONE)),
        ({"maintenance_state": "slecht", "mjop": True, "structural_survey": True}, (NONE, NONE, "pass", NONE)),
        ({"maintenance_state": "matig", "mjop": True}, (NONE, NONE, "missing", NONE)),
        ({"maintenance_state": "slecht", "mjop": True, "fund_sufficient": False}, (NONE, NONE, "refer", NONE)),
        ({"maintenance_state": "matig", "mjop": False}, (NONE, NONE, NONE, "missing")),
    ],
)
def test_four_situations_are_accepted(facts: Json, found: tuple[str, ...]) -> None:
    document = shared(**facts)
    assert tuple(verdict(document, f"G6.9-0{number}") for number in (4, 5, 6, 7)) == found


@pytest.mark.parametrize("state", ["onvoldoende", "matig", "slecht"])
@pytest.mark.parametrize(("reserved", "found"), [("4999.99", "fail"), ("5000.00", "pass"), ("5000.01", "pass")])
def test_without_a_plan_half_a_percent_is_reserved(state: str, reserved: str, found: str) -> None:
    document = shared(maintenance_state=state, annual_reservation=reserved, rebuild_value="1000000.00")
    assert verdict(document, "G6.9-07") == found


def test_the_fund_of_a_building_is_known() -> None:
    assert verdict(without(shared(), f"{VVE}.fund_sufficient"), "G6.9-04") == "missing"
    poor = without(shared(maintenance_state="slecht", mjop=True), f"{VVE}.fund_sufficient")
    assert verdict(poor, "G6.9-06") == "missing"


@pytest.mark.parametrize("name", PLAN)
def test_the_plan_is_complete(name: str) -> None:
    document = shared(fund_sufficient=False, mjop=True, **PLAN)
    assert verdict(document, "G6.9-08") == "missing"
    document = changed(document, "documents[3]", {"id": "d-mjop", "type": "mjop", "review": "goedgekeurd"})
    assert verdict(document, "G6.9-08") == "pass"
    assert verdict(changed(document, f"{VVE}.{name}", False), "G6.9-08") == "missing"
    assert verdict(without(document, f"{VVE}.{name}"), "G6.9-08") == "missing"


def test_one_of_plan_and_survey_is_asked_for() -> None:
    found = decided(shared(fund_sufficient=False)).required_documents
    assert {entry.type for entry in found if entry.alternative_group == "vve-plan"} == {"mjop", "bouwkundig-rapport"}


def at_passing(document: Json) -> Json:
    return at_phase(document, "passeren")


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("dutch_insurer", "G6.10-02"),
        ("insurer_licensed_by_dnb", "G6.10-02"),
        ("insurer_member_of_verbond", "G6.10-02"),
        ("covers_rebuild_value_and_foundation", "G6.10-03"),
        ("covers_usual_perils", "G6.10-04"),
        ("runs_whole_term", "G6.10-06"),
    ],
)
def test_what_the_insurance_holds(name: str, rule: str) -> None:
    assert verdict(at_passing(starter()), rule) == "pass"
    refused = at_passing(changed(starter(), f"{COVER}.{name}", False))
    assert verdict(refused, rule) == "fail"
    assert all(entry.curable for entry in decided(refused).findings if entry.rule_id == rule)
    assert verdict(at_passing(without(starter(), f"{COVER}.{name}")), rule) == "missing"


@pytest.mark.parametrize(
    ("starts_on", "found"), [("2026-04-30", "pass"), ("2026-05-01", "pass"), ("2026-05-02", "fail")]
)
def test_the_insurance_starts_on_the_day_of_passing(starts_on: str, found: str) -> None:
    assert verdict(at_passing(changed(starter(), f"{COVER}.starts_on", starts_on)), "G6.10-05") == found


def test_the_insurance_is_asked_for_at_passing_only() -> None:
    bare = without(starter(), COVER)
    for number in range(1, 7):
        assert verdict(bare, f"G6.10-0{number}") == "deferred"
        assert verdict(at_passing(bare), f"G6.10-0{number}") == "missing"
    assert verdict(at_passing(starter()), "G6.10-01") == "pass"
    assert verdict(at_passing(without(starter(), "passeren")), "G6.10-05") == "missing"
