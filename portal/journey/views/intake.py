"""Alone or together, and which home is bought."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from portal.dossiers import services
from portal.dossiers.drafts import drop_draft
from portal.dossiers.models import Applicant, Wish
from portal.dossiers.states import State
from portal.journey.forms.home import HomeForm
from portal.journey.forms.start import TogetherForm
from portal.journey.home_lookup import FOUND, Lookup, differing_label, look_up, sources_for, wants
from portal.journey.keeping import is_newest, keeping_form, typed_in
from portal.journey.pages import INVALID, applicant_page, go_to, one_at_a_time, page, posted
from portal.journey.subjects import onward, returns_to


@applicant_page(State.INTAKE, first_only=True)
@require_http_methods(["GET", "POST"])
def together(request: Any) -> HttpResponse:
    """Alone, or with a partner who gets an invitation of their own."""
    dossier, wish = request.applicant.dossier, request.applicant.dossier.wish
    partner = dossier.applicants.filter(position=2).select_related("user").first()
    initial = {"relation": wish.relation, "partner_email": partner.user.email if partner else ""}
    if "again" in request.POST and partner is not None and partner.accepted_at is None:
        _invite_again(request, partner)
        return go_to(request, "journey:together")
    form = TogetherForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _invite(request, form, partner):
        relation = form.cleaned_data["relation"]
        services.save_answers(
            instance=wish,
            dossier=dossier,
            by=request.user,
            answers={"relation": relation, "together": relation != Wish.Relation.ALONE},
        )
        return go_to(request, "journey:home")
    return page(request, "together", {"form": form, "partner": partner}, status=_status(request))


@applicant_page(State.INTAKE, first_only=True)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def home_details(request: Any) -> HttpResponse:
    """Which home, what it costs; «Zoek adres» asks the registers and saves nothing."""
    dossier = request.applicant.dossier
    found = Lookup()
    if wants(request):
        form = HomeForm(None, instance=dossier.wish)
        kept = keeping_form(request, "home_details", form)
        kept.restored_at = None
        form.initial |= typed_in(form, {name: request.POST.getlist(name) for name in request.POST})
        found = look_up(request, form)
        context = {"form": form, "keeping": kept, "found": found, "returns_to": returns_to(request)}
        return page(request, "home_details", context)
    form = HomeForm(posted(request), instance=dossier.wish)
    kept = keeping_form(request, "home_details", form)
    if request.method == "POST" and form.is_valid() and is_newest(request, kept, form):
        answers = form.cleaned_data
        sources = sources_for(request, answers, dossier.wish.home_sources)
        services.save_answers(
            instance=dossier.wish, dossier=dossier, by=request.user, answers={**answers, "home_sources": sources}
        )
        drop_draft(request.applicant, "home_details")
        return go_to(request, onward(request, dossier.wish))
    found.signed = request.POST.get(FOUND, "")
    context = {
        "form": form,
        "keeping": kept,
        "found": found,
        "differs": differing_label(dossier.wish),
        "returns_to": returns_to(request),
    }
    return page(request, "home_details", context, status=_status(request))


def _invite_again(request: Any, partner: Applicant) -> None:
    """The same invitation once more, to the same address; so often a day."""
    email = partner.user.email
    try:
        services.invite_partner(dossier=request.applicant.dossier, by=request.user, email=email)
        messages.success(request, gettext("We hebben een uitnodiging gestuurd naar %(email)s.") % {"email": email})
    except services.PartnerRefused as refused:
        messages.error(request, str(refused))


def _invite(request: Any, form: TogetherForm, partner: Applicant | None) -> bool:
    """Make the people fit the answer; False, with the reason on the form, when that cannot be."""
    dossier = request.applicant.dossier
    alone = form.cleaned_data["relation"] == Wish.Relation.ALONE
    email = "" if alone else form.cleaned_data["partner_email"].lower()
    if email == (partner.user.email if partner else ""):
        return True
    try:
        if alone:
            services.remove_partner(dossier=dossier, by=request.user)
        else:
            services.invite_partner(dossier=dossier, by=request.user, email=email)
            messages.success(request, gettext("We hebben een uitnodiging gestuurd naar %(email)s.") % {"email": email})
    except services.PartnerRefused as refused:
        form.add_error("relation" if alone else "partner_email", str(refused))
        return False
    return True


def _status(request: Any) -> int:
    return INVALID if request.method == "POST" else 200
