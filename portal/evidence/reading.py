"""Reading a stored delivery: into datasets, whose it is, told to the applicant. May be repeated after a repair."""

import logging
from typing import Any

from django.db import transaction

from brondata.datasets import Brondata as Bundle
from brondata.datasets import Source
from brondata.ockto.mapping import read_delivery as read_bytes
from brondata.provider import BrondataError, ForeignDelivery, RawDelivery, UnreadableDelivery
from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.dossiers.transitions import touch
from portal.evidence.combining import combined
from portal.evidence.matching import Typed, differences
from portal.evidence.models import Brondata, Delivery
from portal.evidence.names import Surname
from portal.evidence.polling import BODY_PLACE
from portal.evidence.quarantine import alarm, shred_soon
from portal.evidence.session_states import Event, Status
from portal.evidence.sessions import move
from portal.evidence.sources import end_watches
from portal.notifications.services import queue_mail
from portal.vault import services as vault

log = logging.getLogger(__name__)
BUNDLE_PLACE = "evidence.Brondata.bundle"


def read_delivery(delivery_id: str) -> None:
    """Job: read stored bytes into datasets, check whose they are, tell the applicant.

    What belongs to somebody else, or to another session, is quarantined: nobody sees it, and its key goes
    within a day. What cannot be read is kept, for after a repair.
    """
    delivery = Delivery.objects.select_related(
        "key", "session__consent__key", "session__applicant__user__key", "session__applicant__dossier"
    ).get(pk=delivery_id)
    session, applicant = delivery.session, delivery.session.applicant
    if hasattr(delivery, "brondata") or session.status != Status.FETCHED:
        return
    if Delivery.objects.filter(sha256=delivery.sha256).exclude(pk=delivery.pk).exists():
        _quarantine(delivery, Event.REPEAT, ["same-bytes"])
        return
    try:
        bundle = _parse(delivery)
    except ForeignDelivery:
        _quarantine(delivery, Event.REPEAT, ["other-session"])
        return
    except BrondataError as error:
        _unreadable(delivery, str(error))
        return
    found = _differences(bundle, applicant)
    if found:
        _quarantine(delivery, Event.QUARANTINE, found)
        return
    _keep(delivery, bundle)


def latest_bundle(applicant: Applicant) -> Bundle | None:
    """What the registers said about this applicant, per source the newest delivery; None without brondata.

    What belongs to somebody else than the applicant says to be now is left out: it is not theirs to see.
    """
    rows = applicant.brondata.filter(delivery__session__consent__ended_at__isnull=True)
    bundles = [_unsealed(row) for row in rows.select_related("delivery__session__consent__key").order_by("read_at")]
    return combined([one for one in bundles if not _differences(one, applicant)])


def unreadable_deliveries() -> list[Delivery]:
    """Deliveries that could not be read and still may be: the applicant's last word, in time, the key there."""
    rows = Delivery.objects.filter(
        session__status=Status.UNREADABLE, session__applicant__dossier__state=State.INTAKE.value
    ).select_related("key", "session__applicant__user__key", "session__applicant__dossier")
    return [row for row in rows.order_by("received_at") if row.data_key.shredded_at is None and _is_last(row)]


def reread(delivery: Delivery) -> str:
    """Read a delivery again that could not be read; what became of its session (`Status`).

    Nothing changes, and nobody is told again, while it still cannot be read.
    """
    try:
        _parse(delivery)
    except ForeignDelivery:
        pass  # known for what it is now: reading quarantines it
    except BrondataError:
        return Status.UNREADABLE.value
    if move(delivery.session, Event.REREAD):
        read_delivery(str(delivery.pk))
    delivery.session.refresh_from_db(fields=["status"])
    return str(delivery.session.status)


def _unsealed(row: Brondata) -> Bundle:
    key = row.delivery.session.consent.key
    return Bundle.from_json(vault.unseal_json(key, place=BUNDLE_PLACE, row=row.id, sealed=row.bundle))


def _is_last(delivery: Delivery) -> bool:
    newer = delivery.session.applicant.ockto_sessions.filter(created_at__gt=delivery.session.created_at)
    return not newer.exists()


def _parse(delivery: Delivery) -> Bundle:
    """The datasets in the bytes.

    Raises:
        BrondataError: it cannot be read, also when that is our own mistake: the bytes stay for after the repair.
    """
    body = vault.unseal(delivery.data_key, place=BODY_PLACE, row=delivery.id, sealed=delivery.body)
    try:
        return read_bytes(
            RawDelivery(
                provider=delivery.provider,
                schema_version=delivery.schema_version,
                session_id=delivery.session.session_id,
                content_type=delivery.content_type,
                body=body,
            )
        )
    except BrondataError:
        raise
    except Exception as error:
        log.exception("delivery %s: our reader failed", delivery.pk)
        raise UnreadableDelivery(f"our reader failed: {type(error).__name__}") from None


def _keep(delivery: Delivery, bundle: Bundle) -> None:
    applicant = delivery.session.applicant
    with transaction.atomic():
        touch(applicant.dossier)
        # What was confirmed and sent is what the decision is about: later data comes too late.
        if applicant.dossier.state != State.INTAKE:
            if move(delivery.session, Event.COME_LATE):
                shred_soon(delivery)
            return
        if not move(delivery.session, Event.READ):
            return
        row = Brondata(applicant=applicant, delivery=delivery, collected_at=clock.now(), read_at=clock.now())
        row.collected_at = max((c.at for c in bundle.collections), default=row.read_at)
        row.bundle = vault.seal_json(
            delivery.session.consent.key, place=BUNDLE_PLACE, row=row.id, value=bundle.to_json()
        )
        row.save(force_insert=True)
        Applicant.objects.filter(pk=applicant.pk).update(figures_confirmed_at=None)
        end_watches(applicant, [one for one in Source if bundle.collected(one)])
        queue_mail(
            user=applicant.user,
            template="brondata_received",
            context={"first_name": applicant.first_name},
            once=str(delivery.id),
        )


def _quarantine(delivery: Delivery, event: Event, reasons: list[str]) -> None:
    log.warning("delivery %s quarantined: %s", delivery.pk, ", ".join(reasons))
    with transaction.atomic():
        if move(delivery.session, event, detail={"reasons": reasons}):
            shred_soon(delivery)
            alarm(delivery.session, reasons=reasons)


def _unreadable(delivery: Delivery, reason: str) -> None:
    log.warning("delivery %s of version %r: %s", delivery.pk, delivery.schema_version, reason)
    detail: dict[str, Any] = {"reasons": ["unreadable"], "version": delivery.schema_version}
    with transaction.atomic():
        if move(delivery.session, Event.GARBLE, detail=detail):
            alarm(delivery.session, reasons=["unreadable"])


def _differences(bundle: Bundle, applicant: Applicant) -> list[str]:
    """The rules of identity that do not hold; without the BRP nobody knows whose data it is."""
    if bundle.persoon is None:
        return ["no-brp"]
    typed = Typed(
        given_names=applicant.given_names,
        initials=applicant.initials,
        surname=Surname(applicant.surname, applicant.surname_prefix),
        birth_date=applicant.birth_date,
    )
    return [one.value for one in differences(bundle.persoon, typed)]
