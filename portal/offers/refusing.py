"""«Ik teken niet»: somebody does not want the binding offer. Until the last day they may still sign."""

import uuid

from django.db import transaction

from portal.correspondence.services import write
from portal.dossiers.models import Applicant
from portal.dossiers.states import Event, IllegalTransition, State, possible_events
from portal.dossiers.transitions import note, touch
from portal.notifications.mails import MailName
from portal.offers import process
from portal.offers.queries import hypotheekaanbod_of, refused_by


def refuse_to_sign(*, applicant: Applicant, text: str, once: uuid.UUID) -> None:
    """Tell the desk and the other applicant; why is told to the desk alone. Twice is once.

    Args:
        text: the message to the desk, at most 2.000 characters.
        once: the name of the form that was sent.

    Raises:
        IllegalTransition: there is nothing to sign (any more), or this person signed.
        TooMany, LimitsAway: too many messages in an hour.
    """
    dossier = applicant.dossier
    with transaction.atomic():
        touch(dossier)
        row = hypotheekaanbod_of(dossier)
        if row is None or Event.SIGN_ALL not in possible_events(State(dossier.state)):
            raise IllegalTransition(f"nothing to sign in a dossier that is {dossier.state}")
        if row.signatures.filter(applicant=applicant).exists():
            raise IllegalTransition("who signed cannot refuse to")
        if applicant.user_id in refused_by(row):
            return
        happened = note(
            dossier,
            "sign_refused",
            actor=applicant.user,
            detail={"position": applicant.position, "aanbod": str(row.id)},
        )
        write(applicant=applicant, text=text, shared=False, once=once)
        for other in dossier.applicants.select_related("user").exclude(pk=applicant.pk):
            process.tell_one(
                other,
                MailName.PARTNER_REFUSED,
                once=str(happened.pk),
                partner=applicant.first_name,
                until=row.sign_by,
            )
