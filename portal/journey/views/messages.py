"""Messages with the desk, and asking that a person looks."""

from typing import Any

from django.contrib import messages as said
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.assessments.waiting import human_answer_by
from portal.correspondence import services
from portal.dossiers.models import Applicant
from portal.identity.errors import LimitsAway, TooMany
from portal.journey.forms.message import HumanLookForm, MessageForm
from portal.journey.pages import INVALID, applicant_page, go_to, page, post_only, posted


@applicant_page()
@require_http_methods(["GET", "POST"])
def messages(request: Any) -> HttpResponse:
    """Read what was said and write to the desk."""
    applicant: Applicant = request.applicant
    partner = applicant.dossier.applicants.exclude(pk=applicant.pk).filter(accepted_at__isnull=False).first()
    form = MessageForm(posted(request), together=partner is not None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.write(applicant=applicant, text=data["text"], shared=data.get("shared", False), once=data["once"])
            said.success(request, gettext("Je bericht is verstuurd. We antwoorden hier en mailen je dan."))
            return go_to(request, "journey:messages")
        except (TooMany, LimitsAway) as error:
            form.add_error("text", str(error))
    lines = services.read_by(applicant)
    context = {
        "form": form,
        "lines": [_line(one, applicant) for one in lines],
        "unread": any(one.unread for one in lines),
        "look": services.open_look(applicant),
        "today": clock.today(),
        "together": partner is not None,
    }
    return page(request, "messages", context, status=INVALID if request.method == "POST" else 200)


@post_only
@applicant_page()
def messages_read(request: Any) -> HttpResponse:
    """What is there now was read; the page says so by itself, or its button does."""
    services.mark_read(request.applicant)
    return HttpResponse(status=204) if getattr(request, "htmx", False) else go_to(request, "journey:messages")


@applicant_page()
@require_http_methods(["GET", "POST"])
def human(request: Any) -> HttpResponse:
    """Ask that a person looks: not who decided, and within a term (AVG art. 22)."""
    applicant: Applicant = request.applicant
    answer_by = human_answer_by()
    form = HumanLookForm(posted(request))
    look = services.open_look(applicant)
    if request.method == "POST" and look is None and form.is_valid():
        data = form.cleaned_data
        try:
            services.ask_human(
                applicant=applicant, subject=data["subject"], text=data["text"], answer_by=answer_by, once=data["once"]
            )
            return go_to(request, "journey:human")
        except services.AlreadyAsked:
            return go_to(request, "journey:human")
        except (TooMany, LimitsAway) as error:
            form.add_error("text", str(error))
    if request.method == "POST" and look is not None:
        return go_to(request, "journey:human")
    context = {
        "form": form,
        "look": look,
        "answer_by": answer_by,
        "today": clock.today(),
        "earlier": applicant.human_looks.filter(answered_at__isnull=False).order_by("-answered_at"),
    }
    return page(request, "human", context, status=INVALID if request.method == "POST" else 200)


def _line(one: services.Line, applicant: Applicant) -> dict[str, Any]:
    mine = one.author.pk == applicant.user_id
    if mine:
        who = gettext("Jij")
    elif one.by_desk:
        who = "Neo Hypotheken"
    else:
        who = next(
            (row.first_name for row in applicant.dossier.applicants.all() if row.user_id == one.author.pk), ""
        ) or gettext("Je partner")
    return {"line": one, "who": who, "mine": mine, "shared": one.of is None}
