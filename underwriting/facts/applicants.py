"""The people who apply (gids 3)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from underwriting.facts.incomes import Income
from underwriting.facts.registers import Registers
from underwriting.facts.words import Postcode
from underwriting.jsonform import Between, Country, Id, Length, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address, or a plot that has none yet."""

    street: Annotated[str, Length(200)] | None = None
    house_number: Annotated[int, Between(1, None)] | None = None
    addition: Annotated[str, Length(20)] | None = None
    postcode: Postcode | None = None
    city: Annotated[str, Length(200)] | None = None
    country: Country
    project_and_plot: Annotated[str, Length(200)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name as the BRP has it."""

    initials: Annotated[str, Length(20)] | None = None
    given_names: Annotated[str, Length(200)] | None = None
    surname_prefix: Annotated[str, Length(20)] | None = None
    surname: Annotated[str, Length(200)] | None = None
    birth_surname: Annotated[str, Length(200)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NlResidence:
    """Registration in the Netherlands (gids 3.2)."""

    registered_since: date | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLiability:
    """Where income tax is due (gids 3.2)."""

    liable_in_nl: bool | None = None
    foreign_countries: tuple[Country, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How the applicant is reached (gids 7.1)."""

    email: Annotated[str, Length(254)] | None = None
    phone: Annotated[str, Length(30)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Divorce:
    """A divorce or dissolved partnership (gids 8.2)."""

    status: Literal["lopend", "afgerond"]
    finalised_on: date | None = None
    division_deed_exists: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """How the applicant was identified."""

    method: Literal["idin-brp", "kopie-identiteitsbewijs", "brondata"] | None = None
    document_kind: Literal["paspoort", "id-kaart", "rijbewijs", "verblijfsdocument"] | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeDecline:
    """A fall in income that is foreseen (gids 4.7)."""

    from_on: date
    annual_income_after: Money
    reason: Annotated[str, Length(200)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """One applicant."""

    id: Id
    name: PersonName | None = None
    birth_date: date | None = None
    legal_capacity: bool | None = None
    nationalities: tuple[Country, ...] | None = None
    residence_title: (
        Literal[
            "onbepaalde-tijd",
            "eu-langdurig-ingezetene",
            "duurzaam-verblijf-unieburger",
            "niet-tijdelijk-vb-3-5",
            "tijdelijk",
            "geen",
        ]
        | None
    ) = None
    nl_residence: NlResidence | None = None
    tax: TaxLiability | None = None
    contact: Contact | None = None
    correspondence_address: Address | None = None
    civil_status: (
        Literal[
            "ongehuwd",
            "gehuwd",
            "geregistreerd-partnerschap",
            "gescheiden",
            "weduwe-weduwnaar",
            "scheiding-van-tafel-en-bed",
        ]
        | None
    ) = None
    property_regime: (
        Literal["gemeenschap", "beperkte-gemeenschap", "voorwaarden-koude-uitsluiting", "voorwaarden-overig"] | None
    ) = None
    divorces: tuple[Divorce, ...] | None = None
    is_borrower: bool | None = None
    is_owner: bool | None = None
    is_occupant: bool | None = None
    income_needed: bool | None = None
    employee_of_n26: bool | None = None
    identity: Identity | None = None
    aow_on: date | None = None
    pension_on: date | None = None
    stopped_working: bool | None = None
    incomes: tuple[Income, ...] | None = None
    income_declines: tuple[IncomeDecline, ...] | None = None
    registers: Registers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentNonOwner:
    """A partner who lives in but does not own the home (gids 3.1)."""

    relation: Literal[
        "gehuwd", "geregistreerd-partnerschap", "samenwonend-zonder-contract", "samenwonend-met-contract", "overig"
    ]
    koude_uitsluiting: bool | None = None
    co_owner_of_current_home: bool | None = None
    scheiding_van_tafel_en_bed: bool | None = None
    notary_consent: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """How the applicants live together."""

    single: bool | None = None
    applicants_relation: (
        Literal["gehuwd", "geregistreerd-partnerschap", "samenwonend", "broer-zus", "ouder-kind", "overig"] | None
    ) = None
    resident_non_owner: ResidentNonOwner | None = None
