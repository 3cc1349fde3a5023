"""What the Ockto page says about a session: its sources, and until when it works. Pure."""

from datetime import date, datetime
from typing import Any

from brondata.datasets import Source
from portal.evidence.models import OcktoSession
from portal.formats.dates import amsterdam_day, clock_time, date_and_time

STATES = {"waiting": "wacht", "collecting": "bezig", "collected": "binnen", "failed": "mislukt"}


def source_lines(session: OcktoSession) -> list[dict[str, Any]]:
    """One line per register: its name, where it stands and since when."""
    return [
        {
            "name": Source(line["source"]).label,
            "state": STATES[line["status"]],
            "at": datetime.fromisoformat(line["at"]) if line["at"] and line["status"] == "collected" else None,
        }
        for line in session.sources
    ]


def works_until(moment: datetime | None, today: date) -> str:
    """Until when an invitation works: the time, and the day when that is not today; empty when unknown."""
    if moment is None:
        return ""
    shown = clock_time(moment) if amsterdam_day(moment) == today else date_and_time(moment)
    return f"Deze code werkt tot {shown}."
