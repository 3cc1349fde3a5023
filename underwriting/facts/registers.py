"""What the registers say of an applicant (gids 3.3, 3.4, 5.2, 9.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from underwriting.jsonform import Between, Country, Id, Length, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BkrCode:
    """A special code on a registration (gids 5.2)."""

    code: Literal["A", "H", "AH", "SR", "1", "2", "3", "4", "5"]
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BkrRegistration:
    """One credit in the CKI of BKR (gids 5.2)."""

    id: Id
    credit_type: Literal["RK", "AK", "RO", "ZK", "ZO", "HY", "RH", "RN", "SH", "SK", "overig"]
    credit_type_code: Annotated[str, Length(10)] | None = None
    original_principal_or_limit: Money | None = None
    started_on: date | None = None
    expected_end_on: date | None = None
    fully_repaid_on: date | None = None
    codes: tuple[BkrCode, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BkrCheck:
    """The BKR check of one applicant."""

    checked_on: date
    registrations: tuple[BkrRegistration, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCreditRegister:
    """The credit register of the country of origin (gids 5.1)."""

    country: Country
    exchange_with_bkr: bool | None = None
    register_exists: bool | None = None
    checked_on: date | None = None
    clean: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SfhCheck:
    """Stichting Fraudebestrijding Hypotheken (gids 9.1)."""

    checked_on: date
    registered: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisCheck:
    """Verificatie Informatie Systeem (gids 3.3)."""

    checked_on: date
    hit: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PepCheck:
    """Politically exposed person (gids 3.3)."""

    checked_on: date
    hit: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionsCheck:
    """Sanctions lists (gids 3.3)."""

    checked_on: date
    hit: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsolvencyCheck:
    """Insolvency register (gids 3.3)."""

    checked_on: date
    hit: bool | None = None
    kind: Literal["faillissement", "surseance", "wsnp"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KadasterCheck:
    """What the applicant owns (gids 3.4)."""

    checked_on: date
    properties_owned: Annotated[int, Between(0, None)] | None = None
    inschrijvingen_reviewed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCheck:
    """Any further check (gids 3.3)."""

    name: Annotated[str, Length(200)]
    checked_on: date | None = None
    outcome: Literal["akkoord", "signaal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """The outcome of every register check of one applicant."""

    bkr: BkrCheck | None = None
    foreign_credit_register: ForeignCreditRegister | None = None
    sfh: SfhCheck | None = None
    vis: VisCheck | None = None
    pep: PepCheck | None = None
    sanctions: SanctionsCheck | None = None
    insolvency: InsolvencyCheck | None = None
    kadaster: KadasterCheck | None = None
    other_checks: tuple[OtherCheck, ...] | None = None
