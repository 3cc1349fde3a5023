"""Where the script of a page with questions brings what is being typed."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponse

from portal.dossiers.drafts import ANY_TIME, DraftRefused, drop_draft, save_draft
from portal.dossiers.states import State
from portal.identity.errors import LimitsAway, TooMany
from portal.identity.limits import DRAFTS_PER_USER, spend
from portal.journey.keeping import drafted_page
from portal.journey.pages import applicant_page, go_to, post_only


@post_only
@applicant_page()
def draft(request: Any, name: str) -> HttpResponse:
    """Keep what is typed on a page (204), or forget it and show what was saved; 429 when it comes too often."""
    address = drafted_page(name)
    if address is None:
        raise Http404
    if name not in ANY_TIME and State(request.applicant.dossier.state) is not State.INTAKE:
        return go_to(request, "journey:home")
    if "drop" in request.POST:
        drop_draft(request.applicant, name)
        return go_to(request, address)
    try:
        with suppress(LimitsAway):  # typing is kept all the same: a person has few drafts, and each is small
            spend(DRAFTS_PER_USER, str(request.user.pk))
        save_draft(request.applicant, name, request.POST)
    except DraftRefused:
        return HttpResponse(status=413)
    except TooMany as error:
        return HttpResponse(status=429, headers={"Retry-After": str(max(1, int(error.wait.total_seconds())))})
    return HttpResponse(status=204)
