"""Mails that did not reach the applicant or the one they invited, said where they look: at home."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext

from portal.dossiers.models import Applicant
from portal.identity.errors import LimitsAway, TooMany
from portal.identity.limits import MAILS_AGAIN, spend
from portal.journey.pages import applicant_page, go_to, post_only
from portal.notifications.delivery import missed_by, send_again
from portal.notifications.models import Trouble


def missed_context(applicant: Applicant) -> dict[str, Any]:
    """What was not delivered: `missed` to this applicant, `invitation_missed` to the partner they invited."""
    missed = missed_by(applicant.user)
    invited = None
    if applicant.position == 1:
        invited = applicant.dossier.applicants.filter(position=2, accepted_at__isnull=True).first()
    return {
        "missed": missed,
        "address_refused": any(mail.trouble == Trouble.ADDRESS for mail in missed),
        "invitation_missed": invited if invited and missed_by(invited.user) else None,
    }


@post_only
@applicant_page()
def mail_again(request: Any) -> HttpResponse:
    """Send the mails that did not reach this applicant once more."""
    try:
        spend(MAILS_AGAIN, str(request.applicant.user_id))
    except (TooMany, LimitsAway) as error:
        messages.error(request, str(error))
        return go_to(request, "journey:home")
    for mail in missed_by(request.applicant.user):
        send_again(mail)
    messages.success(request, gettext("We proberen het opnieuw. Kijk over een paar minuten in je mailbox."))
    return go_to(request, "journey:home")
