"""The dates of an application as a calendar file (RFC 5545), to plan on in one's own agenda.

Nothing in it says who somebody is or what they borrow: agendas are shared with colleagues and families.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event

DAYS_BEFORE = (7, 1)
"""When the agenda warns, days before the date."""


def calendar_of(dossier: UUID, dates: Sequence[Mapping[str, Any]], *, version: int, stamp: datetime) -> bytes:
    """The file.

    Args:
        dossier: makes the names of the events: the same date of the same dossier replaces its older self.
        dates: each with a `key` that stays, a `label` and the last `date` on which it can be done, inclusive.
        version: of the dossier; a later file wins from an earlier one.
        stamp: when the file is made, with its offset.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Neo Hypotheken//Portaal//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    address = settings.BASE_URL + reverse("journey:home")
    for one in dates:
        event = Event()
        event.add("uid", f"{uuid5(dossier, one['key'])}@{urlsplit(settings.BASE_URL).hostname}")
        event.add("dtstamp", stamp)
        event.add("sequence", version)
        event.add("summary", gettext("Neo Hypotheken: %(what)s") % {"what": one["label"]})
        event.add(
            "description", gettext("Dit kan tot en met deze dag. Ga naar je aanvraag: %(url)s") % {"url": address}
        )
        event.add("url", address)
        day: date = one["date"]
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        for days in DAYS_BEFORE:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", one["label"])
            alarm.add("trigger", timedelta(days=-days))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
