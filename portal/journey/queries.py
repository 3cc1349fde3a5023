"""Reads for the consumer's pages."""

from portal.dossiers.models import Applicant
from portal.evidence.consents import has_brondata
from portal.evidence.ockto import current_session
from portal.journey.steps import Intake


def intake_of(applicant: Applicant) -> Intake:
    """What the steps need to know about one applicant."""
    wish = applicant.dossier.wish
    return Intake(
        applicant=applicant,
        wish=wish,
        parts=wish.leningdelen.count(),
        has_brondata=has_brondata(applicant),
        session=current_session(applicant),
    )
