"""Pages about us, for everybody: contact, complaints, privacy, accessibility."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


def _about(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"journey/about/{name}.html", {"lender": settings.LENDER})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach us."""
    return _about(request, "contact")


@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """First us, then Kifid (Wft 4:17)."""
    return _about(request, "complaints")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we keep, why, how long, and what somebody may ask (GDPR art. 13)."""
    return _about(request, "privacy")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, and what we do not know yet."""
    return _about(request, "accessibility")
