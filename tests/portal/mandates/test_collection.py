"""Collection two working days before the first, on the calendar of T2."""

from datetime import date, timedelta

import pytest

from portal.mandates.collection import (
    closing_days,
    collection_date,
    easter_sunday,
    first_collection_on_or_after,
    is_working_day,
    working_days_before,
)


@pytest.mark.parametrize(
    "easter",
    # Source: US Naval Observatory / Meeus, Astronomical Algorithms, ch. 8: the outermost dates among them.
    ["1818-03-22", "2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"],
)
def test_easter(easter: str) -> None:
    assert easter_sunday(int(easter[:4])) == date.fromisoformat(easter)


@pytest.mark.parametrize("year", range(2024, 2060))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-04-02", True),  # Maundy Thursday
        ("2026-04-03", False),  # Good Friday
        ("2026-04-04", False),  # Saturday
        ("2026-04-05", False),  # Easter
        ("2026-04-06", False),  # Easter Monday
        ("2026-04-07", True),
        ("2026-04-27", True),  # Koningsdag: a Dutch holiday on which T2 works
        ("2026-05-01", False),  # Labour Day
        ("2026-05-05", True),  # Bevrijdingsdag
        ("2026-05-14", True),  # Ascension Day
        ("2026-05-25", True),  # Whit Monday
        ("2026-12-24", True),
        ("2026-12-25", False),
        ("2026-12-26", False),
        ("2026-12-31", True),
        ("2027-01-01", False),
        ("2027-01-04", True),
    ],
)
def test_a_working_day_is_a_day_on_which_t2_works(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("month", "collected"),
    [
        ("2026-01", "2026-01-29"),  # 1 February is a Sunday
        ("2026-02", "2026-02-26"),
        ("2026-03", "2026-03-30"),
        ("2026-04", "2026-04-29"),  # Koningsdag lies before, 1 May itself does not count
        ("2026-05", "2026-05-28"),
        ("2026-06", "2026-06-29"),
        ("2026-07", "2026-07-30"),
        ("2026-08", "2026-08-28"),
        ("2026-11", "2026-11-27"),
        ("2026-12", "2026-12-30"),
        ("2027-12", "2027-12-30"),
        ("2024-03", "2024-03-27"),  # 1 April is Easter Monday: Good Friday and the weekend drop out
        ("2029-03", "2029-03-28"),  # Easter is 1 April, Good Friday 30 March
        ("2018-03", "2018-03-28"),
    ],
)
def test_the_term_is_collected_two_working_days_before_the_first_of_the_next_month(month: str, collected: str) -> None:
    year, number = map(int, month.split("-"))
    assert collection_date(year, number) == date.fromisoformat(collected)


def test_each_month_of_twenty_years_is_collected_once_within_that_month() -> None:
    for year in range(2026, 2046):
        for month in range(1, 13):
            day = collection_date(year, month)
            assert (day.year, day.month) == (year, month)
            first_of_next = date(year + month // 12, month % 12 + 1, 1)
            between = (first_of_next - day).days
            days = [day + timedelta(n) for n in range(between)]
            assert is_working_day(day)
            assert sum(map(is_working_day, days)) == 2


@pytest.mark.parametrize(
    ("day", "collected"),
    [
        ("2026-11-01", "2026-11-27"),
        ("2026-11-27", "2026-11-27"),
        ("2026-11-28", "2026-12-30"),
        ("2026-12-31", "2027-01-28"),
    ],
)
def test_the_first_collection_on_or_after_a_day(day: str, collected: str) -> None:
    assert first_collection_on_or_after(date.fromisoformat(day)) == date.fromisoformat(collected)


def test_counting_back_does_not_count_the_day_itself() -> None:
    wednesday = date(2026, 7, 1)
    assert working_days_before(wednesday, 0) == wednesday
    assert working_days_before(wednesday, 1) == date(2026, 6, 30)
    assert working_days_before(date(2027, 1, 4), 3) == date(2026, 12, 29)


def test_six_closing_days_a_year() -> None:
    assert all(len(closing_days(year)) == 6 for year in range(2024, 2060))
