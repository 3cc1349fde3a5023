"""gids 4.1.1, 4.1.2, 4.2 and 4.3: IBL, three years, business and the Arbeidsmarktscan."""

import pytest

from tests.underwriting.builders import (
    Json,
    at_phase,
    changed,
    decided,
    self_employed,
    starter,
    verdict,
    verdicts,
    without,
)
from tests.underwriting.wages import INCOMES, counted, earning, joint, wage

FLEXIBLE = "bepaalde-tijd-zonder-intentieverklaring"


def years(*incomes: int, ww: int | None = 0, **facts: object) -> list[Json]:
    """Income of 2025, 2024, ...; `ww` is what of 2025 was WW or bijstand."""
    history: list[Json] = [
        {"year": 2025 - index, "income": f"{income}.00", **facts} for index, income in enumerate(incomes)
    ]
    if ww is not None:
        history[0]["ww_or_bijstand"] = f"{ww}.00"
    return history


def flexible(**facts: object) -> Json:
    return wage(**{"contract": FLEXIBLE, "method": "driejaarsgemiddelde", "ends_on": "2027-01-01", **facts})


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (years(36000, 33000, 30000), "33000.00"),
        (years(33000, 33000, 33000), "33000.00"),
        (years(32999, 33000, 33001), "32999.00"),
        (years(36000, 33000, 30000, ww=3001), "32999.00"),
        (years(36000, 33000, 30000, ww=3000), "33000.00"),
        (years(36000, 33000, 30001), "33000.33"),
    ],
)
def test_the_average_is_capped_at_the_last_year_without_ww(history: list[Json], expected: str) -> None:
    document = earning(flexible(history=history))
    assert counted(document) == (expected, "driejaarsgemiddelde")
    assert verdict(document, "G4.1.2-03") == "pass"


def test_the_years_are_those_before_the_application() -> None:
    older = [{**entry, "year": entry["year"] - 1} for entry in years(36000, 33000, 30000)]
    document = earning(flexible(history=older))
    assert (joint(document), verdict(document, "G4.1.2-03")) == (None, "missing")
    in_2025 = changed(document, "application.application_date", "2025-12-31")
    assert counted(in_2025) == ("33000.00", "driejaarsgemiddelde")


def test_ww_that_is_not_known_is_missing() -> None:
    assert verdict(earning(flexible(history=years(36000, 33000, 30000, ww=None))), "G4.1.2-03") == "missing"


def test_flexible_income_on_payslips_is_averaged_all_the_same() -> None:
    document = earning(flexible(method="salarisstrook-werkgeversverklaring", history=years(36000, 33000, 30000)))
    assert counted(document) == ("33000.00", "driejaarsgemiddelde")
    assert verdict(document, "G4.1.2-02") == "pass"
    assert verdict(earning(wage()), "G4.1.2-02") == "not-applicable"


@pytest.mark.parametrize(("months", "expected"), [(35, 54_000), (36, 33_000), (37, 33_000)])
def test_permanent_work_may_be_averaged_after_36_months(months: int, expected: int) -> None:
    document = earning(wage(method="driejaarsgemiddelde", history=years(36000, 33000, 30000), history_months=months))
    assert (joint(document), verdict(document, "G4.1.2-01")) == (expected, "pass")
    assert verdict(without(document, f"{INCOMES}[0].history_months"), "G4.1.2-01") == "missing"


@pytest.mark.parametrize(
    ("months", "expert", "expected", "said"),
    [
        (11, True, "20000.00", "pass"),
        (12, True, "31000.00", "pass"),
        (13, True, "31000.00", "pass"),
        (12, False, "20000.00", "pass"),
        (12, None, "20000.00", "missing"),
        (None, True, "20000.00", "missing"),
    ],
)
def test_the_present_income_replaces_an_uneven_history(
    months: int | None, expert: bool | None, expected: str, said: str
) -> None:
    job = flexible(
        history=years(30000, 30000, 0, fixed_income=False),
        months_with_income=months,
        continuity_substantiated_by_expert=expert,
        current_annual_income="31000.00",
    )
    document = earning(job)
    assert (counted(document)[0], verdict(document, "G4.1.2-04")) == (expected, said)
    even = changed(document, f"{INCOMES}[0].history", years(30000, 30000, 0, fixed_income=True))
    assert (counted(even)[0], verdict(even, "G4.1.2-04")) == ("20000.00", "not-applicable")


def test_a_present_income_that_is_asked_and_not_known_is_missing() -> None:
    job = flexible(
        history=years(30000, 30000, 0, fixed_income=False),
        months_with_income=12,
        continuity_substantiated_by_expert=True,
    )
    assert (joint(earning(job)), verdict(earning(job), "G4.1.2-04")) == (None, "missing")


def scanned(**facts: object) -> Json:
    stated = {
        "contract": FLEXIBLE,
        "method": "arbeidsmarktscan",
        "ends_on": "2027-01-01",
        "months_employed_in_last_14": 12,
        "current_annual_income": "40000.00",
        "arbeidsmarktscan": {"score": "B", "verdiencapaciteit": "38000.00", "certified": True},
    }
    document = earning(wage(**{**stated, **facts}))
    report = {"id": "d-scan", "type": "arbeidsmarktscan", "applicant_id": "p1", "dated": "2026-02-20"}
    return changed(document, "documents", [*document["documents"], report])


@pytest.mark.parametrize(
    ("current", "expected"),
    [("37999.99", "37999.99"), ("38000.00", "38000.00"), ("38000.01", "38000.00")],
)
def test_the_scan_gives_the_lower_of_two(current: str, expected: str) -> None:
    document = scanned(current_annual_income=current)
    assert counted(document) == (expected, "arbeidsmarktscan")
    assert verdict(document, "G4.3-06") == "pass"
    unknown = without(document, f"{INCOMES}[0].current_annual_income")
    assert (joint(unknown), verdict(unknown, "G4.3-06")) == (None, "missing")


@pytest.mark.parametrize(("months", "expected"), [(11, "0.00"), (12, "38000.00"), (13, "38000.00")])
def test_the_scan_asks_twelve_months_of_work(months: int, expected: str) -> None:
    document = scanned(months_employed_in_last_14=months)
    assert (counted(document)[0], verdict(document, "G4.3-02")) == (expected, "pass")
    assert verdict(scanned(months_employed_in_last_14=None), "G4.3-02") == "missing"


@pytest.mark.parametrize(("contract", "expected"), [("uitzend", "0.00"), ("nul-uren", "0.00"), ("oproep", "38000.00")])
def test_the_scan_is_not_for_agency_and_zero_hours(contract: str, expected: str) -> None:
    document = scanned(contract=contract)
    assert (counted(document)[0], verdict(document, "G4.3-03")) == (expected, "pass")
    assert verdict(scanned(contract=None), "G4.3-03") == "missing"


def test_the_report_is_certified_and_there() -> None:
    report = {"score": "B", "verdiencapaciteit": "38000.00"}
    assert verdict(scanned(), "G4.3-04") == "pass"
    assert verdict(scanned(arbeidsmarktscan={**report, "certified": False}), "G4.3-04") == "fail"
    assert verdict(scanned(arbeidsmarktscan=report), "G4.3-04") == "missing"
    assert verdict(changed(scanned(), "documents", []), "G4.3-04") == "missing"


@pytest.mark.parametrize(
    ("message_on", "said"), [("2025-12-29", "missing"), ("2025-12-30", "pass"), ("2025-12-31", "pass")]
)
def test_the_uwv_message_is_at_most_three_months_old_at_the_offer(message_on: str, said: str) -> None:
    document = changed(starter(), f"{INCOMES}[0].ibl.uwv_message_on", message_on)
    assert verdict(document, "G4-03") == said
    assert verdict(without(starter(), f"{INCOMES}[0].ibl.uwv_message_on"), "G4-03") == "missing"
    assert verdict(at_phase(document, "dossier"), "G4-03") == "deferred"


def test_the_ibl_alone_is_enough_and_needs_the_message() -> None:
    assert [verdict(starter(), rule) for rule in ("G4.1.1-01", "G4.1.1-02", "G4-02")] == ["pass"] * 3
    bare = without(starter(), f"{INCOMES}[0].ibl")
    assert (joint(bare), verdict(bare, "G4.1.1-01")) == (None, "missing")
    assert verdict(changed(starter(), "brondata", []), "G4.1.1-02") == "missing"
    assert verdict(earning(wage()), "G4-02") == "not-applicable"


def test_components_beside_an_ibl_add_nothing() -> None:
    parts = [{"kind": "bonus", "annual_amount": "9000.00", "structural": True}]
    assert joint(changed(starter(), f"{INCOMES}[0].components", parts)) == 60_000


@pytest.mark.parametrize(("version", "said"), [("8.1.1", "pass"), ("8.0.0", "missing")])
def test_an_ibl_by_older_rules_is_worked_out_again(version: str, said: str) -> None:
    assert verdict(changed(starter(), f"{INCOMES}[0].ibl.calculation_rules_version", version), "G4-12") == said


def business(**facts: object) -> Json:
    document = at_phase(self_employed(), "hypotheekaanbod", "2026-03-10")
    for name, value in facts.items():
        path = f"{INCOMES}[0].{name.replace('__', '.')}"
        document = without(document, path) if value is None else changed(document, path, value)
    return document


@pytest.mark.parametrize(
    ("started_on", "nhg", "counts"),
    [
        ("2024-03-11", False, False),
        ("2024-03-10", False, True),
        ("2024-03-09", False, True),
        ("2025-12-01", True, True),
    ],
)
def test_without_nhg_a_business_counts_after_24_months(started_on: str, nhg: bool, counts: bool) -> None:
    document = changed(business(started_on=started_on), "application.nhg", nhg)
    assert counted(document) == (("28500.00", "ikv") if counts else ("0.00", "niet-meegeteld"))
    assert verdict(document, "G4.2-06") == ("not-applicable" if nhg else "pass")
    assert verdict(document, "G4.2-07") == ("not-applicable" if counts else "missing")


def test_the_ikv_is_of_an_expert_whom_nhg_accepts() -> None:
    assert verdict(business(), "G4.2-01") == "pass"
    refused = business(ikv__expert_accepted_by_nhg=False)
    assert (counted(refused), verdict(refused, "G4.2-01")) == (("0.00", "niet-meegeteld"), "fail")
    assert verdict(business(ikv__expert_accepted_by_nhg=None), "G4.2-01") == "missing"
    for accepted, said in ((["Rekenexpert A"], "pass"), (["Rekenexpert B"], "fail")):
        assert verdict(changed(business(), "reference.nhg_accepted_experts", accepted), "G4.2-01") == said
    assert verdict(changed(business(), "documents", []), "G4.2-01") == "missing"


def test_a_business_without_a_statement_has_no_toetsinkomen() -> None:
    document = business(ikv=None)
    assert joint(document) is None
    assert [verdict(document, rule) for rule in ("G4.2-01", "G4.2-02", "G4.2-03")] == ["missing"] * 3


@pytest.mark.parametrize(
    ("issued_on", "said"), [("2025-09-09", "missing"), ("2025-09-10", "pass"), ("2025-09-11", "pass")]
)
def test_the_ikv_is_at_most_six_months_old(issued_on: str, said: str) -> None:
    assert verdict(business(ikv__issued_on=issued_on), "G4.2-03") == said


def test_a_share_of_five_percent_makes_a_dga() -> None:
    for share, holds in (("4.999999", False), ("5.0", True), ("5.000001", True)):
        found = decided(business(form="bv", share_interest=share)).findings
        compared = next(entry.compared for entry in found if entry.rule_id == "G4.2-04")
        assert compared[0].satisfied is holds
    assert verdict(business(form="bv"), "G4.2-04") == "missing"
    assert verdict(business(), "G4.2-04") == "not-applicable"


def test_a_business_that_does_not_count_asks_a_positive_assessment() -> None:
    document = business(counted=False)
    assert counted(document) == ("0.00", "niet-meegeteld")
    assert verdict(document, "G4.2-07") == "missing"
    paper = {"id": "d-pbv", "type": "positieve-beoordelingsverklaring", "applicant_id": "p1", "dated": "2026-03-01"}
    supplied = changed(document, "documents", [*document["documents"], paper])
    place = f"{INCOMES}[0].positieve_beoordelingsverklaring.expert_accepted_by_nhg"
    assert verdict(changed(supplied, place, True), "G4.2-07") == "pass"
    assert verdict(changed(supplied, place, False), "G4.2-07") == "fail"
    assert verdict(changed(document, place, True), "G4.2-07") == "missing"
    assert verdicts(decided(document), "G4.2-01") == ["not-applicable"]
