"""Error pages that say what is safe and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is not valid any more (another log-in, cookies off): nothing was lost on our side."""
    return render(request, "journey/csrf.html", status=403)
