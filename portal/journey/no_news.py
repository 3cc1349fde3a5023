"""«Nothing new» for a page that asks again and again: cheap, and only for who may see the page.

The page sends back a signed note of what it shows: whose it is, which session, and a mark of the look of it.
The answer then takes two rows by their key, the browser's session and the Ockto session, and nothing of
the dossier. It holds nothing, so it needs no cache that could be empty, away or behind. Whenever anything is
different, or the note is not right, the whole view decides, with all its checks.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from portal.evidence.models import OcktoSession
from portal.identity.sessions import user_id_of
from portal.journey.pages import wants_fragment
from portal.journey.weather import mark_of

SALT = "portal.journey.no_news"
SHOWN = ("id", "status", "sources")
"""The columns that `mark_of` looks at."""
PARAMETER = "gezien"


def note_of(request: HttpRequest, session: OcktoSession) -> str:
    """What the page that is being made shows, for it to send along when it asks for news."""
    return signing.dumps([user_id_of(request), session.pk.hex, mark_of(session)], salt=SALT)


def news_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 204 to a page that shows all there is to show; else let `view` answer."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET" and wants_fragment(request) and _is_shown(request):
            response = HttpResponse(status=204)
            patch_vary_headers(response, ["HX-Request"])
            return response
        return view(request, *args, **kwargs)

    return inner


def _is_shown(request: HttpRequest) -> bool:
    note = request.GET.get(PARAMETER, "")
    try:
        whose, session_id, mark = signing.loads(note, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except (signing.BadSignature, ValueError):
        return False
    if not whose or whose != user_id_of(request):
        return False
    session = OcktoSession.objects.only(*SHOWN).filter(pk=UUID(session_id)).first()
    return session is not None and session.is_open and mark == mark_of(session)
