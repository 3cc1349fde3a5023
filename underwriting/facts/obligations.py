"""What the applicants owe, own besides the onderpand, and have in savings (gids 4.8, 5)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from underwriting.facts.applicants import Address
from underwriting.facts.words import Aflosvorm, RepaidFrom
from underwriting.jsonform import Between, Id, Length, Money, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Krediet:
    """A consumer or business credit (gids 5.1)."""

    id: Id
    kind: Literal["krediet"]
    applicant_ids: tuple[Id, ...]
    credit_kind: (
        Literal[
            "doorlopend-krediet",
            "persoonlijke-lening",
            "creditcard",
            "winkelpas",
            "werkgeverslening",
            "familielening",
            "leasecontract",
            "zakelijk-krediet",
            "overig",
        ]
        | None
    ) = None
    bkr_registration_id: Id | None = None
    aflopend: bool | None = None
    limit: Money | None = None
    original_principal: Money | None = None
    outstanding: Money | None = None
    actual_monthly: Money | None = None
    repaid_on: date | None = None
    repaid_from: RepaidFrom | None = None
    to_be_repaid_before_offer: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """Conditions of a loan whose burden is given as a gift (gids 5.3)."""

    frequency: Literal["maandelijks", "jaarlijks", "incidenteel"] | None = None
    whole_term: bool | None = None
    agreement_final: bool | None = None
    mortgage_security_on_onderpand: bool | None = None
    claimable: Literal["alleen-faillissement-of-surseance", "ook-anders"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeningDerden:
    """A private loan (gids 5.3)."""

    id: Id
    kind: Literal["lening-derden"]
    applicant_ids: tuple[Id, ...]
    lender: Literal["ouders", "familie", "overig"] | None = None
    purpose: Literal["eigen-woning", "restschuld", "anders"] | None = None
    fiscally_compliant: bool | None = None
    original_principal: Money | None = None
    outstanding: Money | None = None
    rate: Rate | None = None
    original_term_months: Annotated[int, Between(1, 600)] | None = None
    actual_monthly: Money | None = None
    gift: Gift | None = None
    repaid_on: date | None = None
    repaid_from: RepaidFrom | None = None
    to_be_repaid_before_offer: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Studielening:
    """A student loan with DUO (gids 5.4)."""

    id: Id
    kind: Literal["studielening"]
    applicant_ids: tuple[Id, ...]
    regime: Annotated[str, Length(40)] | None = None
    original_principal: Money | None = None
    principal_after_extra_repayment: Money | None = None
    outstanding: Money | None = None
    rate: Rate | None = None
    remaining_months: Annotated[int, Between(0, 600)] | None = None
    monthly_instalment: Money | None = None
    instalment_status: (
        Literal["regulier", "nog-niet-verschuldigd", "aflosvrije-periode", "verlaagd-draagkracht"] | None
    ) = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlimentatiePayable:
    """Partneralimentatie to pay (gids 5.5)."""

    id: Id
    kind: Literal["partneralimentatie"]
    applicant_ids: tuple[Id, ...]
    annual_amount: Money | None = None
    ends_on: date | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """The sale of a home."""

    mandate_signed_on: date | None = None
    agreement_signed_on: date | None = None
    ontbindende_voorwaarden_expired: bool | None = None
    price: Money | None = None
    transfer_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueStatement:
    """A value and where it comes from."""

    amount: Money
    source: Literal["taxatie-standaard", "taxatie-desktop", "woz", "modelmatig", "opgave-aanvrager"]
    valued_on: date | None = None
    nwwi_validated: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMortgagePart:
    """One part of the mortgage on another home."""

    outstanding: Money | None = None
    rate: Rate | None = None
    aflosvorm: Aflosvorm | None = None
    remaining_months: Annotated[int, Between(0, 600)] | None = None
    actual_monthly: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMortgage:
    """The mortgage on another home."""

    lender: Annotated[str, Length(200)] | None = None
    with_neo: bool | None = None
    nhg: bool | None = None
    outstanding: Money | None = None
    gross_monthly: Money | None = None
    monthly_interest: Money | None = None
    parts: tuple[OtherMortgagePart, ...] | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingsPolicy:
    """A policy or account pledged for the present mortgage (gids 2.11)."""

    kind: Literal["sew", "kew", "bew", "levensverzekering"]
    surrender_value: Money | None = None
    statement_on: date | None = None
    pledged_to_lender: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherProperty:
    """A home besides the onderpand (gids 5.6)."""

    id: Id
    role: Literal["huidige-woning", "andere-woning"]
    address: Address | None = None
    owner_ids: tuple[Id, ...] | None = None
    status: Literal["niet-te-koop", "te-koop", "verkocht"] | None = None
    sale: Sale | None = None
    rented_out: bool | None = None
    rental_consent_of_lender: bool | None = None
    value: ValueStatement | None = None
    mortgage: OtherMortgage | None = None
    policies: tuple[SavingsPolicy, ...] | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFund:
    """One source of own money (gids 4.8)."""

    id: Id
    kind: Literal["spaargeld", "beleggingen", "schenking", "overwaarde", "overig"]
    amount: Money
    proof: Literal["via", "bankafschrift", "ideal", "geen"] | None = None
    statement_on: date | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFunds:
    """Own money (gids 4.8)."""

    mandatory_credit_repayment: Money | None = None
    items: tuple[OwnFund, ...] | None = None
    doubt_on_availability_or_origin: bool | None = None
    received_by_notary_on: date | None = None


Obligation = Krediet | LeningDerden | Studielening | AlimentatiePayable
