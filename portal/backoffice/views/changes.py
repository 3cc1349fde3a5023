"""A change that applicants ask for while their renteaanbod runs: can it be done?"""

from typing import cast
from uuid import UUID

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.backoffice import looks
from portal.backoffice.message_form import ChangeAnswerForm
from portal.backoffice.views.pages import page
from portal.backoffice.wording import CHANGE_EFFECTS, CHANGE_KINDS
from portal.identity.models import User
from portal.offers import change_requests
from portal.offers.models import ChangeRequest

SETTLED = "Hierover is al besloten, of niet iedereen is nog akkoord."


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Old and new beside each other, the rule of the guide, and the answer that everybody reads."""
    looks.require(request, "dossiers.change_dossier")
    rows = ChangeRequest.objects.select_related("renteaanbod__dossier__wish", "renteaanbod__dossier__key", "asked_by")
    row = get_object_or_404(rows, pk=pk)
    dossier = row.renteaanbod.dossier
    if not looks.has_reason(request, dossier):
        return looks.ask_reason(request, dossier)
    looks.look(request, dossier, "wijziging")
    refusal = SETTLED if row.closed_at or row.agreed_at is None else ""
    form = ChangeAnswerForm(request.POST or None)
    if request.method == "POST" and not refusal and form.is_valid():
        data = form.cleaned_data
        try:
            change_requests.settle(
                row=row,
                by=cast(User, request.user),
                granted=data["granted"] == "ja",
                text=data["text"],
                once=data["once"],
            )
        except change_requests.NotOpen:
            refusal = SETTLED
        else:
            said.success(request, "Vastgelegd. De aanvragers krijgen een mail dat er een bericht staat.")
            return redirect("admin:dossiers_dossier_change", dossier.pk)
    wanted = change_requests.wanted_by(row) or {"kinds": [], "old": {}, "new": {}}
    context = {
        "row": row,
        "old": wanted["old"],
        "new": wanted["new"],
        "kinds": [CHANGE_KINDS[kind] for kind in wanted["kinds"]],
        "effect": CHANGE_EFFECTS[row.effect],
        "form": form,
        "refusal": refusal,
        "today": clock.today(),
    }
    refused = 409 if refusal and request.method == "POST" else None
    return page(request, "backoffice/change.html", "Wijziging gevraagd", dossier, context, form=form, status=refused)
