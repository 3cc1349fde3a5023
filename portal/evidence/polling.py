"""Following a session: ask the supplier, write down what it says, take the data once. A job with an end.

Store, then read: what is taken is stored before anybody looks inside (`reading.py` does). The data can be
had once. Who takes them first claims that (`FETCHING`), so that two polls never both ask. When the answer
is cut off, nobody knows whether the supplier counts it as given; asking again is the only way to learn it
and cannot make it worse: either the data come, or they are lost (`SPENT`), the applicant is told so, and a
new invitation is the way on.
"""

import logging
import random
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from brondata.provider import (
    ProviderRefused,
    ProviderUnavailable,
    RawDelivery,
    SessionState,
    SessionStatus,
    SourceStatus,
    UnreadableDelivery,
)
from portal import clock
from portal.dossiers.states import State
from portal.evidence import providers
from portal.evidence.consents import record_consent
from portal.evidence.models import Delivery, OcktoSession
from portal.evidence.ockto import revoke_quietly
from portal.evidence.quarantine import alarm
from portal.evidence.session_states import FOLLOWED, ON_PHONE, TRANSITIONS, Event, Status
from portal.evidence.sessions import move
from portal.evidence.sources import count
from portal.jobs.registry import TryLater
from portal.jobs.services import publish
from portal.vault import services as vault

log = logging.getLogger(__name__)
BODY_PLACE = "evidence.Delivery.body"
# How long ago something happened (on the phone, a call, a mailed link), and the seconds between two polls.
POLL_STEPS = (
    (timedelta(minutes=5), 1.0),
    (timedelta(minutes=30), 4.0),
    (timedelta(hours=1), 15.0),
    (timedelta(days=1), 60.0),
)
SLOWEST_POLL = 120.0
LONGEST_BACK_OFF = 60.0
JITTER = 0.2
"""Each pause is up to this part longer or shorter, so that sessions that began together do not ask together."""
PHONE_SILENCE = timedelta(minutes=20)
"""Ockto's app closes itself after a quarter of an hour; a little later we stop waiting."""
GRACE = timedelta(hours=1)
"""After an invitation expired, for a supplier that is away just then."""
GIVE_UP = timedelta(days=1)
"""Data that were sent and that the supplier does not hand over for so long are not coming."""
TAKE_LEASE = timedelta(seconds=90)
"""Who takes the data is done or dead by then (the hard limit of a task)."""

PHONE_EVENTS = {
    SessionStatus.OPENED: Event.OPEN,
    SessionStatus.COLLECTING: Event.COLLECT,
    SessionStatus.SHARED: Event.SHARE,
    SessionStatus.DECLINED: Event.DECLINE,
    SessionStatus.EXPIRED: Event.EXPIRE,
    SessionStatus.CLOSED: Event.CLOSE,
    SessionStatus.FAILED: Event.FAIL,
}
REFUSALS = {
    "ALREADY_FETCHED": Event.LOSE,
    "EXPIRED": Event.EXPIRE,
    "DECLINED": Event.DECLINE,
    "CLOSED": Event.CLOSE,
}
"""What the supplier's word means when the data are asked for; any other word is a failure."""


def poll_session(session_id: str) -> None:
    """Job: ask the supplier once; take the data when they were sent, come back later otherwise."""
    session = OcktoSession.objects.select_related("applicant__dossier", "applicant__user__key").get(pk=session_id)
    if session.status not in FOLLOWED:
        return
    if session.applicant.dossier.state != State.INTAKE:  # nobody will look at it any more
        _stop(session, Event.COME_LATE if session.status in (Status.SHARED, Status.FETCHING) else Event.CLOSE)
        return
    began = timezone.now()
    try:
        state = providers.brondata_provider().state(session.session_id)
    except ProviderRefused as refusal:
        log.warning("session %s ended: %s", session.pk, refusal.code)
        move(session, Event.FAIL, detail={"reason": refusal.code})
        return
    except (ProviderUnavailable, UnreadableDelivery) as error:
        raise _away(session, error) from error
    _follow(session, state)
    if session.status in (Status.SHARED, Status.FETCHING):
        _take(session)
    elif session.status in FOLLOWED and not _overdue(session):
        raise _later(session, began)


def _follow(session: OcktoSession, state: SessionState) -> None:
    """Write what the supplier says. An answer that is older than what we know, or no news, moves nothing."""
    sources = [
        {
            "source": one.source.value,
            "status": one.status.value,
            "reason": one.reason or "",
            "at": one.at.isoformat() if one.at else "",
        }
        for one in state.sources
    ]
    event = _event(state)
    columns = {"sources": sources, "polls": session.polls + 1, "failures": 0}
    detail = {"reason": state.reason} if state.reason else None
    before = session.sources
    if event is not None and (Status(session.status), event) in TRANSITIONS:
        written = move(session, event, detail=detail, **columns)
    else:
        if sources != before:
            session.changed_at = timezone.now()
        rows = OcktoSession.objects.filter(pk=session.pk, status=session.status)
        written = bool(rows.update(changed_at=session.changed_at, **columns))
    if written:
        count(before, sources)
    else:
        session.refresh_from_db(fields=["status"])


def _event(state: SessionState) -> Event | None:
    """What the supplier's answer says happened. All sources done and nothing sent: the app asks for consent."""
    done = (SourceStatus.COLLECTED, SourceStatus.FAILED)
    if state.status is SessionStatus.COLLECTING and state.sources and all(one.status in done for one in state.sources):
        return Event.ASK_CONSENT
    return PHONE_EVENTS.get(state.status)


def _take(session: OcktoSession) -> None:
    """Claim the data, ask for them, store them. Only one poll at a time gets here."""
    now = timezone.now()
    if not _claim(session, now):
        raise TryLater("another poll takes the data", seconds=10, counts=False)
    try:
        raw = providers.brondata_provider().fetch(session.session_id)
    except ProviderUnavailable as error:
        later = _away(session, error)
        OcktoSession.objects.filter(pk=session.pk, taken_at=now).update(taken_at=None)
        raise later from error
    except ProviderRefused as refusal:
        _refused(session, refusal.code)
    except UnreadableDelivery as error:
        log.warning("session %s ended: %s", session.pk, error)
        _stop(session, Event.FAIL, reason=str(error))
    else:
        _store(session, raw)


def _claim(session: OcktoSession, now: datetime) -> bool:
    """Whether the data are ours to take: nobody else is at it, or who was is dead by now."""
    claim = {"taken_at": now, "takes": session.takes + 1}
    if session.status == Status.SHARED:
        return move(session, Event.TAKE, **claim)
    if session.taken_at is not None and now - session.taken_at < TAKE_LEASE:
        return False
    rows = OcktoSession.objects.filter(pk=session.pk, status=Status.FETCHING, taken_at=session.taken_at)
    session.takes += 1
    return bool(rows.update(**claim))


def _refused(session: OcktoSession, code: str) -> None:
    event = REFUSALS.get(code, Event.FAIL)
    log.warning("session %s ended: %s", session.pk, code)
    with transaction.atomic():
        # The first time we ask and already given: somebody else had the data, or a worker died holding them.
        if move(session, event, detail={"reason": code, "takes": session.takes}) and event is Event.LOSE:
            alarm(session, reasons=[code])
    if event is Event.LOSE:
        revoke_quietly(session.session_id)


def _store(session: OcktoSession, raw: RawDelivery) -> None:
    """Store the bytes under a key of their own and ask for a reader, in one transaction."""
    with transaction.atomic():
        if not move(session, Event.STORE):
            return
        delivery = Delivery(
            session=session,
            key=vault.create_key(under=(session.applicant.user.key,)),
            provider=raw.provider,
            schema_version=raw.schema_version[:40],
            content_type=raw.content_type[:100],
            sha256=vault.sha256(raw.body),
            received_at=clock.now(),
        )
        delivery.body = vault.seal(delivery.data_key, place=BODY_PLACE, row=delivery.id, value=raw.body)
        delivery.save(force_insert=True)
        record_consent(session)
        publish("ockto.read", key=str(delivery.id), payload={"delivery_id": str(delivery.id)})


def _overdue(session: OcktoSession) -> bool:
    """Whether waiting has ended: silence on the phone, or an invitation that expired unopened."""
    now = timezone.now()
    if session.status in ON_PHONE and now - session.changed_at > PHONE_SILENCE:
        _stop(session, Event.TIME_OUT)
        return True
    if session.status == Status.INVITED and session.expires_at is not None and now > session.expires_at + GRACE:
        _stop(session, Event.EXPIRE)
        return True
    return False


def _away(session: OcktoSession, error: Exception) -> TryLater:
    """The supplier is away: longer and longer pauses, until there is nothing left to wait for."""
    now = timezone.now()
    sent = session.status in (Status.SHARED, Status.FETCHING)
    if sent and now - session.changed_at > GIVE_UP:
        _stop(session, Event.FAIL, reason="supplier away")
    elif session.status in FOLLOWED:
        _overdue(session)
    if session.status not in FOLLOWED:
        return TryLater("nothing left to wait for", seconds=0, counts=False)
    OcktoSession.objects.filter(pk=session.pk).update(failures=min(session.failures + 1, 100))
    pause = min(2.0 ** min(session.failures + 1, 10), LONGEST_BACK_OFF)
    asked = getattr(error, "retry_after", None)
    return TryLater(str(error), seconds=max(_spread(pause), min(asked or 0, LONGEST_BACK_OFF)), counts=False)


def _later(session: OcktoSession, began: datetime) -> TryLater:
    now = timezone.now()
    session.refresh_from_db(fields=["stirred_at"])
    stirred = session.stirred_at
    if stirred is not None and stirred >= began:  # the supplier called while we asked
        return TryLater("called meanwhile", seconds=0, counts=False)
    quiet = now - max(session.changed_at, stirred or session.changed_at)
    seconds = next((seconds for age, seconds in POLL_STEPS if quiet < age), SLOWEST_POLL)
    return TryLater("still collecting", seconds=_spread(seconds), counts=False)


def _spread(seconds: float) -> float:
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  spreads the load, guards nothing


def _stop(session: OcktoSession, event: Event, *, reason: str = "") -> None:
    """Stop waiting, and have the supplier delete what it holds."""
    if move(session, event, detail={"reason": reason} if reason else None):
        revoke_quietly(session.session_id)
