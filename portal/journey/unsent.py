"""A form that arrives when its sender is not in any more: what was typed becomes a draft of who typed it.

The session ended, or somebody logged in again in another window and the key of the form is old. With JavaScript most
typing is a draft already; this is for who works without it, and for the last words. Only pages with drafts: an act
(a signature, a declaration, a withdrawal) is never kept to be done later.
"""

from django.http import HttpRequest

from portal.dossiers.drafts import ANY_TIME, DraftRefused, save_draft
from portal.dossiers.queries import applicant_of
from portal.dossiers.states import State
from portal.identity.owner import owner_of
from portal.journey.keeping import page_at


def keep_unsent(request: HttpRequest) -> bool:
    """Keep what this POST held for who got its page; whether it was kept."""
    page = page_at(request.path)
    owner = owner_of(request) if page else None
    applicant = applicant_of(owner) if owner else None
    if applicant is None or not (page in ANY_TIME or State(applicant.dossier.state) is State.INTAKE):
        return False
    try:
        save_draft(applicant, page, request.POST)
    except DraftRefused:
        return False
    return True


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form, as the browser tells: no other site can make it say so."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == own or request.headers.get("Sec-Fetch-Site") == "same-origin"
