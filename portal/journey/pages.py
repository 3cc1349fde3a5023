"""One URL serves a page and its fragment; success is a redirect that htmx understands."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from portal.dossiers.models import Applicant
from portal.dossiers.queries import applicant_of
from portal.dossiers.states import State
from portal.identity.access import step_up_required

INVALID = 422


class ApplicantRequest(HttpRequest):
    """A request of somebody with a place in a dossier; set by `applicant_page`."""

    applicant: Applicant


def page(
    request: HttpRequest,
    name: str,
    context: Mapping[str, Any],
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render `journey/<name>.html`, or for htmx only `journey/_<fragment>.html`.

    A history restore gets the page: Back never shows a bare fragment.
    """
    htmx = getattr(request, "htmx", None)
    partial = fragment and htmx and not htmx.boosted and not htmx.history_restore_request
    template = f"journey/_{fragment}.html" if partial else f"journey/{name}.html"
    response = render(request, template, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def go_to(request: HttpRequest, to: str, *args: Any) -> HttpResponse:
    """Redirect after a success (303), in the way htmx follows with a whole page."""
    response = redirect(to, *args)
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(response["Location"])
    response.status_code = 303
    return response


def applicant_page(
    *states: State, joined: bool = True
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page for somebody in a dossier, after link and code; wrong moment leads home with a word why.

    Args:
        states: where the dossier may stand; none means anywhere.
        joined: whether a partner must have accepted the invitation first.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @step_up_required()
        @wraps(view)
        def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            applicant = applicant_of(request.user)
            if applicant is None:
                return go_to(request, "journey:home")
            if joined and applicant.accepted_at is None:
                return go_to(request, "journey:join")
            if states and State(applicant.dossier.state) not in states:
                messages.info(request, "Deze stap is nu niet aan de beurt. Hieronder zie je wat je kunt doen.")
                return go_to(request, "journey:home")
            request.applicant = applicant
            return view(request, *args, **kwargs)

        return inner

    return decorate
