"""The switch of languages on top of every page."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from portal.identity.language import OF_THIS_VISIT, known
from portal.identity.models import User
from portal.identity.services import choose_language
from portal.identity.sessions import safe_next


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Go on in the language of the button, on the page where it was pressed; what is no language changes nothing."""
    response = redirect(safe_next(request.POST.get("next", ""), "journey:start"))
    chosen = known(request.POST.get("language", ""))
    if chosen is None:
        return response
    if request.user.is_authenticated:
        choose_language(user=cast(User, request.user), language=chosen)
    request.session[OF_THIS_VISIT] = chosen.value
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen.value,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
