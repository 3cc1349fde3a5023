"""gids 5.1, 5.2, 11: BKR, its codes, and registers abroad."""

import pytest

from tests.underwriting.builders import (
    Json,
    changed,
    decided,
    starter,
    verdict,
    verdicts,
    without,
)

REGISTRATIONS = "applicants[0].registers.bkr.registrations"


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
