"""The pieces that the documents of `documents.py` share. Content only: no layout, no clock, no database.

Amounts are euros, rates percent a year, terms months unless the name says years.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from portal.offers.codec import Euro, Part

CancellationExemption = Literal[
    "ontbinding-door-verkoper", "overlijden", "relatie-beeindigd", "arbeidsongeschikt-of-werkloos"
]
FreeRepaymentCase = Literal["verkoop-woning", "einde-rentevastperiode", "overlijden", "onderpand-verloren"]


@dataclass(frozen=True)
class Address(Part):
    """A postal address; the country only when it is not the Netherlands."""

    street: str
    house_number: str
    postcode: str
    city: str
    country: str = ""


@dataclass(frozen=True)
class Lender(Part):
    """Who offers: the legal name, the name on the door and how to reach them."""

    legal_name: str
    trade_name: str
    address: Address
    phone: str
    email: str
    website: str
    kvk_number: str


@dataclass(frozen=True)
class Borrower(Part):
    """A leningnemer. No BSN: that is the notary's to ask (DESIGN, Privacy and keys)."""

    full_name: str
    birth_date: date
    address: Address
    email: str


@dataclass(frozen=True)
class Onderpand(Part):
    """The home that secures the loan. `value_basis` says in Dutch what the marktwaarde rests on."""

    address: Address
    kind: str
    marktwaarde: Euro
    value_basis: str
    koopsom: Euro | None
    energielabel: str


@dataclass(frozen=True)
class Assumption(Part):
    """One starting point of the offer: what, the value as shown, and where it comes from."""

    label: str
    value: str
    source: str


@dataclass(frozen=True)
class MissingDocument(Part):
    """A document still to be supplied, why, and by whom (empty: the whole application)."""

    title: str
    reason: str
    borrower: str


@dataclass(frozen=True)
class CancellationTerms(Part):
    """What cancelling after signing costs (gids 7.3) and when it costs nothing."""

    fee: Euro
    exemptions: tuple[CancellationExemption, ...]
    verhuisregeling_exempt: bool


@dataclass(frozen=True)
class EarlyRepayment(Part):
    """Repaying early without a fee (gids 2.12): shares of the original hoofdsom per calendar year."""

    own_funds_percent: int
    other_percent: int
    free_cases: tuple[FreeRepaymentCase, ...]


@dataclass(frozen=True)
class Notary(Part):
    """The notary's office that passes the deed."""

    office: str
    address: Address
    email: str
    phone: str


@dataclass(frozen=True)
class Receipt(Part):
    """Which decision this document rests on, so that it can be replayed: guide, norms, facts."""

    decision_id: str
    decided_at: datetime
    guide_edition: str
    norms_version: str
    facts_sha256: str


@dataclass(frozen=True)
class SignatureEvidence(Part):
    """How one borrower signed: what was on the screen, when, and how we knew who it was."""

    full_name: str
    document_title: str
    document_sha256: str
    intent: str
    signed_at: datetime
    identification: str
    evidence_id: str
