"""gids 8.1 and NHG A6: brondata in the place of documents."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, starter, verdict, verdicts, without

UWV, DUO = 2, 3
"""Where these stand in the brondata of the starter; BRP and iDIN are first."""


def wanted(document: Json, name: str) -> list[tuple[str, str | None]]:
    """The status of a kind of document, and what meets it."""
    found = decided(document).required_documents
    return [(entry.status, entry.satisfied_by) for entry in found if entry.type == name]


def all_alike(document: Json, rule: str, found: str) -> bool:
    return set(verdicts(decided(document), rule)) == {found}


def test_idin_goes_before_the_brp_for_the_identity() -> None:
    assert wanted(starter(), "identiteitsbewijs") == [("vervangen-door-brondata", "b-idin")]
    only_brp = without(starter(), "brondata[1]")
    assert wanted(only_brp, "identiteitsbewijs") == [("vervangen-door-brondata", "b-brp")]
    assert (verdict(only_brp, "G8.1-06"), verdict(only_brp, "G8.2-02")) == ("pass", "pass")
    neither = without(only_brp, "brondata[0]")
    assert wanted(neither, "identiteitsbewijs") == [("ontbreekt", None)]
    assert (verdict(neither, "G8.1-06"), verdict(neither, "G8.2-02")) == ("not-applicable", "missing")


@pytest.mark.parametrize(
    ("index", "rule"),
    [(UWV, "G8.1-07"), (UWV, "G8.1-08"), (UWV, "G8.1-09"), (DUO, "G8.1-12")],
)
def test_a_source_replaces_what_it_says(index: int, rule: str) -> None:
    assert verdict(starter(), rule) == "pass"
    assert verdict(changed(starter(), f"brondata[{index}].replaces", []), rule) == "not-applicable"
    assert verdict(changed(starter(), f"brondata[{index}].reliable", False), rule) == "not-applicable"
    assert verdict(changed(starter(), f"brondata[{index}].direct_from_source", False), rule) == "not-applicable"


@pytest.mark.parametrize(
    ("source", "name", "rule"),
    [
        ("mijnpensioenoverzicht", "pensioenoverzicht", "G8.1-10"),
        ("mijnpensioenoverzicht", "pensioen-jaaropgave", "G8.1-10"),
        ("belastingdienst", "aangifte-inkomstenbelasting", "G8.1-11"),
    ],
)
def test_pension_and_tax_return(source: str, name: str, rule: str) -> None:
    assert verdict(starter(), rule) == "not-applicable"
    entry = {**starter()["brondata"][UWV], "id": "b-extra", "source": source, "replaces": [name]}
    assert verdict(changed(starter(), "brondata[4]", entry), rule) == "pass"


def on_paper(document: Json) -> Json:
    path = "applicants[0].incomes[0].method"
    return changed(document, path, "salarisstrook-werkgeversverklaring")


@pytest.mark.parametrize("rule", ["G8.2-01", "A6.4-03"])
def test_what_no_source_tells_comes_on_paper(rule: str) -> None:
    assert verdict(starter(), rule) == "pass"
    assert verdict(on_paper(starter()), rule) == "pass"
    bare = without(on_paper(starter()), f"brondata[{UWV}]")
    (finding,) = [entry for entry in decided(bare).findings if entry.rule_id == rule]
    assert finding.missing == ("document:salarisstrook", "document:werkgeversverklaring")
    for number, name in enumerate(("salarisstrook", "werkgeversverklaring"), start=3):
        slip = {"id": f"d-{name}", "type": name, "dated": "2026-02-01", "review": "goedgekeurd"}
        bare = changed(bare, f"documents[{number}]", slip)
    assert verdict(bare, rule) == "pass"


def test_a_lender_names_what_data_may_replace() -> None:
    assert verdict(starter(), "A6.12-01") == "not-applicable"
    some = changed(starter(), "dossier.lender_accepts_brondata_for", ["duo-bericht"])
    assert all_alike(some, "A6.12-01", "pass")
    assert wanted(some, "identiteitsbewijs") == [("ontbreekt", None)]
    more = changed(starter(), "dossier.lender_accepts_brondata_for", ["duo-bericht", "identiteitsbewijs"])
    assert wanted(more, "identiteitsbewijs") == [("vervangen-door-brondata", "b-idin")]


@pytest.mark.parametrize(
    ("name", "false", "unknown", "rule"),
    [
        ("reliable", "pass", "missing", "A6.4-02"),
        ("reliable", "refer", "missing", "A6.7-01"),
        ("summary_received", "missing", "missing", "A6.9-01"),
        ("summary_shows_collected_at", "missing", "missing", "A6.9-02"),
    ],
)
def test_the_quality_of_the_data(name: str, false: str, unknown: str, rule: str) -> None:
    assert verdicts(decided(starter()), rule) == ["pass"] * 4
    assert verdicts(decided(changed(starter(), f"brondata[3].{name}", False)), rule)[3] == false
    assert verdicts(decided(without(starter(), f"brondata[3].{name}")), rule)[3] == unknown
    without_nhg = changed(starter(), "application.nhg", False)
    assert verdict(without_nhg, rule) == "not-applicable"


def test_data_that_was_not_taken_from_the_source() -> None:
    second_hand = changed(on_paper(starter()), f"brondata[{UWV}].direct_from_source", False)
    assert verdicts(decided(second_hand), "A6.5-01")[UWV] == "missing"
    unused = changed(starter(), f"brondata[{UWV}].direct_from_source", False)
    assert verdicts(decided(unused), "A6.5-01") == ["pass"] * 4
    unknown = without(starter(), f"brondata[{UWV}].direct_from_source")
    assert verdicts(decided(unknown), "A6.5-01")[UWV] == "missing"


def test_a_lender_is_the_source_of_its_own_loans_only() -> None:
    own = changed(starter(), "brondata[3].source", "eigen-administratie")
    assert verdict(own, "A6.5-03") == "missing"
    assert verdict(starter(), "A6.5-03") == "not-applicable"


def collected(index: int, on: str) -> Json:
    return changed(starter(), f"brondata[{index}].collected_at", f"{on}T12:00:00+01:00")


@pytest.mark.parametrize(("on", "found"), [("2025-12-29", "missing"), ("2025-12-30", "pass"), ("2025-12-31", "pass")])
def test_data_about_income_is_three_months_old_at_the_offer(on: str, found: str) -> None:
    """The offer is of 30 March 2026."""
    assert verdict(collected(UWV, on), "A6.11-01") == found


def test_only_the_latest_data_of_a_source_counts() -> None:
    old = collected(UWV, "2025-11-01")
    newer = {**starter()["brondata"][UWV], "id": "b-uwv-2"}
    assert verdict(changed(old, "brondata[4]", newer), "A6.11-01") == "pass"
    assert verdict(changed(newer_first(old, newer), "application.nhg", True), "A6.11-01") == "pass"


def newer_first(document: Json, newer: Json) -> Json:
    return changed(document, "brondata", [newer, *document["brondata"]])


@pytest.mark.parametrize(("on", "found"), [("2025-11-25", "missing"), ("2025-11-26", "pass"), ("2025-11-27", "pass")])
def test_other_data_is_three_months_old_at_the_application(on: str, found: str) -> None:
    """The application is of 26 February 2026; a message of DUO ages, an identity document does not."""
    assert verdict(collected(DUO, on), "A6.11-03") == found
    assert verdicts(decided(collected(0, on)), "A6.11-04")[0] == found


def test_the_day_of_collection_is_the_day_in_the_netherlands() -> None:
    late = changed(starter(), f"brondata[{UWV}].collected_at", "2025-12-29T23:30:00+00:00")
    assert verdict(late, "A6.11-01") == "pass"


@pytest.mark.parametrize(
    ("valued_on", "found"), [("2025-09-29", "missing"), ("2025-09-30", "pass"), ("2025-10-01", "pass")]
)
def test_data_about_the_home_is_six_months_old_at_the_offer(valued_on: str, found: str) -> None:
    assert verdict(changed(starter(), "onderpand.valuations[0].valued_on", valued_on), "A6.11-02") == found
    assert verdict(without(starter(), "onderpand.valuations[0].valued_on"), "A6.11-02") == "missing"


def test_old_data_replaces_no_document_that_ages() -> None:
    document = on_paper(collected(UWV, "2025-11-25"))
    assert wanted(document, "salarisstrook") == [("ontbreekt", None)]
    assert wanted(on_paper(collected(UWV, "2025-11-26")), "salarisstrook") == [("vervangen-door-brondata", "b-uwv")]


def test_the_renteaanbod_asks_for_what_no_source_tells() -> None:
    document = without(at_phase(starter(), "renteaanbod"), "documents")
    document = without(document, "own_funds")
    document = changed(document, "lening.own_contribution", "20000.00")
    lacking = {entry.type for entry in decided(document).required_documents if entry.status == "ontbreekt"}
    assert {"koopakte", "taxatierapport-desktop"} <= lacking
    assert not lacking & {"identiteitsbewijs", "salarisstrook", "werkgeversverklaring", "jaaropgave", "duo-bericht"}
