"""gids 6.2, 6.3, 6.4 and 6.6: new build, the bouwdepot, soil and sewer."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, starter, verdict, without

BUILD = "onderpand.nieuwbouw"
CERTIFICATE = {"id": "d-waarborg", "type": "waarborgcertificaat", "review": "goedgekeurd"}


def new_home(kind: str = "projectbouw", **facts: object) -> Json:
    """The starter in a home to be built, without NHG."""
    document = changed(changed(starter(), "application.nhg", False), "onderpand.construction", "nieuwbouw")
    build = {
        "kind": kind,
        "waarborgcertificaat": True,
        "sgw_recognised": True,
        "bouwbesluit_compliant": True,
        "beng_compliant": True,
        **facts,
    }
    document = changed(document, BUILD, build)
    costs = {"koop_aanneemsom": "200000.00", "budget_by_certified_company": True}
    return changed(document, "onderpand.stichtingskosten", costs)


@pytest.mark.parametrize(
    ("kind", "accepted", "self_build"),
    [
        ("projectbouw", "pass", "pass"),
        ("kavelbouw", "pass", "pass"),
        ("eigen-beheer", "pass", "pass"),
        ("zelfbouw", "fail", "fail"),
        ("cpo", "fail", "fail"),
    ],
)
def test_ways_of_building(kind: str, accepted: str, self_build: str) -> None:
    document = new_home(kind, fixed_contractor=True)
    assert (verdict(document, "G6.1-08"), verdict(document, "G6.3-03")) == (accepted, self_build)


def test_own_management_without_a_fixed_contractor_is_self_build() -> None:
    assert verdict(new_home("eigen-beheer", fixed_contractor=False), "G6.3-03") == "fail"
    assert verdict(new_home("eigen-beheer"), "G6.3-03") == "missing"
    assert verdict(without(new_home(), f"{BUILD}.kind"), "G6.3-03") == "missing"
    assert verdict(without(new_home(), f"{BUILD}.kind"), "G6.1-08") == "missing"


def test_an_existing_home_has_none_of_this() -> None:
    for rule in ("G6.1-08", "G6.2-14", "G6.2-17", "G6.3-01", "G6.3-03", "G6.3-05", "G6.3-06", "G6.3-09"):
        assert verdict(starter(), rule) == "not-applicable"
    assert verdict(without(starter(), "onderpand.construction"), "G6.1-08") == "missing"


@pytest.mark.parametrize("name", ["waarborgcertificaat", "sgw_recognised"])
def test_a_recognised_guarantee(name: str) -> None:
    for rule in ("G6.1-08", "G6.3-01"):
        assert verdict(new_home(), rule) == "pass"
        assert verdict(new_home(**{name: False}), rule) == "fail"
        assert verdict(without(new_home(), f"{BUILD}.{name}"), rule) == "missing"


@pytest.mark.parametrize("name", ["bouwbesluit_compliant", "beng_compliant"])
def test_building_decree_and_beng(name: str) -> None:
    assert verdict(new_home(), "G6.2-17") == "pass"
    assert verdict(new_home(**{name: False}), "G6.2-17") == "fail"
    assert verdict(without(new_home(), f"{BUILD}.{name}"), "G6.2-17") == "missing"


def test_the_papers_of_a_new_home() -> None:
    assert verdict(new_home(), "G6.3-05") == "missing"
    assert verdict(changed(new_home(), "documents[3]", CERTIFICATE), "G6.3-05") == "pass"
    assert verdict(new_home(), "G6.3-06") == "not-applicable"
    own = new_home("kavelbouw", contract_final=True)
    assert (verdict(own, "G6.3-06"), verdict(own, "G6.3-07")) == ("missing", "missing")
    own = changed(own, "documents[3]", {"id": "d-verg", "type": "omgevingsvergunning-aanvraag"})
    own = changed(own, "documents[4]", {"id": "d-aan", "type": "aanneemovereenkomst"})
    assert (verdict(own, "G6.3-06"), verdict(own, "G6.3-07")) == ("pass", "pass")
    assert verdict(changed(own, f"{BUILD}.contract_final", False), "G6.3-07") == "missing"
    assert verdict(without(own, f"{BUILD}.contract_final"), "G6.3-07") == "missing"


@pytest.mark.parametrize(("amount", "found"), [("199999.99", "pass"), ("200000.00", "pass"), ("200000.01", "fail")])
def test_a_new_home_is_worth_what_it_costs(amount: str, found: str) -> None:
    document = changed(new_home(), "lening.leningdelen[0].amount", amount)
    assert verdict(document, "G6.2-14") == found
    own = new_home("eigen-beheer", fixed_contractor=True)
    own = changed(own, "lening.leningdelen[0].amount", amount)
    assert (verdict(own, "G6.2-14"), verdict(own, "G6.3-09")) == (found, found)


def test_the_budget_is_of_a_certified_company() -> None:
    document = new_home("eigen-beheer", fixed_contractor=True)
    path = "onderpand.stichtingskosten.budget_by_certified_company"
    assert verdict(changed(document, path, False), "G6.2-14") == "fail"
    assert verdict(without(document, path), "G6.2-14") == "missing"
    assert verdict(without(document, "onderpand.stichtingskosten.koop_aanneemsom"), "G6.2-14") == "missing"
    assert verdict(without(document, "onderpand.valuations"), "G6.3-09") == "missing"
    lower = changed(document, "onderpand.valuations[0].market_value", "179999.99")
    assert (verdict(lower, "G6.2-14"), verdict(lower, "G6.3-09")) == ("fail", "fail")


@pytest.mark.parametrize(
    ("cost", "rule", "value"),
    [
        ("ground", "G6.2-15", "205000.00"),
        ("architect_and_advice", "G6.2-15", "205000.00"),
        ("leges", "G6.2-15", "205000.00"),
        ("interest_on_due_instalments", "G6.2-15", "205000.00"),
        ("meerwerk", "G6.2-16", "205000.00"),
        ("energy_saving", "G6.2-16", "205000.00"),
        ("maintenance_fund_deposit", "G2.4-10", "200000.00"),
    ],
)
def test_what_comes_on_top_of_the_price(cost: str, rule: str, value: str) -> None:
    document = without(new_home(), "onderpand.valuations")
    assert verdict(document, rule) == "not-applicable"
    document = changed(document, f"onderpand.stichtingskosten.{cost}", "5000.00")
    assert verdict(document, rule) == "pass"
    assert decided(document).to_json()["figures"]["value_basis"]["amount"] == value


@pytest.mark.parametrize(
    ("lost", "value"), [("8399.99", "218399.99"), ("8400.00", "218400.00"), ("8400.01", "218400.00")]
)
def test_lost_interest_counts_up_to_4_percent(lost: str, value: str) -> None:
    document = changed(without(new_home(), "onderpand.valuations"), "onderpand.stichtingskosten.meerwerk", "10000.00")
    document = changed(document, "onderpand.stichtingskosten.renteverlies", lost)
    assert verdict(document, "G6.2-18") == "pass"
    assert decided(document).to_json()["figures"]["value_basis"]["amount"] == value


def works(nhg: bool, **facts: object) -> Json:
    return changed(changed(starter(), "application.nhg", nhg), "onderpand.works", {"planned": True, **facts})


RENOVATION = {"financed": True, "renovation_cost": "20000.00", "kind": "verbouwing"}


@pytest.mark.parametrize(
    ("document", "mandatory", "otherwise"),
    [
        (starter(), "not-applicable", "fail"),
        (new_home(), "missing", "pass"),
        (works(False, financed=True, energy_saving_cost="9000.00"), "missing", "pass"),
        (works(False, financed=True, deferred_maintenance_cost="9000.00"), "missing", "pass"),
        (works(False, **{**RENOVATION, "kind": "renovatie"}), "missing", "pass"),
        (works(False, **{**RENOVATION, "kind": "woningaanpassing"}), "missing", "pass"),
        (works(True, **RENOVATION), "missing", "pass"),
        (works(False, **RENOVATION, value_after_works_needed=True), "missing", "pass"),
        (works(False, **RENOVATION, value_after_works_needed=False), "not-applicable", "fail"),
        (works(False, **RENOVATION), "missing", "missing"),
        (works(True, renovation_cost="20000.00"), "missing", "missing"),
        (works(True, financed=False, renovation_cost="20000.00"), "not-applicable", "fail"),
    ],
)
def test_when_there_is_a_bouwdepot(document: Json, mandatory: str, otherwise: str) -> None:
    assert verdict(document, "G6.4-01") == mandatory
    assert verdict(document, "G6.4-03") == "not-applicable"
    held = changed(document, "lening.bouwdepot", {"amount": "20000.00"})
    assert verdict(held, "G6.4-03") == otherwise
    assert verdict(held, "G6.4-01") == {"pass": "pass", "fail": "not-applicable"}.get(otherwise, "missing")


def test_an_empty_bouwdepot_is_none() -> None:
    document = changed(new_home(), "lening.bouwdepot", {"amount": "0.00"})
    assert (verdict(document, "G6.4-01"), verdict(document, "G6.4-03")) == ("fail", "not-applicable")


def test_the_bouwdepot_earns_the_average_rate() -> None:
    document = at_phase(changed(new_home(), "lening.bouwdepot", {"amount": "50000.00"}), "passeren")
    second = {**document["lening"]["leningdelen"][0], "id": "l2", "amount": "60000.00", "rate": "4.300"}
    document = changed(document, "lening.leningdelen[1]", second)
    assert verdict(document, "G6.4-04") == "pass"
    assert decided(document).to_json()["figures"]["bouwdepot"]["interest_rate"] == "4.000"
    assert verdict(without(document, "lening.leningdelen[1].rate"), "G6.4-04") == "missing"
    assert verdict(at_phase(starter(), "passeren"), "G6.4-04") == "not-applicable"


@pytest.mark.parametrize(
    ("document", "last"),
    [
        (changed(new_home(), "lening.bouwdepot", {"amount": "50000.00"}), "2028-05-01"),
        (changed(works(True, **RENOVATION), "lening.bouwdepot", {"amount": "20000.00"}), "2027-11-01"),
    ],
)
def test_the_bouwdepot_ends(document: Json, last: str) -> None:
    document = at_phase(document, "passeren")
    assert verdict(document, "G6.4-05") == "pass"
    assert [str(entry.on) for entry in decided(document).deadlines if entry.kind == "bouwdepot-einde"] == [last]
    assert verdict(without(document, "passeren"), "G6.4-05") == "missing"


SOIL, SEWER = "onderpand.soil", "onderpand.sewer"


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("value_unaffected_by_soil_or_sewer", "G6.6-01"),
        ("habitability_unaffected_by_soil_or_sewer", "G6.6-02"),
    ],
)
def test_the_report_speaks_of_soil_and_sewer(name: str, rule: str) -> None:
    assert verdict(starter(), rule) == "not-applicable"
    assert verdict(changed(starter(), SOIL, {"polluted": False}), rule) == "not-applicable"
    for document in (changed(starter(), SOIL, {"polluted": True}), changed(starter(), SEWER, {"connected": False})):
        assert verdict(document, rule) == "missing"
        assert verdict(changed(document, f"onderpand.valuations[0].{name}", True), rule) == "pass"
        assert verdict(changed(document, f"onderpand.valuations[0].{name}", False), rule) == "fail"


def cleaned(covered_by: str | None, cost: str | None = "4000.00", depot: str | None = None) -> Json:
    soil: Json = {"polluted": True, "remediation_mandatory": True}
    if cost:
        soil["remediation_cost"] = cost
    if covered_by:
        soil["cost_covered_by"] = covered_by
    document = changed(starter(), SOIL, soil)
    return document if depot is None else changed(document, "lening.bouwdepot", {"amount": depot, "kind": "sanering"})


@pytest.mark.parametrize(
    ("document", "in_deposit", "otherwise"),
    [
        (cleaned("meefinanciering-in-depot", depot="3999.99"), "fail", "not-applicable"),
        (cleaned("meefinanciering-in-depot", depot="4000.00"), "pass", "not-applicable"),
        (cleaned("meefinanciering-in-depot"), "missing", "not-applicable"),
        (cleaned("derde-onvoorwaardelijk"), "pass", "pass"),
        (cleaned("reeds-voldaan"), "pass", "pass"),
        (cleaned("eigen-middelen", "2999.99"), "pass", "pass"),
        (cleaned("eigen-middelen", "3000.00"), "pass", "pass"),
        (cleaned("eigen-middelen", "3000.01"), "pass", "missing"),
        (cleaned("eigen-middelen", None), "pass", "missing"),
        (cleaned("niet"), "fail", "not-applicable"),
        (cleaned(None), "missing", "not-applicable"),
    ],
)
def test_mandatory_cleaning_is_paid_for(document: Json, in_deposit: str, otherwise: str) -> None:
    """The starter shows EUR 31,000, of which EUR 28,000 is needed for the purchase."""
    assert (verdict(document, "G6.6-03"), verdict(document, "G6.6-04")) == (in_deposit, otherwise)


def test_a_deposit_for_cleaning_is_allowed() -> None:
    assert verdict(cleaned("meefinanciering-in-depot", depot="4000.00"), "G6.4-03") == "pass"
    assert verdict(cleaned("derde-onvoorwaardelijk", depot="4000.00"), "G6.4-03") == "fail"


def test_whether_cleaning_is_mandatory_is_known() -> None:
    assert verdict(changed(starter(), SOIL, {"polluted": True}), "G6.6-03") == "missing"
    free = changed(starter(), SOIL, {"polluted": True, "remediation_mandatory": False})
    assert verdict(free, "G6.6-03") == "not-applicable"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"connected": True}, "not-applicable"),
        ({"connected": False}, "missing"),
        ({"connected": False, "connection_required_for_value": False}, "not-applicable"),
        ({"connected": False, "connection_required_for_value": True}, "missing"),
        ({"connected": False, "connection_required_for_value": True, "cost_covered_by": "niet"}, "fail"),
        ({"connected": False, "connection_required_for_value": True, "cost_covered_by": "reeds-voldaan"}, "pass"),
    ],
)
def test_a_sewer_that_the_value_needs(facts: Json, found: str) -> None:
    assert verdict(changed(starter(), SEWER, facts), "G6.6-05") == found


@pytest.mark.parametrize(("cost", "found"), [("3000.00", ["pass", "pass"]), ("3000.01", ["pass", "missing"])])
def test_a_sewer_from_own_funds(cost: str, found: list[str]) -> None:
    sewer = {
        "connected": False,
        "connection_required_for_value": True,
        "connection_cost": cost,
        "cost_covered_by": "eigen-middelen",
    }
    findings = decided(changed(starter(), SEWER, sewer)).findings
    assert [entry.outcome.value for entry in findings if entry.rule_id == "G6.6-05"] == found
