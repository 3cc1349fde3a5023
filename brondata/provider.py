"""The port to a consumer data supplier: four methods and three errors. Callers retry by the error's class."""

import hashlib
from collections.abc import Collection as Sized
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from brondata.datasets.base import Source


class BrondataError(Exception):
    """Something between us and the supplier went wrong."""


class ProviderUnavailable(BrondataError):
    """No usable answer just now (time-out, no connection, 5xx, 429): trying again later makes sense.

    ``retry_after`` is the pause in seconds that the supplier asked for, when it did.
    """

    def __init__(self, message: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ProviderRefused(BrondataError):
    """The supplier said no; asking again will not help. ``code`` says why, in the supplier's word."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code = code


class UnreadableDelivery(BrondataError):
    """An answer that does not match the protocol or the schema version that it claims."""


class ForeignDelivery(UnreadableDelivery):
    """An answer that is about another session: somebody else's data may be in it."""


class SessionStatus(StrEnum):
    """Where a session stands."""

    INVITED = "invited"
    OPENED = "opened"
    COLLECTING = "collecting"
    SHARED = "shared"
    DECLINED = "declined"
    EXPIRED = "expired"
    CLOSED = "closed"
    FAILED = "failed"

    @property
    def final(self) -> bool:
        """True when polling can stop. ``SHARED`` can still become ``CLOSED`` when consent is withdrawn."""
        return self not in {SessionStatus.INVITED, SessionStatus.OPENED, SessionStatus.COLLECTING}


class SourceStatus(StrEnum):
    """Where one source in a session stands."""

    WAITING = "waiting"
    COLLECTING = "collecting"
    COLLECTED = "collected"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An invitation for one person. ``qr_payload`` is the text to put in the QR code."""

    session_id: str
    link: str
    qr_payload: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """One line of progress; ``at`` is when the status was reached, ``reason`` why a source failed."""

    source: Source
    status: SourceStatus
    at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionState:
    """Progress of a session. ``reason`` tells why it ended without data."""

    session_id: str
    status: SessionStatus
    at: datetime
    expires_at: datetime
    sources: tuple[SourceState, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDelivery:
    """The answer as it arrived, less any BSN. Store it first, read it afterwards: it may come only once."""

    provider: str
    schema_version: str
    session_id: str
    content_type: str
    body: bytes

    @property
    def sha256(self) -> str:
        """The fingerprint to keep beside the stored bytes."""
        return hashlib.sha256(self.body).hexdigest()


class BrondataProvider(Protocol):
    """A supplier. Every method may raise the three errors of this module and no other."""

    @property
    def name(self) -> str:
        """The supplier's name, as the dossier keeps it."""
        ...

    @property
    def together(self) -> bool:
        """Whether one session may serve two partners; where it may not, each gets an invitation of their own."""
        ...

    def start(self, *, reference: str, applicant_hint: str, sources: Sized[Source], consent_code: str) -> Session:
        """Invite one person. The same call with the same ``reference`` gives the same open invitation again.

        ``applicant_hint`` is what the app may show to tell two partners' invitations apart: a first name at most.
        """
        ...

    def state(self, session_id: str) -> SessionState:
        """Where the session stands now."""
        ...

    def fetch(self, session_id: str) -> RawDelivery:
        """The shared data. A supplier may refuse a second time."""
        ...

    def revoke(self, session_id: str) -> None:
        """End the session and have the supplier delete what it holds. Twice is once."""
        ...
