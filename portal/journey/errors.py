"""Error pages that say what is safe and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from portal.journey.unsent import is_ours, keep_unsent


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is not valid any more (another log-in, cookies off): what was typed is kept, nothing is done.

    Only when a page of ours sent it: another site that makes a browser post here gets nothing kept.
    """
    kept = is_ours(request) and keep_unsent(request)
    response = render(request, "journey/csrf.html", {"kept_at": request.path if kept else ""}, status=403)
    if kept and getattr(request, "htmx", False):
        response["HX-Refresh"] = "true"  # the page comes anew, with its draft and a fresh key
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here. No context processor runs: what they ask for may be what broke."""
    return HttpResponse(render_to_string("500.html", _code_of(request)), status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something came that cannot be read, not even by what renders other pages."""
    return HttpResponse(render_to_string("400.html", _code_of(request)), status=400)


def _code_of(request: HttpRequest) -> dict[str, str]:
    return {"reference": getattr(request, "reference", "")}
