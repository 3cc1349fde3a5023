"""Documents and brondata, what a reviewer saw, and the values stamped on evaluation (gids 8, 9)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from underwriting.facts.words import BrondataSource, DocumentType
from underwriting.jsonform import Country, Id, Length, Moment, Money, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that was supplied."""

    id: Id
    type: DocumentType
    applicant_id: Id | None = None
    subject_id: Id | None = None
    dated: date | None = None
    valid_until: date | None = None
    received_on: date | None = None
    signed_by_all_parties: bool | None = None
    digitally_signed: bool | None = None
    signature_accepted: bool | None = None
    legalised: bool | None = None
    review: Literal["ontvangen", "goedgekeurd", "afgekeurd"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrondataAmounts:
    """Amounts read from one source."""

    bank_balance: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brondata:
    """One source in one session (gids 8.1, NHG A6)."""

    id: Id
    applicant_id: Id | None = None
    supplier: Annotated[str, Length(60)] | None = None
    source: BrondataSource
    collected_at: Moment
    retrieved_at: Moment | None = None
    direct_from_source: bool | None = None
    reliable: bool | None = None
    summary_received: bool | None = None
    summary_shows_collected_at: bool | None = None
    replaces: tuple[DocumentType, ...] | None = None
    amounts: BrondataAmounts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FraudSignal:
    """A sign of fraud (gids 9)."""

    kind: Literal[
        "onderpandfraude", "oneigenlijk-gebruik-verhuur", "witwassen", "misleiding", "documentfraude", "overig"
    ]
    status: Literal["vermoeden", "bevestigd"]
    found_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraud:
    """What a reviewer saw (gids 9)."""

    distrust: bool | None = None
    signals: tuple[FraudSignal, ...] | None = None
    conflict_of_interest: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierState:
    """The state of the file."""

    complete: bool | None = None
    brondata_marked_in_report: bool | None = None
    supplied_to_nhg_on: date | None = None
    nhg_request_on: date | None = None
    nhg_loss_claim: bool | None = None
    lender_accepts_brondata_for: tuple[DocumentType, ...] | None = None
    supplier_assessed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Values stamped when the facts were evaluated, so that they can be decided again with the same result."""

    parameter_set: Annotated[str, Length(60)] | None = None
    afm_toetsrente: Rate | None = None
    nhg_kostengrens: Money | None = None
    nhg_kostengrens_met_ebv: Money | None = None
    financieringslast_tables: Annotated[str, Length(60)] | None = None
    rate_table: Annotated[str, Length(60)] | None = None
    accepts_new_customers: bool | None = None
    guide_edition: Annotated[str, Length(60)] | None = None
    nhg_accepted_experts: tuple[Annotated[str, Length(200)], ...] | None = None
    bkr_exchange_countries: tuple[Country, ...] | None = None
