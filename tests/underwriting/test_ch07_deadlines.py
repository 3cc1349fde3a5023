"""gids 7.2: calendar months, last days inclusive."""

from datetime import date

import pytest

from tests.underwriting.builders import at_phase, changed, decided, starter, verdict, without
from underwriting.norms import norms_on
from underwriting.periods import add_days, add_months, add_working_days, age_in_years, months_between
from underwriting.workings.deadlines import offer_deadlines


@pytest.mark.parametrize(
    ("issued", "unused", "documents", "offer", "accept", "passes"),
    [
        ("2026-03-02", "2026-03-23", "2026-04-17", "2026-04-18", "2026-05-02", "2026-09-02"),
        ("2026-01-31", "2026-02-21", "2026-03-15", "2026-03-17", "2026-03-31", "2026-07-31"),
        ("2026-12-31", "2027-01-21", "2027-02-15", "2027-02-14", "2027-02-28", "2027-06-30"),
        ("2026-08-31", "2026-09-21", "2026-10-15", "2026-10-17", "2026-10-31", "2027-02-28"),
    ],
)
def test_the_dates_of_a_renteaanbod(
    issued: str, unused: str, documents: str, offer: str, accept: str, passes: str
) -> None:
    """After a short month the offer is due before the documents are (G7.2-02): the earlier day binds."""
    dates = offer_deadlines(date.fromisoformat(issued), norms_on(date(2026, 3, 2)).ch07)
    found = (dates.unused_lapses_on, dates.documents_by, dates.hypotheekaanbod_by, dates.accept_by, dates.pass_by)
    assert [str(day) for day in found] == [unused, documents, offer, accept, passes]


@pytest.mark.parametrize(
    ("rule", "last", "after"),
    [("G7.2-02", "2026-04-18", "2026-04-19"), ("G7.2-05", "2026-05-02", "2026-05-03")],
)
def test_the_last_day_counts_and_the_day_after_does_not(rule: str, last: str, after: str) -> None:
    assert verdict(at_phase(starter(), "hypotheekaanbod", last), rule) == "pass"
    assert verdict(at_phase(starter(), "hypotheekaanbod", after), rule) == "missing"


def test_documents_may_be_late_once_the_file_is_complete() -> None:
    document = at_phase(starter(), "dossier", "2026-04-18")
    assert verdict(document, "G7.2-01") == "pass"
    assert verdict(changed(document, "dossier.complete", False), "G7.2-01") == "missing"
    assert verdict(changed(at_phase(document, "dossier", "2026-04-17"), "dossier.complete", False), "G7.2-01") == "pass"


@pytest.mark.parametrize(("used", "found"), [("2026-03-23", "pass"), ("2026-03-24", "missing")])
def test_an_offer_is_taken_up_within_three_weeks(used: str, found: str) -> None:
    assert verdict(changed(starter(), "aanbod.renteaanbod.used_on", used), "G7.2-07") == found


def test_an_offer_that_is_not_taken_up_shows_the_day_it_lapses() -> None:
    document = without(at_phase(starter(), "renteaanbod", "2026-03-23"), "aanbod.renteaanbod.used_on")
    assert verdict(document, "G7.2-07") == "pass"
    shown = {deadline.kind: deadline.on for deadline in decided(document).deadlines}
    assert shown["renteaanbod-ongebruikt"] == date(2026, 3, 23)
    assert verdict(at_phase(document, "renteaanbod", "2026-03-24"), "G7.2-07") == "missing"


@pytest.mark.parametrize(("planned", "found"), [("2026-09-02", "pass"), ("2026-09-03", "missing")])
def test_the_deed_passes_within_six_months(planned: str, found: str) -> None:
    document = changed(at_phase(starter(), "passeren"), "passeren.planned_on", planned)
    assert verdict(document, "G7.2-06") == found


def test_without_a_renteaanbod_there_is_no_offer() -> None:
    document = without(starter(), "aanbod")
    assert [verdict(document, rule) for rule in ("G7.2-01", "G7.2-02", "G7.2-05")] == ["missing"] * 3
    assert [verdict(document, rule) for rule in ("G7.2-03", "G7.2-07")] == ["not-applicable"] * 2


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-11-15", 2, "2027-01-15"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2023-02-01", "2026-03-10", 37),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-31", "2026-02-27", 0),
        ("2026-02-01", "2026-01-01", 0),
    ],
)
def test_whole_months_between_two_days(start: str, end: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_a_birthday_counts_and_working_days_skip_the_weekend_and_holidays() -> None:
    assert age_in_years(date(2008, 3, 2), date(2026, 3, 1)) == 17
    assert age_in_years(date(2008, 3, 2), date(2026, 3, 2)) == 18
    assert add_working_days(date(2026, 3, 5), 5) == date(2026, 3, 12)
    assert add_working_days(date(2026, 4, 2), 1, frozenset({date(2026, 4, 3), date(2026, 4, 6)})) == date(2026, 4, 7)


def test_the_calendar_ends_and_a_day_beyond_it_is_its_last() -> None:
    """Registers write "for ever" as 9999-12-31."""
    assert add_months(date(9999, 12, 31), 1) == add_days(date(9999, 12, 31), 1) == date.max
    assert add_months(date(1, 1, 1), -1) == add_days(date(1, 1, 1), -1) == date.min
    assert add_working_days(date(9999, 12, 31), 2) == date.max
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
