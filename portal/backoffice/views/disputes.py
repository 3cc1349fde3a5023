"""Deciding about a figure that an applicant says is wrong."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from brondata.datasets import Source
from portal.backoffice import looks
from portal.backoffice.dispute_form import DisputeForm
from portal.backoffice.services import settle_dispute
from portal.backoffice.views.pages import page
from portal.disputes.models import Dispute
from portal.disputes.services import AlreadyDecided, claim_of
from portal.identity.models import User

DECIDED = "Hierover is al besloten."


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The register's value, what it should be and why; then the verdict, with words."""
    looks.require(request, "dossiers.view_dossier")
    rows = Dispute.objects.filter(consent__ended_at__isnull=True)
    rows = rows.select_related("applicant__dossier__wish", "consent__key", "request")
    row = get_object_or_404(rows, pk=pk)
    dossier = row.applicant.dossier
    if not looks.has_reason(request, dossier):
        return looks.ask_reason(request, dossier)
    looks.look(request, dossier, "dossier")
    form = DisputeForm(request.POST or None, dispute=row)
    may = cast(User, request.user).has_perm("dossiers.change_dossier")
    if request.method == "POST":
        looks.require(request, "dossiers.change_dossier")
        if row.state != Dispute.State.OPEN:
            return _too_late(request, row)
        if form.is_valid():
            try:
                settle_dispute(dispute=row, by=cast(User, request.user), **form.verdict)
            except AlreadyDecided:
                return _too_late(request, row)
            messages.success(request, "Besloten. De aanvrager leest het in de aanvraag.")
            return redirect("admin:dossiers_dossier_change", dossier.pk)
    claim = claim_of(row)
    context = {
        "row": row,
        "claim": claim,
        "source": Source(claim["source"]).label,
        "form": form,
        "may_decide": may and row.state == Dispute.State.OPEN,
    }
    return page(request, "backoffice/dispute.html", "Gegeven dat niet zou kloppen", dossier, context, form=form)


def _too_late(request: HttpRequest, row: Dispute) -> HttpResponse:
    messages.info(request, DECIDED)
    return redirect("admin:dossiers_dossier_change", row.applicant.dossier.pk)
