"""What every page can show: how to reach us, dates, how long one may do nothing, that a demo is one, its reference."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from portal import clock
from portal.formats.dates import long_date
from portal.identity.sessions import idle_seconds_left


def portal(request: HttpRequest) -> dict[str, Any]:
    """Contact details and the demo's mailbox for base.html."""
    return {
        "contact_phone": settings.CONTACT_PHONE,
        "contact_email": settings.CONTACT_EMAIL,
        "today": clock.today(),
        "reference": getattr(request, "reference", ""),
        "demo_notice": _demo_notice(),
        "is_demo": settings.ALLOW_SIMULATORS,
        **_session(request),
        "mailbox_url": getattr(settings, "MAILBOX_URL", ""),
    }


def _session(request: HttpRequest) -> dict[str, Any]:
    """For who is in: how long they may do nothing, and how long before that the page warns (seconds)."""
    left = idle_seconds_left(request)
    if left is None or request.user.is_staff:  # type: ignore[union-attr]
        return {}
    return {
        "idle_left": left,
        "idle_warning": int(settings.IDLE_WARNING.total_seconds()),
        "idle_minutes": int(settings.STEP_UP_IDLE.total_seconds()) // 60,
    }


def _demo_notice() -> str:
    """Every page of a demo says that it is one, and on which date it stands when that is not today."""
    if not settings.ALLOW_SIMULATORS:
        return ""
    notice = gettext("Dit is een demo. Personen, bedragen en rentes zijn verzonnen.")
    if not settings.PORTAL_TODAY:
        return notice
    date_of_demo = gettext("Deze demo staat op %(today)s.") % {"today": long_date(clock.today())}
    return f"{notice} {date_of_demo}"
