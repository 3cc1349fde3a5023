"""«Je gegevens uit registers»: what was shared, until when we keep it, who looked; and taking consent back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.evidence.consents import standing_consents
from portal.evidence.reads import reads_of
from portal.journey.consent_rows import consent_rows
from portal.journey.dispute_rows import dispute_rows
from portal.journey.pages import applicant_page, go_to, page
from portal.offers.consent import UsedForOffer, is_used, withdraw_consent

WITHDRAWN = gettext_lazy("Je toestemming is ingetrokken. De gegevens uit registers zijn onleesbaar gemaakt.")
NOTHING_LEFT = gettext_lazy("Er is geen toestemming om in te trekken. Er is niets veranderd.")
TOO_LATE = gettext_lazy("Intrekken kan niet meer: er is een hypotheekaanbod gemaakt met deze gegevens.")


@applicant_page()
@require_safe
def registers(request: Any) -> HttpResponse:
    """Per delivery: what, from where, when, until when it is kept; and the looks at it."""
    applicant = request.applicant
    context = {
        "rows": consent_rows(applicant),
        "disputes": dispute_rows(applicant),
        "reads": reads_of(applicant.dossier),
        "can_withdraw": _can_withdraw(request),
        "used": is_used(applicant.dossier),
    }
    return page(request, "registers", context)


@applicant_page()
@require_http_methods(["GET", "POST"])
def withdraw(request: Any) -> HttpResponse:
    """Say what happens, then do it."""
    if request.method == "POST":
        try:
            done = withdraw_consent(applicant=request.applicant, by=request.user)
        except UsedForOffer:
            messages.warning(request, TOO_LATE)
            return go_to(request, "journey:registers")
        messages.success(request, WITHDRAWN) if done else messages.info(request, NOTHING_LEFT)
        return go_to(request, "journey:registers")
    if not _can_withdraw(request):
        return go_to(request, "journey:registers")
    state = request.applicant.dossier.state
    return page(
        request, "withdraw_consent", {"state": state, "together": request.applicant.dossier.applicants.count() > 1}
    )


def _can_withdraw(request: Any) -> bool:
    return standing_consents(request.applicant).exists() and not is_used(request.applicant.dossier)
