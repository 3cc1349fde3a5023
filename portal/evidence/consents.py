"""Consent for brondata: given with a delivery, ended by who gave it or by time. What follows is `offers.consent`.

Each consent has a key of its own for what is read from its delivery, and all that is made with it (facts, decisions,
the papers that quote them) has keys under that one. So ending a consent is destroying two keys: of the bytes, and of
everything they led to. Nobody has to know where a figure went.
"""

import logging
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from brondata.provider import ProviderRefused, ProviderUnavailable, UnreadableDelivery
from portal import clock
from portal.dossiers.models import Applicant, Dossier
from portal.evidence import providers
from portal.evidence.consent_texts import text_on
from portal.evidence.models import Consent, OcktoSession
from portal.evidence.quarantine import shred_raw
from portal.evidence.session_states import Event
from portal.evidence.sessions import move
from portal.identity.models import User
from portal.jobs.registry import TryLater
from portal.jobs.services import publish
from portal.vault import services as vault
from portal.vault.models import DataKey

log = logging.getLogger(__name__)
REVOKE_RETRY_SECONDS = 60
NOTHING_HELD = ("UNKNOWN_SESSION", "EXPIRED", "CLOSED")
"""The supplier's words for a session of which it has nothing (any more)."""


def record_consent(session: OcktoSession) -> Consent:
    """The person sent their data to us: keep to what they agreed, in the transaction that stores the data."""
    now = clock.now()
    day = timezone.localtime(now).date()
    text = text_on(day)
    return Consent.objects.create(
        applicant=session.applicant,
        session=session,
        key=vault.create_key(under=[session.applicant.user.key]),
        given_at=now,
        text_version=text.version,
        keep_until=day + timedelta(days=text.keep_days),
    )


def standing_consents(applicant: Applicant) -> QuerySet[Consent]:
    """The consents that still stand, oldest first."""
    return applicant.consents.filter(ended_at__isnull=True)


def has_brondata(applicant: Applicant) -> bool:
    """Whether there is brondata of this applicant that may still be used."""
    return applicant.brondata.filter(delivery__session__consent__ended_at__isnull=True).exists()


def keys_in_use(dossier: Dossier) -> list[DataKey]:
    """The keys of the brondata that a decision about a dossier rests on: what it leads to goes under all of them."""
    rows = Consent.objects.filter(
        applicant__dossier=dossier, ended_at__isnull=True, session__delivery__brondata__isnull=False
    )
    return [one.key for one in rows.select_related("key")]


def end_consent(consent: Consent, *, end: Consent.End, by: User | None) -> bool:
    """Destroy what a consent was for, in the caller's transaction; False when it had ended already.

    The supplier deletes its copy in a job that keeps trying.
    """
    rows = Consent.objects.filter(pk=consent.pk, ended_at__isnull=True)
    if not rows.update(ended_at=clock.now(), end=end, ended_by=by):
        return False
    vault.shred_key(consent.key)
    shred_raw(consent.session.delivery)
    revoke_later(consent.session)
    return True


def close_sessions(applicant: Applicant, *, by: User | None) -> None:
    """End what is still open on the phone, in the caller's transaction: nothing may come in any more."""
    for session in applicant.ockto_sessions.filter(status__in=OcktoSession.OPEN):
        while session.is_open:
            if move(session, Event.CLOSE, actor=by, detail={"reason": "consent withdrawn"}):
                revoke_later(session)
                break
            session.refresh_from_db(fields=["status"])


def drop_raw(consent: Consent) -> bool:
    """After the agreed days, of a loan that was signed: only what was read stays, for the file (NHG A6.1, A6.2)."""
    rows = Consent.objects.filter(pk=consent.pk, ended_at__isnull=True, raw_dropped_at__isnull=True)
    if not rows.update(raw_dropped_at=clock.now()):
        return False
    shred_raw(consent.session.delivery)
    return True


def revoke_later(session: OcktoSession) -> None:
    """Have the supplier delete what it holds, in the caller's transaction."""
    publish("ockto.revoke", key=str(session.pk), payload={"session_id": str(session.pk)})


def revoke_session(session_id: str) -> None:
    """Job: the supplier deletes what it holds. Again and again while it is away.

    Raises:
        TryLater: the supplier is away.
        ProviderRefused: it does not want to; after five times a person looks.
    """
    session = OcktoSession.objects.get(pk=session_id)
    try:
        providers.brondata_provider().revoke(session.session_id)
    except (ProviderUnavailable, UnreadableDelivery) as error:
        raise TryLater(str(error), seconds=REVOKE_RETRY_SECONDS, counts=False) from error
    except ProviderRefused as refusal:
        if refusal.code not in NOTHING_HELD:
            raise
        log.info("session %s: nothing to revoke (%s)", session.pk, refusal.code)


def mark_told(consent: Consent, look_id: int) -> bool:
    """The applicant knows of every look up to this one; False when somebody told them meanwhile."""
    return bool(Consent.objects.filter(pk=consent.pk, told_until__lt=look_id).update(told_until=look_id))
