"""Saying no to an invitation, and going on alone after an application that two people did ended."""

import uuid

from django.db import transaction
from django.utils.translation import gettext

from portal.dossiers.models import Applicant
from portal.dossiers.parts import columns_of
from portal.dossiers.services import PartnerRefused, tell
from portal.dossiers.told import seal_told, told_by
from portal.dossiers.transitions import note, touch
from portal.notifications.mails import MailName


def decline_invitation(*, applicant: Applicant, unknown: bool) -> None:
    """The one invited says no: their place is free again, and the first applicant hears that, not why.

    Args:
        unknown: they do not know of this application; the desk looks at who invites whom.

    Raises:
        PartnerRefused: they joined already.
    """
    dossier = applicant.dossier
    with transaction.atomic():
        touch(dossier)
        if Applicant.objects.get(pk=applicant.pk).accepted_at is not None:
            raise PartnerRefused(gettext("Je doet al mee. Wil je stoppen? Dat kan bij Mijn aanvraag."))
        first = dossier.applicants.select_related("user").get(position=1)
        happened = note(dossier, "invitation_declined", actor=applicant.user, detail={"unknown": unknown})
        applicant.delete()
        tell(first, MailName.INVITATION_DECLINED, once=str(happened.pk))


def carry_over(*, to: Applicant, last: Applicant) -> None:
    """Bring one's own answers, and those about the home and the loan, from an application that ended to a new one.

    Not the test, the brondata, the documents or the partner: those belonged to that application.
    """
    wish, before = to.dossier.wish, last.dossier.wish
    with transaction.atomic():
        for name in columns_of(to):
            setattr(to, name, getattr(last, name))
        to.told = seal_told(to, told_by(last))
        to.save(update_fields=[*columns_of(to), "told"])
        for name in (*columns_of(wish), "home_sources", "nhg"):
            setattr(wish, name, getattr(before, name))
        wish.told = seal_told(wish, told_by(before))
        wish.save()
        for part in before.leningdelen.all():
            part.pk, part.id, part.wish, part._state.adding = None, uuid.uuid4(), wish, True
            part.save(force_insert=True)
        note(to.dossier, "carried_over", actor=to.user, detail={"from": last.dossier.number})
