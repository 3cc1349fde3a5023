"""A brondata supplier that does what the test says."""

import contextlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from brondata.datasets import Source
from brondata.provider import (
    BrondataError,
    BrondataProvider,
    ProviderRefused,
    RawDelivery,
    Session,
    SessionState,
    SessionStatus,
    SourceState,
    SourceStatus,
)
from brondata.simulator import odm
from portal.dossiers.models import Applicant
from portal.evidence import ockto, polling, providers, reading
from portal.evidence.models import OcktoSession
from portal.jobs.registry import TryLater
from tests.portal import applications


@dataclass
class FakeProvider:
    """Keeps sessions in memory; `broken` are the errors that the next calls meet, by method."""

    name: str = "ockto"
    together: bool = False
    statuses: dict[str, SessionStatus] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    lines: dict[str, dict[Source, str]] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    asked: list[tuple[Source, ...]] = field(default_factory=list)
    broken: dict[str, BrondataError] = field(default_factory=dict)
    on_fetch: Callable[[], None] = lambda: None
    at: datetime = field(default_factory=timezone.now)

    def start(self, *, reference: str, applicant_hint: str, sources: Collection[Source], consent_code: str) -> Session:
        self._meet("start")
        self.asked.append(tuple(sources))
        assert consent_code
        self.hints.append(applicant_hint)
        self.statuses[reference] = SessionStatus.INVITED
        link = f"https://ockto.test/app/{reference}"
        return Session(session_id=reference, link=link, qr_payload=link, expires_at=soon())

    def state(self, session_id: str) -> SessionState:
        self._meet("state")
        return SessionState(
            session_id=session_id,
            status=self.statuses[session_id],
            at=self.at,
            expires_at=soon(),
            sources=tuple(
                SourceState(source=source, status=SourceStatus(status), at=self.at)
                for source, status in self.lines.get(session_id, {Source.UWV: "collecting"}).items()
            ),
        )

    def fetch(self, session_id: str) -> RawDelivery:
        self._meet("fetch")
        if session_id in self.fetched:
            raise ProviderRefused("ALREADY_FETCHED")
        self.fetched.append(session_id)
        self.on_fetch()
        return RawDelivery(
            provider=self.name,
            schema_version=odm.VERSION,
            session_id=session_id,
            content_type="application/json",
            body=self.bodies[session_id],
        )

    def revoke(self, session_id: str) -> None:
        self._meet("revoke")
        self.revoked.append(session_id)

    def share(self, session_id: str, persona: str) -> None:
        """What the person on the phone does."""
        self.bodies[session_id] = applications.document_of(persona, session_id=session_id)
        self.statuses[session_id] = SessionStatus.SHARED

    def _meet(self, method: str) -> None:
        if method in self.broken:
            raise self.broken[method]


def soon() -> datetime:
    """When an invitation of now ends."""
    return timezone.now() + timedelta(hours=1)


@pytest.fixture
def supply(monkeypatch: pytest.MonkeyPatch) -> Callable[[BrondataProvider], None]:
    """Compose the portal with another supplier."""

    def use(provider: BrondataProvider) -> None:
        monkeypatch.setattr(providers, "brondata_provider", lambda: provider)

    return use


@pytest.fixture
def provider(supply: Callable[[BrondataProvider], None]) -> FakeProvider:
    """The supplier of this test."""
    fake = FakeProvider()
    supply(fake)
    return fake


@pytest.fixture
def sanne(db: None) -> Applicant:
    """Somebody who told who they are and shared nothing yet."""
    return applications.applicant("sanne")


@pytest.fixture
def session(provider: FakeProvider, sanne: Applicant) -> OcktoSession:
    """Their invitation."""
    return ockto.invite(applicant=sanne)


def poll(session: OcktoSession) -> OcktoSession:
    """One run of the job, whatever it says about coming back."""
    with contextlib.suppress(TryLater):
        polling.poll_session(str(session.pk))
    session.refresh_from_db()
    return session


def read(session: OcktoSession) -> OcktoSession:
    """One run of the reader."""
    reading.read_delivery(str(session.delivery.pk))
    session.refresh_from_db()
    return session


def ago(session: OcktoSession, **quiet: float) -> OcktoSession:
    """As if the last news of the session came that long ago."""
    OcktoSession.objects.filter(pk=session.pk).update(changed_at=timezone.now() - timedelta(**quiet))
    session.refresh_from_db()
    return session
