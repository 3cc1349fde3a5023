"""Around every request: pages are not kept by browsers, and a form whose sender is not in any more is."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from portal.identity.owner import owner_of
from portal.identity.sessions import has_link
from portal.journey.unsent import keep_unsent

KEPT = gettext_lazy("Je sessie is voorbij. Wat je net invulde, is bewaard: je ziet het terug als je weer binnen bent.")
NOT_DONE = gettext_lazy("Je sessie is voorbij. Wat je net deed, is niet verstuurd. Kom weer binnen en doe het opnieuw.")


class NoStoreMiddleware:
    """`Cache-Control: no-store` on what a view answers, unless it said otherwise; static files are whitenoise's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class UnsentFormMiddleware:
    """A form sent after the session ended: what was typed is kept, and the door says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """After the form's key was found right, before the view sends the person to the door."""
        if request.method != "POST" or has_link(request) or owner_of(request) is None:
            return
        if keep_unsent(request):
            messages.info(request, KEPT)
        else:
            messages.warning(request, NOT_DONE)
