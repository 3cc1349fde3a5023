"""One URL serves a page and its fragment; success is a redirect that htmx understands."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect, HttpResponseStopPolling

from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.queries import applicant_of
from portal.dossiers.services import NotEditable
from portal.dossiers.states import State
from portal.identity.access import step_up_required

INVALID = 422
STOP_POLLING = HttpResponseStopPolling.status_code
NOT_NOW = gettext_lazy("Deze stap is nu niet aan de beurt. Hieronder zie je wat je kunt doen.")
NOTHING_CHANGED = gettext_lazy("Deze stap is al gedaan, of nog niet aan de beurt. Er is niets veranderd.")
FIRST_ONLY = gettext_lazy("Dit vult de eerste aanvrager in. Hieronder zie je wat jij kunt doen.")

View = Callable[..., HttpResponse]


class ApplicantRequest(HttpRequest):
    """A request of somebody with a place in a dossier; set by `applicant_page`."""

    applicant: Applicant


def page(
    request: HttpRequest,
    name: str,
    context: Mapping[str, Any],
    *,
    fragment: str = "",
    polling: bool = True,
    status: int = 200,
) -> HttpResponse:
    """Render `journey/<name>.html`, or for htmx only `journey/_<fragment>.html`.

    A history restore gets the page: Back never shows a bare fragment. A fragment that no longer
    asks for news (`polling` is false) is answered with 286, which ends the asking.
    """
    partial = fragment and wants_fragment(request)
    template = f"journey/_{fragment}.html" if partial else f"journey/{name}.html"
    if partial and request.method == "GET" and not polling:
        status = STOP_POLLING
    response = render(request, template, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with the form, also when that is nothing; None when somebody only looks."""
    return request.POST if request.method == "POST" else None


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asked for a part of the page, and not for the page itself."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def go_to(request: HttpRequest, to: str, *args: Any) -> HttpResponse:
    """Redirect after a success (303), in the way htmx follows with a whole page."""
    response = redirect(to, *args)
    if getattr(request, "htmx", False):
        response = HttpResponseClientRedirect(response["Location"])
        if request.method == "GET":
            response.status_code = STOP_POLLING
    else:
        response.status_code = 303
    patch_vary_headers(response, ["HX-Request"])
    return response


def post_only(view: View) -> View:
    """Refuse everything but POST with 405 and a page that says where to go.

    A GET gets here after logging in again, or with Back.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            refused = render(request, "journey/only_post.html", status=405)
            refused["Allow"] = "POST"
            return refused
        return view(request, *args, **kwargs)

    return inner


def one_at_a_time(view: View) -> View:
    """Let forms about one dossier be saved one by one, each looking at what the one before it saved.

    Within `applicant_page`. What only shows, a page or a part of it, waits for nobody.
    """

    @wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or wants_fragment(request):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            Dossier.objects.select_for_update().get(pk=request.applicant.dossier_id)
            request.applicant = applicant_of(request.user)
            return view(request, *args, **kwargs)

    return inner


def applicant_page(
    *states: State, joined: bool = True, first_only: bool = False, newcomers: bool = False
) -> Callable[[View], View]:
    """A page for somebody in a dossier, after link and code; wrong moment leads home with a word why.

    Args:
        states: where the dossier may stand; none means anywhere.
        joined: whether a partner must have accepted the invitation first.
        first_only: whether it is the first applicant's alone.
        newcomers: whether it opens without a dossier too; `request.applicant` is None then.
    """

    def decorate(view: View) -> View:
        @step_up_required()
        @wraps(view)
        def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            applicant = request.applicant = applicant_of(request.user)
            if applicant is None:
                return view(request, *args, **kwargs) if newcomers else go_to(request, "journey:home")
            if joined and applicant.accepted_at is None:
                return go_to(request, "journey:join")
            if states and State(applicant.dossier.state) not in states:
                return _home(request, NOTHING_CHANGED if request.method == "POST" else NOT_NOW)
            if first_only and applicant.position != 1:
                return _home(request, FIRST_ONLY)
            try:
                return view(request, *args, **kwargs)
            except NotEditable:  # sent by somebody else between the look above and the write
                return _home(request, NOTHING_CHANGED)

        return inner

    return decorate


def _home(request: HttpRequest, why: str) -> HttpResponse:
    messages.info(request, why)
    return go_to(request, "journey:home")
