"""What is asked for, offered and paid."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from underwriting.facts.words import Iban, Phase, RequestType
from underwriting.jsonform import Id, Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """For which phase and date the engine is asked."""

    phase: Phase
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierApplication:
    """An application of the same customer for the same home that still runs (gids 7.6)."""

    id: Id | None = None
    application_date: date | None = None
    dossier_complete: bool | None = None
    fully_assessed: bool | None = None
    aims_at_lower_rate: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What is asked for, how and when."""

    id: Id
    channel: Literal["execution-only", "adviseur"]
    request_type: RequestType
    purposes: (
        tuple[
            Literal[
                "aankoop", "oversluiting", "verbouwing", "energiebesparing", "consumptief", "verhuizing", "restschuld"
            ],
            ...,
        ]
        | None
    ) = None
    customer_segment: Literal["starter", "doorstromer", "oversluiter"] | None = None
    nhg: bool | None = None
    application_date: date
    existing_neo_customer: bool | None = None
    senior_scheme_requested: bool | None = None
    explain_requested: bool | None = None
    submission_route: Literal["brondata", "documenten", "hybride"] | None = None
    brondata_key: Annotated[str, Length(100)] | None = None
    adviser_wft_licensed: bool | None = None
    earlier_running_application: EarlierApplication | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renteaanbod:
    """The conditional offer of a rate (gids 7.2)."""

    issued_on: date
    used_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypotheekaanbod:
    """The binding offer (gids 7.2)."""

    issued_on: date
    signed_on: date | None = None
    cancelled_on: date | None = None
    cancel_reason: (
        Literal["ontbinding-door-verkoper", "overlijden", "scheiding", "arbeidsongeschikt-of-werkloos", "overig"] | None
    ) = None
    expired: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change after the renteaanbod (gids 7.5)."""

    kind: Literal[
        "huisnummer-of-postcode",
        "aflosvorm",
        "looptijd",
        "bedrag",
        "overbrugging",
        "onderpand-adres",
        "inkomensnorm",
        "rentevastperiode",
        "leningnemer",
        "onderpand",
        "inkomen",
        "lasten",
    ]
    on: date | None = None
    risicoklasse_changed: bool | None = None
    rentevastperiode_changed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanbod:
    """What was offered."""

    renteaanbod: Renteaanbod | None = None
    hypotheekaanbod: Hypotheekaanbod | None = None
    changes: tuple[Change, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passeren:
    """The passing of the deed."""

    planned_on: date | None = None
    passed_on: date | None = None
    notary_connected_to_enotaris: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account for the direct debit (gids 2.10)."""

    iban: Iban
    sepa: bool | None = None
    holder_ids: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How the customer pays (gids 2.10)."""

    accounts: tuple[Account, ...] | None = None
    sepa_mandate_signed_on: date | None = None
    idin_verified_on: date | None = None
    cash_payment: bool | None = None
