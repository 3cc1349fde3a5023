"""Error pages that say what is safe and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is not valid any more (another log-in, cookies off): nothing was lost on our side."""
    return render(request, "journey/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here. No context processor runs: what they ask for may be what broke."""
    return HttpResponse(render_to_string("500.html", _code_of(request)), status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something came that cannot be read, not even by what renders other pages."""
    return HttpResponse(render_to_string("400.html", _code_of(request)), status=400)


def _code_of(request: HttpRequest) -> dict[str, str]:
    return {"reference": getattr(request, "reference", "")}
