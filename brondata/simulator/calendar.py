"""Wage periods: calendar months and the four-week periods of the loonaangifte."""

from datetime import date, timedelta
from itertools import pairwise

Period = tuple[date, date]


def months_ago(today: date, months: int) -> date:
    """The first day of the month that lies ``months`` before this one; negative counts ahead."""
    index = today.year * 12 + today.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def month_period(today: date, ago: int) -> Period:
    """The complete month ``ago`` months back; 1 is the month before this one."""
    return months_ago(today, ago), months_ago(today, ago - 1) - timedelta(days=1)


def four_week_period(today: date, ago: int) -> Period:
    """The complete four-week period ``ago`` periods back; 1 is the last one that ended before today."""
    years = range(today.year - ago // 13 - 2, today.year + 1)
    ended = [period for year in years for period in _four_weeks_of(year) if period[1] < today]
    return ended[-ago]


def _four_weeks_of(year: int) -> list[Period]:
    """The thirteen periods of a year: ISO weeks by four, cut off at 1 January and 31 December."""
    sundays = [date.fromisocalendar(year, week, 7) for week in range(4, 52, 4)]
    ends = [date(year - 1, 12, 31), *sundays, date(year, 12, 31)]
    return [(before + timedelta(days=1), end) for before, end in pairwise(ends)]
