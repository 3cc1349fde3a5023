"""Calendar months, working days and ages: the sums under the dates of gids 7.2; its cases are in underwriting/cases."""

from datetime import date

import pytest

from underwriting.periods import add_days, add_months, add_working_days, age_in_years, months_between


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
