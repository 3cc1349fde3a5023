"""The one clock of the portal.

Business dates (peildatum, deadlines, validity) are read here and nowhere else, so that a
demo or a test can stand on a date for which norms exist. `PORTAL_TODAY` shifts the clock by
whole days; time keeps running. Production refuses to start with it (settings/production.py).
Second factors and session life use real time: they are agreements with the outside world.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import timezone


@lru_cache(maxsize=1)
def _shift(pinned: str) -> timedelta:
    if not pinned:
        return timedelta()
    return date.fromisoformat(pinned) - timezone.localdate()


def now() -> datetime:
    """The moment it is for the business, aware, in UTC; a shifted clock shows the same time of day."""
    real = timezone.now()
    if not settings.PORTAL_TODAY:
        return real
    wall = timezone.localtime(real).replace(tzinfo=None) + _shift(settings.PORTAL_TODAY)
    return timezone.make_aware(wall).astimezone(UTC)


def today() -> date:
    """The date it is for the business, in Europe/Amsterdam."""
    return timezone.localtime(now()).date()
