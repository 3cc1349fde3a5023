"""A change that was asked for: what it is, who agreed, and where it is now (gids 7.5, 7.6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.dossiers.transitions import StaleDossier
from portal.journey.forms.change import CHANGES
from portal.journey.forms.change_request import AgreeForm
from portal.journey.pages import INVALID, applicant_page, go_to, page, post_only, posted
from portal.offers import change_requests
from portal.offers.queries import RUNNING

OVER = gettext_lazy("Er staat geen wijziging meer open. Er is niets veranderd.")
AGREED = gettext_lazy("Je bent akkoord. Een medewerker kijkt er nu naar en antwoordt bij je berichten.")
NOT_AGREED = gettext_lazy("Je bent niet akkoord. Alles blijft zoals het is.")
TAKEN_BACK = gettext_lazy("De wijziging is teruggenomen. Alles blijft zoals het is.")


@applicant_page(*RUNNING)
@require_http_methods(["GET", "POST"])
def change_request(request: Any) -> HttpResponse:
    """Read the change that is open; the other borrower agrees here, or does not."""
    applicant = request.applicant
    row = change_requests.open_change(applicant.dossier)
    if row is None:
        messages.info(request, OVER)
        return go_to(request, "journey:home")
    mine = row.asked_by_id == applicant.pk
    form = AgreeForm(posted(request)) if not mine and row.agreed_at is None else None
    if request.method == "POST" and form is not None and form.is_valid():
        agreed = form.cleaned_data["agree"] == "ja"
        try:
            (change_requests.agree if agreed else change_requests.disagree)(row=row, by=applicant)
            messages.success(request, AGREED if agreed else NOT_AGREED)
        except change_requests.NotOpen:
            messages.info(request, OVER)
        return go_to(request, "journey:home")
    wanted = change_requests.wanted_by(row) or {"kinds": [], "old": {}, "new": {}}
    context = {
        "row": row,
        "mine": mine,
        "form": form,
        "who": row.asked_by.first_name or gettext("Je partner"),
        "together": applicant.dossier.applicants.filter(accepted_at__isnull=False).count() > 1,
        "old": wanted["old"],
        "new": wanted["new"],
        "changes": [CHANGES[kind] for kind in wanted["kinds"]],
    }
    return page(request, "change_request", context, status=INVALID if form is not None and form.errors else 200)


@post_only
@applicant_page(*RUNNING)
def take_back(request: Any) -> HttpResponse:
    """Who asked changes their mind."""
    row = change_requests.open_change(request.applicant.dossier)
    try:
        if row is None:
            raise change_requests.NotOpen
        change_requests.take_back(row=row, by=request.applicant)
        messages.success(request, TAKEN_BACK)
    except (change_requests.NotOpen, StaleDossier):
        messages.info(request, OVER)
    return go_to(request, "journey:home")
