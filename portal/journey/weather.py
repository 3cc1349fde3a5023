"""What the Ockto page says about a session: its sources, until when it works, and whether there is news. Pure."""

import json
from datetime import date, datetime
from typing import Any
from zlib import crc32

from django.utils.translation import gettext

from brondata.datasets import Source
from portal.evidence.models import OcktoSession
from portal.formats.dates import amsterdam_day, clock_time, date_and_time
from portal.journey.source_words import WORDS, name_of, reason_in_words

STATES = {"waiting": "wacht", "collecting": "bezig", "collected": "binnen", "failed": "mislukt"}
# Milliseconds between two questions of the page: at first, and at last when nothing changes.
# Somebody who looks their data through may send them any moment.
PACE = {
    "invited": (2000, 10_000),
    "consent": (1000, 1000),
    "shared": (400, 2000),
    "fetching": (400, 2000),
    "fetched": (400, 2000),
}
ON_PHONE = (1000, 4000)


def source_lines(session: OcktoSession) -> list[dict[str, Any]]:
    """One line per register: its name, what it gives, where it stands, since when and why."""
    return [_line(line) for line in session.sources]


def failed_sources(session: OcktoSession) -> list[Source]:
    """The registers that gave nothing in this session."""
    return [Source(line["source"]) for line in session.sources if line["status"] == "failed"]


def asked_alone(session: OcktoSession | None) -> Source | None:
    """The one register that the session is about, when it was made to collect that again."""
    rest = [Source(value) for value in session.asked if value != Source.BRP] if session else []
    return rest[0] if len(rest) == 1 else None


def works_until(moment: datetime | None, today: date) -> str:
    """Until when an invitation works: the time, and the day when that is not today; empty when unknown."""
    if moment is None:
        return ""
    shown = clock_time(moment) if amsterdam_day(moment) == today else date_and_time(moment)
    return gettext("Deze code werkt tot %(shown)s.") % {"shown": shown}


def mark_of(session: OcktoSession) -> str:
    """Changes exactly when the fragment looks different: the page sends it along and hears of news only."""
    shown = json.dumps([str(session.pk), session.status, session.sources], sort_keys=True)
    return f"{crc32(shown.encode()):08x}"


def pace_of(session: OcktoSession) -> tuple[int, int]:
    """How often the page asks, in milliseconds: at first, and when nothing has changed for a while."""
    return PACE.get(session.status, ON_PHONE)


def spoken(session: OcktoSession) -> str:
    """What a screen reader hears when something changed."""
    done = sum(1 for line in session.sources if line["status"] == "collected")
    failed = [name_of(one) for one in failed_sources(session)]
    said = (
        gettext("%(done)s van %(sources)s bronnen binnen.") % {"done": done, "sources": len(session.sources)}
        if session.sources
        else ""
    )
    return " ".join(
        [said, *(gettext("%(name)s lukt nu niet.") % {"name": name} for name in dict.fromkeys(failed))]
    ).strip()


def _line(line: dict[str, str]) -> dict[str, Any]:
    source, state = Source(line["source"]), STATES[line["status"]]
    words = WORDS.get(source.value)
    gives = words.gives[:1].upper() + words.gives[1:] if words else ""
    told = state in ("binnen", "mislukt") and line["at"]
    return {
        "name": source.label,
        "what": reason_in_words(line["reason"]) if state == "mislukt" else gives,
        "state": state,
        "at": datetime.fromisoformat(line["at"]) if told else None,
    }
