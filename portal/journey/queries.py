"""Reads for the consumer's pages."""

from portal.dossiers.models import Applicant
from portal.evidence.ockto import current_session
from portal.journey.steps import Intake


def intake_of(applicant: Applicant) -> Intake:
    """What the steps need to know about one applicant."""
    wish = applicant.dossier.wish
    return Intake(
        applicant=applicant,
        wish=wish,
        parts=wish.leningdelen.count(),
        has_brondata=applicant.brondata.exists(),
        session=current_session(applicant),
    )
