"""Looks by staff at somebody's brondata: shown to that person, and mailed once a day after the first.

The first look is what the data was shared for (Ockto: a lender may consult it for the offer). Of each later one the
person hears, all looks of a day in one mail. What a clerk wrote as a reason is for the log; a person reads the reasons
that are on the list, because words of one's own may be about somebody else or about fraud (gids 9).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from portal import clock
from portal.dossiers.access import DOSSIER_LOOK, LOOK_REASONS
from portal.dossiers.models import AccessRecord, Applicant, Dossier
from portal.evidence.consents import mark_told
from portal.evidence.models import Consent
from portal.formats.dates import date_and_time
from portal.notifications.mails import MailName
from portal.notifications.services import queue_mail

OTHER_REASON = gettext_lazy("Andere reden")
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One look, in the words of who it is about."""

    at: datetime
    what: str
    reason: str


def reads_of(dossier: Dossier) -> list[Read]:
    """The last looks at a dossier, newest first."""
    return [_read(row) for row in dossier.looks.order_by("-id")[:SHOWN]]


def tell_reads() -> int:
    """Mail the looks of before today that somebody was not told of; how many mails were written.

    A day on which nobody ran this is told with the next.
    """
    told = 0
    for consent in _oldest_standing():
        new = list(_later_looks(consent).filter(id__gt=consent.told_until))
        if not new:
            continue
        with transaction.atomic():
            if mark_told(consent, new[-1].pk):
                _mail(consent.applicant, new)
                told += 1
    return told


def _later_looks(consent: Consent) -> QuerySet[AccessRecord]:
    """The looks since the data came, but for the first, up to the last midnight."""
    midnight = timezone.make_aware(datetime.combine(clock.today(), time()))
    looks = AccessRecord.objects.filter(
        dossier=consent.applicant.dossier_id, what=DOSSIER_LOOK, at__gte=consent.given_at
    ).order_by("id")
    first = looks.values_list("id", flat=True).first()
    return looks.filter(at__lt=midnight).exclude(id=first)


def _oldest_standing() -> Iterator[Consent]:
    """One consent per applicant: the looks are counted from their first delivery on."""
    seen = set()
    rows = Consent.objects.filter(ended_at__isnull=True).order_by("given_at")
    for consent in rows.select_related("applicant__dossier", "applicant__user__key"):
        if consent.applicant_id not in seen:
            seen.add(consent.applicant_id)
            yield consent


def _mail(applicant: Applicant, looks: list[AccessRecord]) -> None:
    reads = "; ".join(f"{date_and_time(one.at)} ({_read(one).reason.lower()})" for one in looks)
    context = {"first_name": applicant.first_name, "reads": reads}
    queue_mail(user=applicant.user, template=MailName.DATA_READ, context=context, once=f"{looks[-1].pk}")


def _read(row: AccessRecord) -> Read:
    return Read(
        at=row.at,
        what=gettext("Je dossier") if row.what == DOSSIER_LOOK else gettext("Een document"),
        reason=row.reason if row.reason in LOOK_REASONS else OTHER_REASON,
    )
