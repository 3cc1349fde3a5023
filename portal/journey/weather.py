"""The lines of `components/_sources.html` from the state of a session. Pure."""

from datetime import datetime
from typing import Any

from brondata.datasets import Source
from portal.evidence.models import OcktoSession

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
