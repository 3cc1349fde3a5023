"""«Later verder»: everything is kept; go on later by mail, or now on another device by a QR code."""

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from portal.identity.errors import LimitsAway, TooMany
from portal.identity.limits import LINK_PER_ADDRESS, spend
from portal.identity.models import LoginLink
from portal.identity.services import hand_over_link, send_login_link
from portal.journey.pages import applicant_page, go_to, page, wants_fragment

BACK, CODE = "verder", "code"
"""Where to go on, and which code the page asks about."""


@applicant_page(newcomers=True)
@require_http_methods(["GET", "POST"])
def later(request: Any) -> HttpResponse:
    """Say that all is kept; by POST mail a link (`mail`) or show a code to scan (`qr`), which works once."""
    back = _back(request.POST.get(BACK, "") or request.GET.get(BACK, ""))
    context: dict[str, Any] = {"back": back, "email": request.user.email}
    if wants_fragment(request) and request.method == "GET":
        context |= _status(request, request.GET.get(CODE, ""))
    elif request.method == "POST":
        try:
            if "qr" in request.POST:
                link, address = hand_over_link(user=request.user, next_path=back)
                qr = segno.make(address, error="m").svg_data_uri(border=4, scale=6, dark="#000", light="#fff")
                context |= {"link": link, "qr": qr, "state": "waiting"}
            else:
                spend(LINK_PER_ADDRESS, request.user.email)
                send_login_link(user=request.user, purpose="resume", next_path=back)
                words = gettext("We hebben een link gestuurd naar %(email)s.") % {"email": request.user.email}
                messages.success(request, words)
                return go_to(request, "journey:later")
        except (TooMany, LimitsAway) as error:
            messages.error(request, str(error))
            return go_to(request, "journey:later")
    return page(request, "later", context, fragment="later_status", polling=context.get("state") == "waiting")


def _status(request: Any, code: str) -> dict[str, Any]:
    """Whether the other device went on: `waiting`, `used` or `over`."""
    try:
        link = request.user.links.filter(pk=UUID(code), purpose=LoginLink.Purpose.HANDOVER).first()
    except ValueError:
        link = None
    if link is None or link.replaced_at or (link.expires_at <= timezone.now() and not link.used_at):
        return {"link": link, "state": "over"}
    return {"link": link, "state": "used" if link.used_at else "waiting"}


def _back(path: str) -> str:
    """A page of the application to go on at; anything else is its first page."""
    home = reverse("journey:home")
    return path if path.startswith(home) and "//" not in path and "\\" not in path else home
