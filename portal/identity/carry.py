"""A POST that meets an old code: ask for a new one without losing what was typed."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from portal.identity.errors import IdentityError
from portal.identity.forms import StepUpForm
from portal.identity.models import User
from portal.identity.owner import OWNER
from portal.identity.services import verify_totp
from portal.identity.sessions import step_up_session

CODE_FIELD = "totp_code"
INVALID = 422


def carry(request: HttpRequest) -> HttpResponse | None:
    """The code page with the POST inside it; None when the code in this POST opened the session."""
    asked = CODE_FIELD in request.POST
    form = StepUpForm(request.POST if asked else None)
    if asked and form.is_valid():
        try:
            verify_totp(user=cast(User, request.user), code=form.cleaned_data[CODE_FIELD])
        except IdentityError as error:
            form.add_error(CODE_FIELD, str(error))
        else:
            step_up_session(request)
            return None
    left_out = {CODE_FIELD, OWNER, "csrfmiddlewaretoken"}
    context = {
        "form": form,
        "action": request.get_full_path(),
        "carried": [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values],
        "files": bool(request.FILES),
    }
    response = render(request, "identity/code_carry.html", context, status=INVALID)
    return retarget(reswap(response, "innerHTML"), "body") if getattr(request, "htmx", False) else response
