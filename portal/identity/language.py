"""In which language somebody reads.

Who is in: the language they chose, kept with their account, so that mails and the next log-in on another device follow
it; this visit remembers it in the session, so that no page asks for the account to know it. A visitor: the cookie that
the switch leaves. Else Dutch. The browser's Accept-Language is not followed: many Dutch people have an English phone,
the papers that bind them are Dutch, and the switch stands on top of every page.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from portal.formats.language import Language

# In the session: the language of this visit. What a visitor chose, `enter_session` keeps with the account.
OF_THIS_VISIT = "language"


class LanguageMiddleware:
    """Every page in the language of its reader, and the back office in Dutch."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or Language.DUTCH)
        patch_vary_headers(response, ["Cookie"])
        return response


def language_of(request: HttpRequest) -> Language:
    """The language of this request."""
    if request.path_info.startswith(f"/{settings.BACK_OFFICE_PATH}"):
        return Language.DUTCH
    return known(request.session.get(OF_THIS_VISIT, "")) or cookie_of(request) or Language.DUTCH


def cookie_of(request: HttpRequest) -> Language | None:
    """What this browser's visitor chose earlier, if anything."""
    return known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))


def known(code: str) -> Language | None:
    """The language with this code; None for any other text."""
    return Language(code) if code in Language.values else None


def switch(request: HttpRequest) -> dict[str, Any]:
    """For base.html: the other language, and the address to come back to.

    The answer to a POST is not an address to come back to: then it is the page that sent it.
    """
    back = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        came_from = urlsplit(request.headers.get("Referer", ""))
        back = came_from._replace(scheme="", netloc="").geturl() if came_from.netloc == request.get_host() else ""
    other = Language.DUTCH if translation.get_language() == Language.ENGLISH else Language.ENGLISH
    return {"language_switch": {"code": other.value, "name": other.label, "next": back}}
