"""Reminders of the dates of an offer: a week, three days and a day before, to who still has something to do.

Whoever did their part hears nothing, and nobody hears twice: a mail is named after the date and the days left.
After a day without beat the next one says what is left then, once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from portal import clock
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.evidence.services import open_requests
from portal.notifications.mails import MailName
from portal.notifications.services import was_queued
from portal.offers import process
from portal.offers.models import Hypotheekaanbod
from portal.offers.queries import current_renteaanbod, refused_by

DAYS_BEFORE = (7, 3, 1)
USE = gettext_noop("verdergaan met je rente-aanbod")
HAND_IN = gettext_noop("je documenten inleveren")
SIGN = gettext_noop("je hypotheekaanbod ondertekenen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something one applicant can do until and on a day; `what` is a sentence of the catalogue."""

    applicant: Applicant
    what: str
    until: date


def remind() -> int:
    """Write the reminders that are due today, one transaction each; how many mails were written."""
    today = clock.today()
    return sum(_tell(one, left) for one in due_of_all() if (left := step(one.until, today)))


def step(until: date, today: date) -> int | None:
    """Which of the reminders is due: the nearest of `DAYS_BEFORE` that has been reached, and none once it is over."""
    left = (until - today).days
    return min((days for days in DAYS_BEFORE if left <= days), default=None) if left >= 0 else None


def due_of_all() -> Iterator[Due]:
    """What everybody still has to do before a date (gids 7.1, 7.2, 7.3)."""
    running = Dossier.objects.filter(state__in=(State.COLLECTING, State.OFFERED)).order_by("pk")
    for dossier in running.iterator(chunk_size=200):
        yield from _due(dossier)


def _due(dossier: Dossier) -> Iterator[Due]:
    people = list(dossier.applicants.filter(accepted_at__isnull=False).select_related("user__key"))
    if dossier.state == State.OFFERED:
        offer = Hypotheekaanbod.objects.only("id", "sign_by", "dossier").get(dossier=dossier)
        signed, refused = set(offer.signatures.values_list("applicant_id", flat=True)), refused_by(offer)
        open_to = (one for one in people if one.pk not in signed and one.user_id not in refused)
        yield from (Due(applicant=one, what=SIGN, until=offer.sign_by) for one in open_to)
        return
    row = current_renteaanbod(dossier)
    if row is None:
        return
    if row.used_at is None:
        yield from (Due(applicant=one, what=USE, until=row.lapses_on) for one in people)
        return
    waits = set(open_requests(dossier).values_list("applicant_id", flat=True))
    # Everything was sent and only the handing in is left: that is for everybody, as a shared document is.
    of_all = not waits or None in waits
    yield from (Due(applicant=one, what=HAND_IN, until=row.complete_by) for one in people if of_all or one.pk in waits)


def _tell(one: Due, left: int) -> bool:
    user, once = one.applicant.user, f"{one.what}:{one.until.isoformat()}:{left}"
    if was_queued(user=user, template=MailName.DEADLINE_REMINDER, once=once):
        return False
    with transaction.atomic(), translation.override(user.language):
        process.tell_one(one.applicant, MailName.DEADLINE_REMINDER, once=once, what=gettext(one.what), until=one.until)
    return True
