"""Before signing: what it means to owe it together, and the other way out, «Ik teken niet»."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.dossiers.states import IllegalTransition, State
from portal.dossiers.transitions import StaleDossier
from portal.identity.errors import LimitsAway, TooMany
from portal.journey.forms.signing import NoSignForm
from portal.journey.pages import INVALID, applicant_page, go_to, page, posted
from portal.journey.views.offer import SIGNED_BEFORE, aanbod_context
from portal.offers.refusing import refuse_to_sign

TOLD = gettext_lazy("We hebben genoteerd dat je niet tekent. Bedenk je je? Tekenen kan nog, tot en met de laatste dag.")


@applicant_page(State.OFFERED)
@require_safe
def responsible(request: Any) -> HttpResponse:
    """Everybody is liable for the whole loan (hoofdelijk): one plain page before signing."""
    return page(request, "responsible", aanbod_context(request))


@applicant_page(State.OFFERED)
@require_http_methods(["GET", "POST"])
def no_sign(request: Any) -> HttpResponse:
    """Say that one does not sign, with or without why; what it does not do is said first."""
    context = aanbod_context(request)
    if context["mine"] is not None:
        messages.info(request, SIGNED_BEFORE)
        return go_to(request, "journey:aanbod")
    form = NoSignForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = "\n\n".join(filter(None, (gettext("Ik teken het hypotheekaanbod niet."), form.cleaned_data["text"])))
        try:
            refuse_to_sign(applicant=request.applicant, text=said, once=form.cleaned_data["once"])
            messages.success(request, TOLD)
            return go_to(request, "journey:aanbod")
        except (TooMany, LimitsAway) as error:
            form.add_error("text", str(error))
        except (IllegalTransition, StaleDossier):
            messages.info(request, gettext("Er is niets veranderd: het aanbod is intussen getekend of voorbij."))
            return go_to(request, "journey:home")
    context["form"] = form
    return page(request, "no_sign", context, status=INVALID if request.method == "POST" else 200)
