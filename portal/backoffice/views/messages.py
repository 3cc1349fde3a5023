"""The messages of a dossier: read, reply, and answer who asked that a person looks."""

from typing import cast
from uuid import UUID

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.backoffice import looks
from portal.backoffice.message_form import ReplyForm
from portal.backoffice.views.pages import page
from portal.correspondence import services
from portal.correspondence.models import HumanLook
from portal.dossiers.models import Dossier
from portal.identity.models import User

NOT_YOU = "Jij nam het besluit. Iemand anders moet hierop antwoorden."
ANSWERED = "Hierop is al geantwoord."


@require_http_methods(["GET", "POST"])
@looks.dossier_view()
def messages(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Everything that was said in a dossier; write to one applicant or to all."""
    looks.look(request, dossier, "berichten")
    user = cast(User, request.user)
    form = ReplyForm(request.POST or None, dossier=dossier)
    if request.method == "POST":
        looks.require(request, "dossiers.change_dossier")
        if form.is_valid():
            data = form.cleaned_data
            services.reply(dossier=dossier, by=user, text=data["text"], to=form.addressee, once=data["once"])
            said.success(request, "Verstuurd. De aanvrager krijgt een mail dat er een bericht staat.")
            return redirect("admin:dossier_messages", dossier.pk)
    context = {
        "lines": services.thread(dossier),
        "form": form,
        "looks": [one for one in services.open_looks() if one.applicant.dossier_id == dossier.pk],
        "may_write": user.has_perm("dossiers.change_dossier"),
        "today": clock.today(),
    }
    return page(request, "backoffice/messages.html", "Berichten", dossier, context, form=form)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer who asked that a person looks; not by who decided."""
    looks.require(request, "dossiers.change_dossier")
    rows = HumanLook.objects.select_related("applicant__dossier__wish", "applicant__dossier__key", "decided_by")
    row = get_object_or_404(rows, pk=pk)
    dossier, user = row.applicant.dossier, cast(User, request.user)
    if not looks.has_reason(request, dossier):
        return looks.ask_reason(request, dossier)
    looks.look(request, dossier, "berichten")
    form = ReplyForm(request.POST or None, dossier=dossier, look=row)
    refusal = ANSWERED if row.answered_at else NOT_YOU if services.has_decided(row, user) else ""
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            services.answer_human(look=row, by=user, text=form.cleaned_data["text"], once=form.cleaned_data["once"])
        except services.AlreadyAnswered:
            refusal = ANSWERED
        else:
            said.success(request, "Beantwoord. De aanvrager krijgt een mail dat er een bericht staat.")
            return redirect("admin:dossier_messages", dossier.pk)
    question = next((one for one in services.thread(dossier) if one.id == row.question_id), None)
    context = {"row": row, "question": question, "form": form, "refusal": refusal, "today": clock.today()}
    refused = 409 if refusal and request.method == "POST" else None
    title = "Iemand vraagt een mens"
    return page(request, "backoffice/human.html", title, dossier, context, form=form, status=refused)
