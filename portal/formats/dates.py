"""Notation of dates, moments and terms in the reader's language. Moments are shown in Europe/Amsterdam."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Literal, cast
from zoneinfo import ZoneInfo

from babel import Locale
from django.utils.translation import gettext, ngettext

from portal.formats.language import Language, active
from portal.formats.lists import listed
from portal.formats.numbers import NBSP, NO_VALUE

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
Moment = date | datetime | str


def long_date(day: Moment | None) -> str:
    """Return ``20 november 2026``; a dash for no date."""
    if day is None or day == "":
        return NO_VALUE
    local = amsterdam_day(day)
    return f"{local.day}{NBSP}{_names('months', 'wide')[local.month]} {local.year}"


def short_date(day: Moment | None) -> str:
    """Return ``20 nov 2026``, for tables and chips."""
    if day is None or day == "":
        return NO_VALUE
    local = amsterdam_day(day)
    month = _names("months", "abbreviated")[local.month].rstrip(".")
    return f"{local.day}{NBSP}{month}{NBSP}{local.year}"


def weekday_date(day: Moment | None) -> str:
    """Return ``vrijdag 20 november 2026``, for deadlines that people plan around."""
    if day is None or day == "":
        return NO_VALUE
    return f"{_names('days', 'wide')[amsterdam_day(day).weekday()]} {long_date(day)}"


def clock_time(moment: datetime | None) -> str:
    """Return the time of a moment, ``10.42 uur``, in Europe/Amsterdam."""
    if moment is None:
        return NO_VALUE
    local = moment.astimezone(AMSTERDAM)
    if active() is Language.ENGLISH:
        return f"{local.hour}:{local.minute:02d}"
    return f"{local.hour}.{local.minute:02d}{NBSP}uur"


def date_and_time(moment: datetime | None) -> str:
    """Return ``20 november 2026 om 10.42 uur``, in Europe/Amsterdam."""
    if moment is None:
        return NO_VALUE
    return gettext("%(day)s om %(time)s") % {"day": long_date(moment), "time": clock_time(moment)}


def term(months: int | None) -> str:
    """Return a term in months as ``30 jaar``, ``10 jaar en 6 maanden`` or ``8 maanden``."""
    if months is None:
        return NO_VALUE
    if months < 0:
        raise ValueError(f"a term is not negative: {months}")
    years, rest = divmod(months, 12)
    in_months = _kept_together(ngettext("%(count)s maand", "%(count)s maanden", rest) % {"count": rest})
    if not years:
        return in_months
    in_years = _kept_together(ngettext("%(count)s jaar", "%(count)s jaar", years) % {"count": years})
    return listed([in_years, in_months]) if rest else in_years


def span(taken: timedelta) -> str:
    """Say how long something takes, rounded up: ``minder dan een minuut``, ``4 minuten``, ``2 uur``, ``3 dagen``."""
    minutes = -(-int(taken.total_seconds()) // 60)
    if minutes <= 1:
        return gettext("minder dan een minuut")
    if minutes < 60:
        return _kept_together(gettext("%(count)s minuten") % {"count": minutes})
    hours = -(-minutes // 60)
    if hours < 24:
        return _kept_together(ngettext("%(count)s uur", "%(count)s uur", hours) % {"count": hours})
    days = -(-hours // 24)
    return _kept_together(ngettext("%(count)s dag", "%(count)s dagen", days) % {"count": days})


def days_left(until: Moment, today: date) -> str:
    """Say how far a deadline is from ``today``: ``vandaag``, ``morgen``, ``nog 5 dagen``, ``voorbij``."""
    days = (amsterdam_day(until) - today).days
    if days < 0:
        return gettext("voorbij")
    if days == 0:
        return gettext("vandaag")
    if days == 1:
        return gettext("morgen")
    return ngettext("nog %(count)s dag", "nog %(count)s dagen", days).replace("%(count)s ", f"%(count)s{NBSP}") % {
        "count": days
    }


def _names(what: Literal["months", "days"], width: str) -> Mapping[int, str]:
    """The names of months (from 1) or weekdays (from 0, Monday), as the CLDR has them for the language read now."""
    locale = Locale.parse("en_GB" if active() is Language.ENGLISH else "nl")
    return cast(Mapping[int, str], getattr(locale, what)["format"][width])


def _kept_together(text: str) -> str:
    return text.replace(" ", NBSP)


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
