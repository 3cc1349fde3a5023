"""The reason for opening a dossier: asked once per session, written with everything that is opened."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from portal.dossiers.access import record_look
from portal.dossiers.models import Dossier
from portal.identity.models import User

SESSION = "looks"
View = Callable[..., HttpResponse]


def give_reason(request: HttpRequest, dossier: Dossier, reason: str) -> None:
    """Remember why this session looks at a dossier."""
    looks = request.session.setdefault(SESSION, {})
    looks[str(dossier.pk)] = {"reason": reason, "seen": []}
    request.session.modified = True


def has_reason(request: HttpRequest, dossier: Dossier) -> bool:
    """Whether this session said why it looks at a dossier."""
    return str(dossier.pk) in request.session.get(SESSION, {})


def look(request: HttpRequest, dossier: Dossier, what: str) -> None:
    """Record the opening of `what`, once per session. LookupError when no reason was given."""
    try:
        entry = request.session[SESSION][str(dossier.pk)]
    except KeyError:
        raise LookupError(f"no reason for {dossier.number}") from None
    if what in entry["seen"]:
        return
    record_look(dossier=dossier, actor=cast(User, request.user), what=what, reason=entry["reason"])
    entry["seen"].append(what)
    request.session.modified = True


def dossier_view(*, permission: str = "dossiers.view_dossier") -> Callable[[View], View]:
    """A page about a dossier: who may, and only after a reason. The view gets the dossier, not its id."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
            require(request, permission)
            rows = Dossier.objects.select_related("wish", "key")
            dossier = get_object_or_404(rows, pk=pk)
            if not has_reason(request, dossier):
                return ask_reason(request, dossier)
            return view(request, dossier, **kwargs)

        return inner

    return decorate


def ask_reason(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """To the page that asks why, and back to this one."""
    here = request.get_full_path() if request.method == "GET" else ""
    return redirect(reverse("admin:dossier_open", args=[dossier.pk], query={"next": here} if here else None))


def require(request: HttpRequest, permission: str) -> None:
    """Raises PermissionDenied when the member of staff lacks a permission."""
    if not cast(User, request.user).has_perm(permission):
        raise PermissionDenied(permission)
