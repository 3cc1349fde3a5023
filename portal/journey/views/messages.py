"""Messages with the desk, and asking that a person looks."""

from contextlib import suppress
from typing import Any

from django.contrib import messages as said
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.assessments.waiting import human_answer_by
from portal.correspondence import services
from portal.dossiers.drafts import DraftRefused, drop_draft, save_draft
from portal.dossiers.models import Applicant
from portal.identity.errors import LimitsAway, TooMany
from portal.journey.forms.message import HumanLookForm, MessageForm
from portal.journey.keeping import keeping_form
from portal.journey.pages import INVALID, applicant_page, go_to, page, post_only, posted

ASKED_BEFORE = gettext_lazy(
    "Je had al gevraagd of een mens kijkt. Wat je net typte, staat hieronder klaar als bericht."
)


@applicant_page()
@require_http_methods(["GET", "POST"])
def messages(request: Any) -> HttpResponse:
    """Read what was said and write to the desk."""
    applicant: Applicant = request.applicant
    partner = applicant.dossier.applicants.exclude(pk=applicant.pk).filter(accepted_at__isnull=False).first()
    form = MessageForm(posted(request), together=partner is not None)
    kept = keeping_form(request, "messages", form)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.write(applicant=applicant, text=data["text"], shared=data.get("shared", False), once=data["once"])
            drop_draft(applicant, "messages")
            said.success(request, gettext("Je bericht is verstuurd. We antwoorden hier en mailen je dan."))
            return go_to(request, "journey:messages")
        except (TooMany, LimitsAway) as error:
            form.add_error("text", str(error))
    lines = services.read_by(applicant)
    context = {
        "form": form,
        "keeping": kept,
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
    kept = keeping_form(request, "human", form)
    look = services.open_look(applicant)
    if request.method == "POST" and look is None and form.is_valid():
        data = form.cleaned_data
        try:
            services.ask_human(
                applicant=applicant, subject=data["subject"], text=data["text"], answer_by=answer_by, once=data["once"]
            )
            drop_draft(applicant, "human")
            return go_to(request, "journey:human")
        except services.AlreadyAsked:  # in another window, between the look above and the write
            look = services.open_look(applicant)
        except (TooMany, LimitsAway) as error:
            form.add_error("text", str(error))
    if request.method == "POST" and look is not None:
        return _asked_before(request, form)
    context = {
        "form": form,
        "keeping": kept,
        "look": look,
        "answer_by": answer_by,
        "today": clock.today(),
        "earlier": applicant.human_looks.filter(answered_at__isnull=False).order_by("-answered_at"),
    }
    return page(request, "human", context, status=INVALID if request.method == "POST" else 200)


def _asked_before(request: Any, form: HumanLookForm) -> HttpResponse:
    """One request runs at a time; what was typed now waits as a message, to be sent or not."""
    typed = (form["text"].value() or "").strip()
    drop_draft(request.applicant, "human")
    if not typed:
        return go_to(request, "journey:human")
    with suppress(DraftRefused):
        save_draft(request.applicant, "messages", {"text": [typed]})
    said.info(
        request, gettext("Je had al gevraagd of een mens kijkt. Wat je net typte, staat hieronder klaar als bericht.")
    )
    return go_to(request, "journey:messages")


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
