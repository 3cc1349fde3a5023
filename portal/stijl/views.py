"""Every component in every state, with invented data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.stijl.examples import context


@require_safe
def stijl(request: HttpRequest) -> HttpResponse:
    """Show the components; the URL only exists in development and the demo."""
    return render(request, "stijl/stijl.html", context())
