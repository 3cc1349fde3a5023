"""Dutch notation of dates, moments and terms. Moments are shown in Europe/Amsterdam."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.formats.numbers import NBSP, NO_VALUE

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

Moment = date | datetime | str


def long_date(day: Moment | None) -> str:
    """Return ``20 november 2026``; a dash for no date."""
    if day is None or day == "":
        return NO_VALUE
    local = amsterdam_day(day)
    return f"{local.day}{NBSP}{MONTHS[local.month - 1]} {local.year}"


def short_date(day: Moment | None) -> str:
    """Return ``20 nov 2026``, for tables and chips."""
    if day is None or day == "":
        return NO_VALUE
    local = amsterdam_day(day)
    return f"{local.day}{NBSP}{SHORT_MONTHS[local.month - 1]}{NBSP}{local.year}"


def weekday_date(day: Moment | None) -> str:
    """Return ``vrijdag 20 november 2026``, for deadlines that people plan around."""
    if day is None or day == "":
        return NO_VALUE
    return f"{WEEKDAYS[amsterdam_day(day).weekday()]} {long_date(day)}"


def clock_time(moment: datetime | None) -> str:
    """Return the time of a moment, ``10.42 uur``, in Europe/Amsterdam."""
    if moment is None:
        return NO_VALUE
    local = moment.astimezone(AMSTERDAM)
    return f"{local.hour}.{local.minute:02d}{NBSP}uur"


def date_and_time(moment: datetime | None) -> str:
    """Return ``20 november 2026 om 10.42 uur``, in Europe/Amsterdam."""
    if moment is None:
        return NO_VALUE
    return f"{long_date(moment)} om {clock_time(moment)}"


def term(months: int | None) -> str:
    """Return a term in months as ``30 jaar``, ``10 jaar en 6 maanden`` or ``8 maanden``."""
    if months is None:
        return NO_VALUE
    if months < 0:
        raise ValueError(f"a term is not negative: {months}")
    years, rest = divmod(months, 12)
    in_months = f"{rest}{NBSP}{'maand' if rest == 1 else 'maanden'}"
    if not years:
        return in_months
    in_years = f"{years}{NBSP}jaar"
    return f"{in_years} en {in_months}" if rest else in_years


def days_left(until: Moment, today: date) -> str:
    """Say how far a deadline is from ``today``: ``vandaag``, ``morgen``, ``nog 5 dagen``, ``voorbij``."""
    days = (amsterdam_day(until) - today).days
    if days < 0:
        return "voorbij"
    if days == 0:
        return "vandaag"
    if days == 1:
        return "morgen"
    return f"nog {days}{NBSP}dagen"


def amsterdam_day(value: Moment) -> date:
    """Return the calendar day in Amsterdam of a date, an aware moment or an ISO text.

    Raises:
        ValueError: for a naive moment or for text that is no ISO 8601 date.
    """
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(AMSTERDAM).date()
    return value
