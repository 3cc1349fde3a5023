"""The registers' clock, shifted by whole days to the demo's date like the portal's own."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Clock:
    """`pinned` is PORTAL_TODAY (YYYY-MM-DD) or empty. ValueError when it is no date."""

    def __init__(self, pinned: str) -> None:
        today = datetime.now(AMSTERDAM).date()  # noqa: TID251 - this is a clock
        self._shift = date.fromisoformat(pinned) - today if pinned else timedelta()

    def now(self) -> datetime:
        """The moment it is in the demo, in Dutch time."""
        return datetime.now(AMSTERDAM) + self._shift  # noqa: TID251 - this is a clock

    def today(self) -> date:
        """The date it is in the demo."""
        return self.now().date()
