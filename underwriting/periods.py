"""Calendar sums as the contract lays them down: a month later is the same day, or the last day of that month."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

# A register writes "for ever" as 9999-12-31. A day beyond the calendar is its last (or first) day: it compares as it
# should, and a valid document never breaks the engine.


def add_months(day: date, months: int) -> date:
    """`months` later (earlier when negative); 31 January plus a month is the last day of February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    last = 28 if day.day <= 28 else monthrange(year, month + 1)[1]  # every month has 28 days
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    """`years` later; 29 February becomes 28 February where there is no 29th."""
    return add_months(day, 12 * years)


def add_days(day: date, days: int) -> date:
    """`days` later (earlier when negative)."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`; 0 when `end` is not later."""
    if end <= start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def age_in_years(birth: date, on: date) -> int:
    """The age on a day; the birthday itself counts."""
    return months_between(birth, on) // 12


def add_working_days(day: date, days: int, holidays: frozenset[date] = frozenset()) -> date:
    """The day that is `days` working days later; weekends and `holidays` do not count."""
    while days > 0 and day < date.max:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            days -= 1
    return day
