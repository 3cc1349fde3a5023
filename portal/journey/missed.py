"""Mails that did not reach the applicant or the one they invited, said where they look: at home."""

from typing import Any

from portal.dossiers.models import Applicant
from portal.notifications.delivery import missed_by
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
