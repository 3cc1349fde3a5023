"""Template filters of the desk: ``{% load backoffice %}``."""

import re
from datetime import date, datetime
from typing import Any

from django import template

from portal.formats.dates import amsterdam_day, long_date
from portal.formats.numbers import NO_VALUE

register = template.Library()
SOON_DAYS = 5


@register.filter
def urgency(deadline: date, today: date) -> str:
    """How near a deadline is: `late`, `soon` or `later`; the page also says it in words."""
    days = (deadline - today).days
    if days < 0:
        return "late"
    return "soon" if days <= SOON_DAYS else "later"


@register.filter
def since(moment: datetime, now: datetime) -> str:
    """How long ago in days: `vandaag`, `1 dag`, `12 dagen`."""
    days = (amsterdam_day(now) - amsterdam_day(moment)).days
    if days < 1:
        return "vandaag"
    return "1 dag" if days == 1 else f"{days} dagen"


@register.filter
def answer(value: Any) -> str:
    """An answer of an applicant in words; a dash while there is none."""
    if value is None or value == "":
        return NO_VALUE
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return long_date(value) if isinstance(value, date) else str(value)


@register.filter
def third_person(text: str) -> str:
    """A text for the applicant as the desk reads it: `je naam` is `de naam`."""
    return re.sub(r"\b([Jj])(e|ouw)\b", lambda found: "De" if found[1] == "J" else "de", text)
