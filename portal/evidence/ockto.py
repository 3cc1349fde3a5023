"""An invitation for Ockto: made, shown, mailed, and taken back when a newer one comes."""

import logging
import uuid

from django.db import transaction
from django.utils import timezone

from brondata.datasets import STANDARD_SOURCES, Source
from brondata.provider import BrondataError
from portal.dossiers.models import Applicant
from portal.dossiers.transitions import touch
from portal.evidence import providers
from portal.evidence.models import OcktoSession
from portal.evidence.session_states import Event, Status
from portal.evidence.sessions import announce, move
from portal.jobs.services import hurry, publish
from portal.notifications.services import queue_mail
from portal.vault import services as vault

log = logging.getLogger(__name__)
LINK_PLACE = "evidence.OcktoSession.link"
CONSENT_CODE = "001"


def invite(*, applicant: Applicant, only: Source | None = None) -> OcktoSession:
    """Make a new invitation; an older open one is replaced and no longer works.

    Args:
        only: the one source to collect again; the BRP comes along, to see whose data it is.

    Raises:
        ProviderUnavailable, ProviderRefused: nothing was made; the page says so.
    """
    provider = providers.brondata_provider()
    asked = STANDARD_SOURCES if only is None else tuple(one for one in Source if one in (Source.BRP, only))
    reference = f"{applicant.dossier.number}-{applicant.position}-{uuid.uuid4().hex[:8]}"
    started = provider.start(
        reference=reference,
        applicant_hint=applicant.first_name,
        sources=asked,
        consent_code=CONSENT_CODE,
    )
    now = timezone.now()  # of this moment: the database would say when its transaction began
    with transaction.atomic():
        touch(applicant.dossier)
        older = OcktoSession.objects.filter(applicant=applicant, status__in=OcktoSession.OPEN)
        replaced = [one.session_id for one in older if _replace(one, applicant)]
        session = OcktoSession(
            applicant=applicant,
            session_id=started.session_id,
            status=Status.INVITED.value,
            asked=[] if only is None else [one.value for one in asked],
            expires_at=started.expires_at,
            created_at=now,
            changed_at=now,
        )
        session.link = vault.seal(applicant.user.key, place=LINK_PLACE, row=session.id, value=started.link.encode())
        session.save(force_insert=True)
        announce(session, actor=applicant.user)
        publish("ockto.poll", key=str(session.id), payload={"session_id": str(session.id)})
    for session_id in replaced:
        revoke_quietly(session_id)
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
        look_soon(session)


def current_session(applicant: Applicant) -> OcktoSession | None:
    """The newest session of an applicant, open or ended."""
    return applicant.ockto_sessions.exclude(status=Status.REPLACED).first()


def look_soon(session: OcktoSession) -> None:
    """There may be news: the supplier called, or the link was mailed. Ask now, and often for a while.

    Says nothing about what the news is: that is only ever learned by asking.
    """
    with transaction.atomic():
        rows = OcktoSession.objects.filter(pk=session.pk, status__in=OcktoSession.OPEN)
        rows.update(stirred_at=timezone.now())
        hurry("ockto.poll", key=str(session.pk))


def revoke_quietly(session_id: str) -> None:
    """Have the supplier delete what it holds. When that fails the invitation ends there by itself."""
    try:
        providers.brondata_provider().revoke(session_id)
    except BrondataError as error:
        log.info("session %s not revoked: %s", session_id, error)


def _replace(older: OcktoSession, applicant: Applicant) -> bool:
    """End an older invitation. A step that was written meanwhile is looked at once more: it ends all the same."""
    while older.is_open:
        if move(older, Event.REPLACE, actor=applicant.user):
            return True
        older.refresh_from_db(fields=["status"])
    return False
