"""What ends by itself: brondata after the days that were agreed, with a mail beforehand. Beat starts it daily."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from portal import clock
from portal.dossiers.states import TERMINAL, State
from portal.dossiers.transitions import StaleDossier
from portal.evidence.consent_texts import consent_text
from portal.evidence.models import Consent
from portal.notifications.mails import MailName
from portal.notifications.services import queue_mail
from portal.offers.consent import SIGNED, end_by_time

log = logging.getLogger(__name__)
NOT_WARNED = (*TERMINAL, *SIGNED, State.OFFERED)
"""Nothing is left to do about it, or it does not end."""


def end_overdue() -> int:
    """End the consents whose last day is over, one transaction each; how many there were."""
    rows = _standing().filter(keep_until__lt=clock.today(), raw_dropped_at__isnull=True)
    found = list(rows)
    for consent in found:
        try:
            end_by_time(consent)
        except StaleDossier:  # somebody is at work in it: the next round looks again
            log.info("consent %s waits for the next round", consent.pk)
    return len(found)


def warn_before_end() -> int:
    """Mail who can still share again or send documents, once per consent; how many mails were written."""
    today, told = clock.today(), 0
    for consent in _standing().filter(keep_until__gte=today).exclude(applicant__dossier__state__in=NOT_WARNED):
        begins = consent.keep_until - timedelta(days=consent_text(consent.text_version).warn_days)
        if begins <= today:
            told += _warn(consent)
    return told


def _warn(consent: Consent) -> bool:
    user, once = consent.applicant.user, str(consent.pk)
    if user.mails.filter(template=MailName.BRONDATA_ENDS, once=once).exists():
        return False
    with transaction.atomic():
        context = {"first_name": consent.applicant.first_name, "until": consent.keep_until}
        queue_mail(user=user, template=MailName.BRONDATA_ENDS, context=context, once=once)
    return True


def _standing() -> QuerySet[Consent]:
    rows = Consent.objects.filter(ended_at__isnull=True)
    return rows.select_related("applicant__dossier", "applicant__user__key", "key", "session")
