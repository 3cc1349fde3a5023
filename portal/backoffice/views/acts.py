"""Acts on a dossier: a page that says what will happen, then the service, or why it did not."""

import logging
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.forms import formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from portal.backoffice import looks
from portal.backoffice.actions import Action, action, not_in_this_state, sentence, standing, why_not, why_not_ask
from portal.backoffice.forms import ActForm, AskForm
from portal.backoffice.services import ask_documents
from portal.backoffice.views.pages import page
from portal.backoffice.wording import NOT_IN_MAIL, state_name
from portal.dossiers.models import Dossier
from portal.dossiers.states import GuardRefused, IllegalTransition
from portal.dossiers.transitions import StaleDossier
from portal.identity.models import User
from portal.notifications.render import MailRefused
from underwriting.facts import FactsError

log = logging.getLogger(__name__)
SOMEONE_WAS_FIRST = "Iemand was je voor. Kijk het dossier opnieuw na voordat je verder gaat."
ROWS = 3


@require_http_methods(["GET", "POST"])
@looks.dossier_view(permission="dossiers.change_dossier")
def act(request: HttpRequest, dossier: Dossier, code: str) -> HttpResponse:
    """Confirm an act, with words where it asks them."""
    try:
        one = action(code)
    except KeyError:
        raise Http404(code) from None
    user = cast(User, request.user)
    refusal = why_not(one, dossier, standing(dossier, by=user))
    form = ActForm(
        request.POST or None,
        question=one.motivation,
        read_by_applicant=one.read_by_applicant,
        initial={"version": dossier.version},
    )
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["version"] != dossier.version:
            return _too_late(request, dossier)
        refusal = refusal or _perform(one, dossier, user, form)
        if not refusal and not form.errors:
            messages.success(request, f"{one.name}: gedaan. Het dossier is nu: {state_name(dossier.state)}.")
            return redirect("admin:dossiers_dossier_change", dossier.pk)
    context = {"action": one, "form": form, "refusal": refusal}
    refused = 409 if refusal and request.method == "POST" else None
    return page(request, "backoffice/act.html", one.name, dossier, context, form=form, status=refused)


@require_http_methods(["GET", "POST"])
@looks.dossier_view(permission="dossiers.change_dossier")
def ask(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Ask for one or more documents, in one mail."""
    rows = formset_factory(AskForm, extra=ROWS, max_num=ROWS)
    formset = rows(request.POST or None, form_kwargs={"dossier": dossier})
    refusal = why_not_ask(dossier)
    empty = False
    if request.method == "POST" and not refusal and formset.is_valid():
        wanted = [form.wanted for form in formset if form.wanted]
        empty = not wanted
        if wanted:
            return _ask(request, dossier, wanted)
    context = {"formset": formset, "refusal": refusal, "empty": empty}
    status = 422 if empty or (formset.is_bound and not formset.is_valid()) else None
    return page(request, "backoffice/ask.html", "Documenten vragen", dossier, context, status=status)


def _ask(request: HttpRequest, dossier: Dossier, wanted: list) -> HttpResponse:  # type: ignore[type-arg]
    try:
        ask_documents(dossier=dossier, by=cast(User, request.user), wanted=wanted)
    except (IllegalTransition, GuardRefused, StaleDossier):
        return _too_late(request, dossier)
    messages.success(request, "De vraag is verstuurd. De aanvragers krijgen er een mail over.")
    return redirect("admin:dossiers_dossier_change", dossier.pk)


def _perform(one: Action, dossier: Dossier, user: User, form: ActForm) -> str:
    """Run the act; returns why it was refused, or puts the error at the field."""
    try:
        with transaction.atomic():
            one.run(dossier, user, form.cleaned_data.get("motivation", ""))
    except GuardRefused as refused:
        return sentence(str(refused))
    except IllegalTransition:
        dossier.refresh_from_db(fields=["state"])
        return not_in_this_state(one.event, dossier)
    except StaleDossier:
        return SOMEONE_WAS_FIRST
    except MailRefused:
        form.add_error("motivation", NOT_IN_MAIL)
    except (FactsError, LookupError) as error:  # LookupError: no norms are in force today
        log.exception("dossier %s cannot be assessed", dossier.number)
        return f"De toets kan niet: {error}. Meld dit bij beheer."
    return ""


def _too_late(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    messages.warning(request, SOMEONE_WAS_FIRST)
    return redirect("admin:dossiers_dossier_change", dossier.pk)
