"""gids 4.4: what AOW and pension do to the income test, where the tables of cases/ch04_pension.toml can't say it."""

import pytest

from tests.underwriting.builders import Json, changed, decided, movers, starter, verdict
from tests.underwriting.wages import INCOMES, joint
from underwriting.figures import Toetsmoment

AOW = {"id": "i8", "kind": "pensioen", "scheme": "aow", "annual_amount": "18000.00"}
PENSION = {"id": "i9", "kind": "pensioen", "scheme": "collectief", "annual_amount": "30000.00"}


def near(aow_on: str, pension_on: str | None = None, *incomes: Json, stopped: bool | None = False) -> Json:
    """The starter, 60,000 by IBL and 180,000 to borrow, with AOW of 18,000 and a pension of 30,000 to come."""
    document = changed(starter(), "applicants[0].aow_on", aow_on)
    if pension_on is not None:
        document = changed(document, "applicants[0].pension_on", pension_on)
    if stopped is not None:
        document = changed(document, "applicants[0].stopped_working", stopped)
    return changed(document, INCOMES, [document["applicants"][0]["incomes"][0], *(incomes or (AOW, PENSION))])


def moments(document: Json) -> list[Toetsmoment]:
    return list(decided(document).figures.toetsmomenten or ())


def told(document: Json) -> list[tuple[str, str, str]]:
    """Day, reason and income of every moment."""
    return [(one.from_on.isoformat(), one.reason, f"{one.toetsinkomen or 0:.0f}") for one in moments(document)]


def pays(**facts: object) -> Json:
    return {**PENSION, **facts}


def test_the_income_changes_on_the_day_of_the_pension() -> None:
    document = near("2034-01-01")
    assert told(document) == [("2026-03-30", "aanvang", "60000"), ("2034-01-01", "pensioen", "48000")]
    now, then = moments(document)
    assert now.until_on is not None
    assert now.until_on.isoformat() == "2033-12-31"
    assert (then.loan_balance or 0) < 180_000
    assert joint(document) == 60_000


def test_the_maximum_now_is_what_the_pension_carries_and_what_is_repaid_by_then() -> None:
    _, then = moments(near("2034-01-01"))
    maximum = decided(near("2034-01-01")).figures.maximum_loan
    assert maximum is not None
    assert then.maximum_loan is not None
    assert then.loan_balance is not None
    assert maximum.on_income == then.maximum_loan + 180_000 - then.loan_balance


def in_two(document: Json, fast: str, months: int, slow: str) -> Json:
    """The loan in two: one part that is repaid in so many months, and one over thirty years."""
    part = document["lening"]["leningdelen"][0]
    parts = [{**part, "amount": slow}, {**part, "id": "l2", "amount": fast, "term_months": months}]
    return changed(document, "lening.leningdelen", parts)


def test_without_amounts_nothing_is_known_of_the_pension() -> None:
    bare = changed(near("2034-01-01"), INCOMES, starter()["applicants"][0]["incomes"])
    assert [verdict(bare, rule) for rule in ("G4.4-01", "G4.4-04", "G2.6-01")] == ["missing"] * 3
    assert verdict(bare, "G4-11") == "pass"
    assert decided(bare).outcome == "incomplete"
    nothing = {key: value for key, value in PENSION.items() if key != "annual_amount"}
    assert verdict(near("2034-01-01", None, AOW, nothing), "G4.4-01") == "missing"
    assert verdict(near("2034-01-01", None, pays(ibp_toetsinkomen="45000.00")), "G4.4-01") == "pass"


def test_an_ibp_goes_before_the_amount() -> None:
    document = near("2034-01-01", None, pays(ibp_toetsinkomen="45000.00"))
    assert told(document)[1] == ("2034-01-01", "pensioen", "45000")


@pytest.mark.parametrize(
    ("pension_on", "expected"),
    [
        ("2034-12-31", [("2034-01-01", "pensioen", "48000")]),
        ("2035-01-01", [("2034-01-01", "aow", "78000"), ("2035-01-01", "pensioen", "48000")]),
        ("2033-01-02", [("2033-01-02", "pensioen", "48000")]),
        ("2033-01-01", [("2033-01-01", "pensioen", "30000"), ("2034-01-01", "aow", "48000")]),
    ],
)
def test_dates_less_than_a_year_apart_are_one(pension_on: str, expected: list[tuple[str, str, str]]) -> None:
    document = near("2034-01-01", pension_on)
    assert told(document)[1:] == expected


@pytest.mark.parametrize(
    ("months", "said", "day"), [(92, "pass", "2033-03-01"), (100, "refer", "2034-01-01"), (108, "fail", "2033-03-01")]
)
def test_where_only_the_later_date_holds_a_person_decides(months: int, said: str, day: str) -> None:
    """A pension from March 2033 and AOW from January 2034: by which of the two is the fast part repaid?"""
    facts = near("2034-01-01", "2033-03-01", AOW, pays(annual_amount="13600.00"))
    document = in_two(facts, "60000.00", months, "110000.00")
    assert [one[0] for one in told(document)[1:] if one[1] == "pensioen"] == [day]
    assert verdict(document, "G2.6-01") == ("fail" if said == "fail" else "pass")


def test_who_has_aow_and_states_none_is_not_refused_for_it() -> None:
    document = changed(near("2025-01-01"), INCOMES, [])
    assert joint(document) is None
    assert verdict(document, "G4-11") == "missing"
    assert decided(document).outcome == "incomplete"


def test_a_pension_that_runs_counts_and_a_far_one_does_not() -> None:
    running = pays(starts_on="2020-01-01")
    assert joint(near("2050-01-01", None, running)) == 90_000
    assert joint(near("2050-01-01", None, pays(starts_on="2026-03-30"))) == 90_000
    assert joint(near("2050-01-01", None, pays(starts_on="2026-03-31"))) == 60_000
    assert joint(near("2050-01-01", None, PENSION)) == 60_000


def test_a_temporary_pension_ends_in_the_test() -> None:
    document = near("2034-01-01", None, AOW, pays(ends_on="2038-12-31"))
    assert told(document)[1:] == [("2034-01-01", "pensioen", "48000"), ("2039-01-01", "overig", "18000")]
    assert verdict(document, "G4.7-01") == "fail"


def couple(oldest: str, youngest: str) -> Json:
    """The movers, 62,000 and 48,000, of whom the first has AOW of 18,000 and a pension of 30,000 to come."""
    document = changed(movers(), "applicants[0].aow_on", oldest)
    document = changed(document, "applicants[1].aow_on", youngest)
    document = changed(document, "applicants[0].stopped_working", False)
    incomes = [document["applicants"][0]["incomes"][0], AOW, PENSION]
    return changed(document, INCOMES, incomes)


def test_the_actual_burden_carries_more_of_an_interest_only_loan() -> None:
    parted, together = couple("2032-01-01", "2038-01-01"), couple("2032-01-01", "2032-01-01")
    actual, level = moments(parted)[1], moments(together)[1]
    assert (actual.mortgage_burden_annual or 0) < (level.mortgage_burden_annual or 0)
    assert (actual.maximum_loan or 0) > (level.maximum_loan or 0)
