"""Who may see a page, and the fresh code that goes with a signature."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.identity.carry import carry
from portal.identity.errors import CodeError, IdentityError
from portal.identity.models import UsedTotpCode, User
from portal.identity.queries import has_totp
from portal.identity.services import verify_totp
from portal.identity.sessions import has_link, has_step_up, saw, staff_ready, to_door

__all__ = ["confirm_fresh", "link_required", "staff_ready", "step_up_required"]

View = Callable[..., HttpResponse]


def link_required(view: View) -> View:
    """Only after the e-mail link; others are asked for their address and come back here."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_link(request):
            return to_door(request, "identity:enter")
        return view(request, *args, **kwargs)

    return inner


def step_up_required(view: View | None = None, *, max_age: timedelta | None = None) -> Any:
    """A consumer's page: only after link and code, for who did something within `STEP_UP_IDLE` (or a code that is
    not older than `max_age`).

    A GET goes to the code page and comes back. A POST is answered with the code page that
    carries everything that was typed; with a right code the same POST reaches the view, so
    nothing is lost. Files cannot be carried and must be chosen again; the page says so.
    Staff, who are never applicants, go to the back office.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not has_link(request):
                return to_door(request, "identity:enter")
            if cast(User, request.user).is_staff:
                return redirect("admin:index")
            if has_step_up(request, max_age):
                saw(request)
                return view(request, *args, **kwargs)
            if not has_totp(cast(User, request.user)):
                return to_door(request, "identity:totp_setup")
            if request.method != "POST":
                return to_door(request, "identity:code")
            return carry(request) or view(request, *args, **kwargs)

        return inner

    return decorate(view) if view else decorate


def confirm_fresh(*, user: User, code: str, bind: str) -> UsedTotpCode:
    """A fresh code for one act (a signature, a mandate); the row says what it confirmed.

    Args:
        user: who acts.
        code: what was typed.
        bind: what it confirms, at most 200 characters: the hash of the document that was shown.

    Raises:
        CodeError: not accepted (wrong, used, too many tries); its text is for the form.
    """
    try:
        return verify_totp(user=user, code=code, bind=bind)
    except CodeError:
        raise
    except IdentityError as error:
        raise CodeError(str(error)) from error
