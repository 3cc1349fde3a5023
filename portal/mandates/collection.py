"""When the monthly term is collected: two working days before the first (gids 2.10).

A working day is a day on which T2, the payment system of the ECB, is open: direct debits settle only
then. Dutch holidays such as Koningsdag and Hemelvaart are working days for it. Source: ECB, long-term
calendar of closing days, decision of 14 December 2000 (press release pr001214_4), still in force.
"""

from datetime import date, timedelta

WORKING_DAYS_BEFORE = 2
DAY = timedelta(days=1)
_SATURDAY = 5


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def closing_days(year: int) -> frozenset[date]:
    """The weekdays and weekend days on which T2 is closed besides Saturdays and Sundays."""
    easter = easter_sunday(year)
    return frozenset(
        {
            date(year, 1, 1),
            easter - 2 * DAY,  # Good Friday
            easter + DAY,  # Easter Monday
            date(year, 5, 1),
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def is_working_day(day: date) -> bool:
    """Whether direct debits settle on `day`."""
    return day.weekday() < _SATURDAY and day not in closing_days(day.year)


def working_days_before(day: date, count: int) -> date:
    """The working day that lies `count` working days before `day`; `day` itself does not count."""
    found = day
    while count:
        found -= DAY
        count -= is_working_day(found)
    return found


def collection_date(year: int, month: int) -> date:
    """The day on which the term of this month is collected: in arrears, before the first of the next."""
    return working_days_before(_first_of_next_month(year, month), WORKING_DAYS_BEFORE)


def first_collection_on_or_after(day: date) -> date:
    """The first collection date that is not before `day`."""
    found = collection_date(day.year, day.month)
    if found >= day:
        return found
    following = _first_of_next_month(day.year, day.month)
    return collection_date(following.year, following.month)


def _first_of_next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
