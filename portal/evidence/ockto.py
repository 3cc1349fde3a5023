"""The life of an Ockto session: invite, follow, fetch, read. Polling is a job with back-off.

Store, then read: the fetch and the row with the bytes are one short job; reading is another,
which may run again after a bug fix. What does not belong to the invited person is
quarantined: nobody sees it.
"""

import hashlib
import logging
import uuid
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from brondata.datasets import Brondata as Bundle
from brondata.datasets import Source
from brondata.ockto.mapping import read_delivery as read_bytes
from brondata.provider import (
    BrondataError,
    ProviderRefused,
    ProviderUnavailable,
    RawDelivery,
    SessionState,
    UnreadableDelivery,
)
from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.dossiers.transitions import note, touch
from portal.evidence.combining import combined
from portal.evidence.matching import Typed, differences
from portal.evidence.models import Brondata, Delivery, OcktoSession
from portal.evidence.names import Surname
from portal.evidence.providers import brondata_provider
from portal.evidence.sources import count, end_watches
from portal.jobs.registry import TryLater
from portal.jobs.services import publish
from portal.notifications.services import queue_mail
from portal.vault import services as vault

log = logging.getLogger(__name__)
Status = OcktoSession.Status
LINK_PLACE = "evidence.OcktoSession.link"
BODY_PLACE = "evidence.Delivery.body"
BUNDLE_PLACE = "evidence.Brondata.bundle"
CONSENT_CODE = "001"
# Quick while somebody holds the phone, slow when the invitation just lies there.
POLL_STEPS = ((timedelta(minutes=5), 1.0), (timedelta(minutes=30), 4.0), (timedelta(days=1), 30.0))
SILENCE = timedelta(hours=24)


def invite(*, applicant: Applicant, only: Source | None = None) -> OcktoSession:
    """Make a new invitation; an older open one is replaced and no longer works.

    Args:
        only: the one source to collect again; the BRP comes along, to see whose data it is.

    Raises:
        ProviderUnavailable, ProviderRefused: nothing was made; the page says so.
    """
    provider = brondata_provider()
    asked = tuple(Source) if only is None else tuple(one for one in Source if one in (Source.BRP, only))
    reference = f"{applicant.dossier.number}-{applicant.position}-{uuid.uuid4().hex[:8]}"
    started = provider.start(
        reference=reference,
        applicant_hint=applicant.first_name,
        sources=asked,
        consent_code=CONSENT_CODE,
    )
    with transaction.atomic():
        touch(applicant.dossier)
        older = OcktoSession.objects.filter(applicant=applicant, status__in=OcktoSession.OPEN)
        replaced = list(older.values_list("session_id", flat=True))
        older.update(status=Status.REPLACED, changed_at=timezone.now())
        session = OcktoSession(
            applicant=applicant,
            session_id=started.session_id,
            status=Status.INVITED,
            asked=[] if only is None else [one.value for one in asked],
            expires_at=started.expires_at,
        )
        session.link = vault.seal(applicant.user.key, place=LINK_PLACE, row=session.id, value=started.link.encode())
        session.save(force_insert=True)
        note(applicant.dossier, "ockto_invited", actor=applicant.user, detail={"position": applicant.position})
        publish("ockto.poll", key=str(session.id), payload={"session_id": str(session.id)})
    for session_id in replaced:
        _revoke_quietly(session_id)
    return session


def link_of(session: OcktoSession) -> str:
    """The invitation's address: what the QR holds and the button opens."""
    return vault.unseal(session.applicant.user.key, place=LINK_PLACE, row=session.id, sealed=session.link).decode()


def mail_link(*, session: OcktoSession) -> None:
    """Send the same invitation by e-mail, link and QR (Neo's consumer page on Ockto)."""
    with transaction.atomic():
        queue_mail(
            user=session.applicant.user,
            template="ockto_link",
            context={"link": link_of(session), "first_name": session.applicant.first_name},
        )


def current_session(applicant: Applicant) -> OcktoSession | None:
    """The newest session of an applicant, open or ended."""
    return applicant.ockto_sessions.exclude(status=Status.REPLACED).first()


def poll_session(session_id: str) -> None:
    """Job: ask the supplier once; fetch when the data was sent, come back later otherwise."""
    session = OcktoSession.objects.select_related("applicant__dossier", "applicant__user__key").get(pk=session_id)
    if not session.is_open or session.status == Status.FETCHED:
        return
    if session.applicant.dossier.state != State.INTAKE:  # nobody will look at it any more
        _close(session)
        return
    try:
        if not _follow(session, brondata_provider().state(session.session_id)):
            return
        if session.status == Status.SHARED:
            _fetch(session, brondata_provider().fetch(session.session_id))
            return
    except ProviderUnavailable as error:
        raise TryLater(str(error), seconds=5, counts=False) from error
    except (ProviderRefused, UnreadableDelivery) as error:
        log.warning("session %s ended: %s", session.pk, error)
        _end(session, Status.FAILED)
        return
    if session.is_open:
        raise TryLater("still collecting", seconds=_next_poll(session), counts=False)


def read_delivery(delivery_id: str) -> None:
    """Job: read stored bytes into datasets, check whose they are, tell the applicant."""
    delivery = Delivery.objects.select_related("session__applicant__user__key", "session__applicant__dossier").get(
        pk=delivery_id
    )
    session, applicant = delivery.session, delivery.session.applicant
    if hasattr(delivery, "brondata") or session.status != Status.FETCHED:
        return
    body = vault.unseal(applicant.user.key, place=BODY_PLACE, row=delivery.id, sealed=delivery.body)
    try:
        bundle = read_bytes(
            RawDelivery(
                provider=delivery.provider,
                schema_version=delivery.schema_version,
                session_id=session.session_id,
                content_type=delivery.content_type,
                body=body,
            )
        )
    except BrondataError as error:
        log.warning("delivery %s: %s", delivery.pk, error)
        _end(session, Status.UNREADABLE)
        return
    if not _is_theirs(bundle, applicant):
        _end(session, Status.MISMATCH)
        return
    with transaction.atomic():
        touch(applicant.dossier)
        # What was confirmed and sent is what the decision is about: later data comes too late.
        in_time = applicant.dossier.state == State.INTAKE
        if not _end(session, Status.READ if in_time else Status.CLOSED) or not in_time:
            return
        row = Brondata(applicant=applicant, delivery=delivery, collected_at=clock.now(), read_at=clock.now())
        row.collected_at = max((c.at for c in bundle.collections), default=row.read_at)
        row.bundle = vault.seal_json(applicant.user.key, place=BUNDLE_PLACE, row=row.id, value=bundle.to_json())
        row.save(force_insert=True)
        Applicant.objects.filter(pk=applicant.pk).update(figures_confirmed_at=None)
        end_watches(applicant, [one for one in Source if bundle.collected(one)])
        note(applicant.dossier, "brondata_received", actor=None, detail={"position": applicant.position})
        queue_mail(
            user=applicant.user,
            template="brondata_received",
            context={"first_name": applicant.first_name},
            once=str(delivery.id),
        )


def latest_bundle(applicant: Applicant) -> Bundle | None:
    """What the registers said about this applicant, per source the newest delivery; None without brondata.

    What belongs to somebody else than the applicant says to be now is left out: it is not theirs to see.
    """
    rows = applicant.brondata.order_by("read_at")
    return combined([one for one in map(partial(_unsealed, applicant), rows) if _is_theirs(one, applicant)])


def _unsealed(applicant: Applicant, row: Brondata) -> Bundle:
    value = vault.unseal_json(applicant.user.key, place=BUNDLE_PLACE, row=row.id, sealed=row.bundle)
    return Bundle.from_json(value)


def _is_theirs(bundle: Bundle, applicant: Applicant) -> bool:
    typed = Typed(
        given_names=applicant.given_names,
        initials=applicant.initials,
        surname=Surname(applicant.surname, applicant.surname_prefix),
        birth_date=applicant.birth_date,
    )
    return bundle.persoon is not None and not differences(bundle.persoon, typed)


def _follow(session: OcktoSession, state: SessionState) -> bool:
    """Write what the supplier says; False when the session was replaced or ended meanwhile."""
    sources = [
        {
            "source": one.source.value,
            "status": one.status.value,
            "reason": one.reason or "",
            "at": one.at.isoformat() if one.at else "",
        }
        for one in state.sources
    ]
    changed = {"status": state.status.value, "sources": sources} != {
        "status": session.status,
        "sources": session.sources,
    }
    before = session.sources
    session.status, session.sources, session.polls = state.status.value, sources, session.polls + 1
    if changed:
        session.changed_at = timezone.now()
    rows = OcktoSession.objects.filter(pk=session.pk, status__in=OcktoSession.OPEN).update(
        status=session.status,
        sources=session.sources,
        polls=session.polls,
        changed_at=session.changed_at,
    )
    if rows:
        count(before, sources)
    return bool(rows)


def _fetch(session: OcktoSession, raw: RawDelivery) -> None:
    """Store the bytes and ask for a reader, in one transaction."""
    with transaction.atomic():
        if not _end(session, Status.FETCHED):
            return
        delivery = Delivery(
            session=session,
            provider=raw.provider,
            schema_version=raw.schema_version,
            content_type=raw.content_type,
            sha256=hashlib.sha256(raw.body).hexdigest(),
            received_at=clock.now(),
        )
        delivery.body = vault.seal(session.applicant.user.key, place=BODY_PLACE, row=delivery.id, value=raw.body)
        delivery.save(force_insert=True)
        publish("ockto.read", key=str(delivery.id), payload={"delivery_id": str(delivery.id)})


def _end(session: OcktoSession, status: "OcktoSession.Status") -> bool:
    """The next or last status; False when the session was replaced meanwhile: that stays so."""
    session.status = status
    rows = OcktoSession.objects.filter(pk=session.pk, status__in=OcktoSession.OPEN)
    return bool(rows.update(status=status, changed_at=timezone.now()))


def _next_poll(session: OcktoSession) -> float:
    quiet = timezone.now() - session.changed_at
    if quiet > SILENCE:
        _close(session)
        return 0
    return next((seconds for age, seconds in POLL_STEPS if quiet < age), POLL_STEPS[-1][1])


def _close(session: OcktoSession) -> None:
    """Stop waiting, and have the supplier delete what it holds."""
    if _end(session, Status.CLOSED):
        _revoke_quietly(session.session_id)


def _revoke_quietly(session_id: str) -> None:
    try:
        brondata_provider().revoke(session_id)
    except BrondataError as error:
        log.info("older session %s not revoked: %s", session_id, error)
