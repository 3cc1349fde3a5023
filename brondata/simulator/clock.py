"""The simulator's clock: real time, moved by whole days so that today is ``PORTAL_TODAY``."""

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

Clock = Callable[[], datetime]


def clock_on(today: date | None) -> Clock:
    """A clock that runs as usual, on which the day of this call is ``today``."""
    shift = today - _real().date() if today else timedelta()

    def now() -> datetime:
        return _real() + shift

    return now


def _real() -> datetime:
    return datetime.now(AMSTERDAM)  # noqa: TID251 - the simulator is the outside world: this is its own clock


def clock_from_environment() -> Clock:
    """The clock that ``PORTAL_TODAY`` (YYYY-MM-DD) asks for. Raises ``ValueError`` for another spelling."""
    text = os.environ.get("PORTAL_TODAY", "")
    return clock_on(date.fromisoformat(text) if text else None)
