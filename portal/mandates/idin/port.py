"""The identification port: what the portal asks of iDIN today and of itsme later.

The order is always the same: choose a bank, `start`, send the person away, they come back with
the transaction and the entrance code, `status`. gids 7.6 asks for it together with the mandate.
"""

import hmac
import secrets
import string
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from portal.evidence.names import Surname

ENTRANCE_CODE_LENGTH = 40
"""iDx allows at most 40 characters, letters and digits only."""


class Status(StrEnum):
    """Where an identification stands. Only OPEN and PENDING may still change."""

    SUCCESS = "success"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    FAILURE = "failure"
    OPEN = "open"
    PENDING = "pending"

    @property
    def is_final(self) -> bool:
        """True when asking again gives the same answer."""
        return self not in (Status.OPEN, Status.PENDING)


@dataclass(frozen=True)
class Issuer:
    """A bank the person can identify with. `id` is its BIC, `country` as the directory names it."""

    id: str
    name: str
    country: str


@dataclass(frozen=True)
class Started:
    """An identification that has begun. Send the person to `redirect_url`."""

    transaction_id: str
    redirect_url: str


@dataclass(frozen=True)
class Address:
    """The address the bank holds. Empty strings for what it did not send."""

    street: str = ""
    house_number: str = ""
    house_number_suffix: str = ""
    extra: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True)
class IdentifiedPerson:
    """The person as their bank knows them. There are no first names and no BSN in iDIN."""

    subject_id: str
    """Pseudonym of this person at this merchant: a BIN, or a transient id that changes each time."""
    subject_is_transient: bool
    initials: str
    legal_surname: Surname
    """The surname at birth, as in the identity document."""
    preferred_surname: Surname
    partner_surname: Surname
    date_of_birth: date | None
    """None when the bank knows only part of it; `date_of_birth_as_sent` then has zeros."""
    date_of_birth_as_sent: str
    gender: str
    """0 unknown, 1 male, 2 female, 9 not specified (ISO 5218)."""
    address: Address
    level_of_assurance: str


@dataclass(frozen=True)
class IdentificationResult:
    """One answer about one identification, with the signed bytes it was read from."""

    transaction_id: str
    status: Status
    answered_at: datetime
    evidence: bytes = field(repr=False)
    """The signed answer exactly as received: class A data."""
    evidence_sha256: str
    issuer_id: str = ""
    person: IdentifiedPerson | None = field(default=None, repr=False)
    """Present when, and only when, the status is SUCCESS."""


class IdentificationUnavailable(Exception):
    """The scheme does not answer now. Nothing is known about the person; try again later."""


class IdentificationRefused(Exception):
    """The scheme refused our question, or its answer can't be trusted. Trying again won't help.

    `code` is the scheme's own error code or one of ours in words; `consumer_message` is the text
    the scheme wants the person to see, or empty.
    """

    def __init__(self, message: str, *, code: str = "", consumer_message: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.consumer_message = consumer_message


class IdentificationProvider(Protocol):
    """Every method raises `IdentificationUnavailable` or `IdentificationRefused`."""

    def issuers(self) -> list[Issuer]:
        """The banks to choose from, in the scheme's order. May be cached by the adapter."""
        ...

    def start(
        self,
        *,
        issuer_id: str,
        entrance_code: str,
        return_url: str,
        language: str = "nl",
    ) -> Started:
        """Begin an identification at one bank. `entrance_code` comes from `new_entrance_code`."""
        ...

    def status(self, transaction_id: str, *, entrance_code: str) -> IdentificationResult:
        """How one identification ended. `entrance_code` is the one it was started with: the answer
        must answer that very request, so that an answer to another one can't be replayed."""
        ...


def new_entrance_code() -> str:
    """A fresh secret that binds the return from the bank to the session that left for it."""
    alphabet = string.ascii_letters + string.digits
    return "".join(secrets.choice(alphabet) for _ in range(ENTRANCE_CODE_LENGTH))


def same_entrance_code(given: str, expected: str) -> bool:
    """Compare the `ec` of the return address with the session's own, in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())
