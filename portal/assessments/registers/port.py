"""The port: one question about one person to one register (gids 3.3).

"Nothing found" and "could not ask" are different things. An answer is clear, a hit, or not unique
(the register knows several people who fit). A register that can't be asked raises, and an answer
that can't be trusted raises too, so that neither can ever pass for clear.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from portal.assessments.registers.details import (
    BkrRegistration,
    Detail,
    InsolvencyCase,
    OwnedProperty,
    PepMatch,
    SanctionsMatch,
    SfhRegistration,
    VisReport,
)


class RegisterKind(StrEnum):
    """The registers of gids 3.3 and 3.4."""

    BKR = "bkr"
    SFH = "sfh"
    VIS = "vis"
    PEP = "pep"
    SANCTIONS = "sanctions"
    INSOLVENCY = "insolvency"
    KADASTER = "kadaster"


DETAIL_OF: dict[RegisterKind, type[Detail]] = {
    RegisterKind.BKR: BkrRegistration,
    RegisterKind.SFH: SfhRegistration,
    RegisterKind.VIS: VisReport,
    RegisterKind.PEP: PepMatch,
    RegisterKind.SANCTIONS: SanctionsMatch,
    RegisterKind.INSOLVENCY: InsolvencyCase,
    RegisterKind.KADASTER: OwnedProperty,
}
"""What an answer of each register is made of."""


class Outcome(StrEnum):
    """What a register said. NOT_UNIQUE is work for a person: it is neither clear nor a hit."""

    CLEAR = "clear"
    HIT = "hit"
    NOT_UNIQUE = "not_unique"


class DocumentKind(StrEnum):
    """Identity documents, in the words of the facts contract."""

    PASPOORT = "paspoort"
    ID_KAART = "id-kaart"
    RIJBEWIJS = "rijbewijs"
    VERBLIJFSDOCUMENT = "verblijfsdocument"


@dataclass(frozen=True, repr=False)
class IdentityDocument:
    """The document VIS is asked about. `country` is ISO 3166-1 alpha-2."""

    kind: DocumentKind
    number: str
    country: str = "NL"


@dataclass(frozen=True, repr=False)
class Person:
    """Whom the question is about, as in the BRP. Its repr says nothing: logs carry no names."""

    initials: str
    given_names: str
    surname: str
    prefix: str
    """Tussenvoegsel, or the empty string."""
    birth_date: date
    postcode: str
    """Without a space: 1234AB."""
    house_number: int
    document: IdentityDocument | None = None
    """Needed for VIS only."""


@dataclass(frozen=True)
class RegisterAnswer:
    """One answer of one register, with the bytes it was read from."""

    kind: RegisterKind
    question: str
    """The key the question was asked with."""
    checked_at: datetime
    """When the register looked, aware."""
    outcome: Outcome
    details: tuple[Detail, ...] = field(repr=False)
    """Entries of the type `DETAIL_OF[kind]`; empty unless the outcome is HIT."""
    register_version: str
    """Which state of the register or list was looked at, as the register names it."""
    raw: bytes = field(repr=False)
    """The answer exactly as received: class A data."""
    sha256: str

    @property
    def hit(self) -> bool:
        """The register holds something about this person. For BKR and Kadaster that is common
        and not yet a problem; the engine judges the content."""
        return self.outcome is Outcome.HIT


class RegisterUnavailable(Exception):
    """The register does not answer now: nothing is known about the person. Ask again later, with
    the same key. `retry_after` is in seconds when the register said so."""

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class RegisterRefused(Exception):
    """The register refused the question, or its answer can't be trusted: work for a person.

    `code` is one of: unauthorised, question-refused, key-conflict, not-understood,
    wrong-question, wrong-person, too-large, document-needed. `raw` is what was received, so that
    it can be kept as evidence; empty when nothing was.
    """

    def __init__(self, code: str, message: str, *, raw: bytes = b"") -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.raw = raw


class RegisterGateway(Protocol):
    """What the portal asks of registers. The HTTP adapter is one; each register may get its own."""

    def check(self, kind: RegisterKind, person: Person, *, key: str) -> RegisterAnswer:
        """Ask one register about one person.

        `key` names the question: asking again with the same key gives the same answer and leaves
        no second trace in the register. Use a fresh one for a new check (as before the offer).
        Raises `RegisterUnavailable` or `RegisterRefused`.
        """
        ...
