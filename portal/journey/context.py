"""What every page shows: how to reach us, the business date, and in the demo that it is one."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal import clock


def portal(request: HttpRequest) -> dict[str, Any]:
    """Contact details and the demo's mailbox for base.html."""
    return {
        "contact_phone": settings.CONTACT_PHONE,
        "contact_email": settings.CONTACT_EMAIL,
        "today": clock.today(),
        "is_demo": settings.ALLOW_SIMULATORS,
        "mailbox_url": getattr(settings, "MAILBOX_URL", ""),
    }
