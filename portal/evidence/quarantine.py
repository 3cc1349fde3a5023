"""Brondata that nobody may see: the key goes within a day, and the desk is alarmed, without a name or a figure."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from portal import clock
from portal.evidence.models import Consent, Delivery, OcktoSession
from portal.evidence.session_states import Status
from portal.jobs.services import publish
from portal.notifications.services import hand_over, message_id
from portal.vault.services import shred_key

log = logging.getLogger(__name__)
KEPT_SECONDS = 12 * 60 * 60
"""Long enough for a person to stop it (a mistake of ours), short enough for «within a day»."""

WHAT_HAPPENED = {
    Status.MISMATCH: "De geleverde gegevens passen niet bij de aanvrager. Ze zijn afgeschermd en worden vernietigd.",
    Status.DUPLICATE: "Er zijn gegevens van een andere sessie geleverd. Ze zijn afgeschermd en worden vernietigd.",
    Status.UNREADABLE: "De levering is bewaard, maar kan niet worden gelezen. Na herstel: reread_deliveries.",
    Status.SPENT: "De gegevens waren al een keer opgehaald, maar zijn niet bij ons aangekomen.",
}


def shred_soon(delivery: Delivery) -> None:
    """Ask for the end of a delivery, in the caller's transaction."""
    payload = {"delivery_id": str(delivery.pk)}
    publish("ockto.shred", key=str(delivery.pk), payload=payload, seconds=KEPT_SECONDS)


def shred_delivery(delivery_id: str) -> None:
    """Job: destroy a delivery that is not used, and with it the consent under which it came."""
    delivery = Delivery.objects.select_related("key", "session__consent__key").get(pk=delivery_id)
    consent = delivery.session.consent
    with transaction.atomic():
        shred_raw(delivery)
        rows = Consent.objects.filter(pk=consent.pk, ended_at__isnull=True)
        if rows.update(ended_at=clock.now(), end=Consent.End.UNUSED):
            shred_key(consent.key)


def shred_raw(delivery: Delivery) -> None:
    """Destroy the key of the delivered bytes: they open for nobody, in no back-up.

    A delivery of before, without a key of its own, loses its bytes instead.
    """
    if delivery.key is not None:
        shred_key(delivery.key)
    Delivery.objects.filter(pk=delivery.pk).update(body=b"")
    log.info("delivery %s shredded", delivery.pk)


def alarm(session: OcktoSession, *, reasons: list[str]) -> None:
    """Ask for a mail to the desk, in the caller's transaction; the work queue shows the session by itself."""
    payload = {"session_id": str(session.pk), "status": str(session.status), "reasons": " ".join(reasons)}
    publish("ockto.alarm", key=f"{session.pk}:{session.status}", payload=payload)


def send_alarm(session_id: str, status: str, reasons: str) -> None:
    """Job: log, and mail the desk. After a crash it carries the same Message-ID.

    Raises:
        TryLater: the mail server is away.
    """
    session = OcktoSession.objects.select_related("applicant__dossier").get(pk=session_id)
    number = session.applicant.dossier.number
    log.warning("brondata alarm: session %s of %s is %s (%s)", session.pk, number, status, reasons)
    message = EmailMessage(
        subject=f"Brondata: dossier {number} vraagt aandacht",
        body=(
            f"Dossier {number}, aanvrager {session.applicant.position}.\n\n"
            f"{WHAT_HAPPENED[Status(status)]}\nReden: {reasons}.\n\n"
            f"{settings.BASE_URL}/beheer/\n"
        ),
        to=[settings.EVIDENCE_DESK_EMAIL],
        headers={"Message-ID": message_id(f"ockto-{session.pk}-{status}"), "Auto-Submitted": "auto-generated"},
    )
    hand_over(message)
