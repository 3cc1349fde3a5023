"""Incomes of an applicant (gids 4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from underwriting.facts.words import Hours
from underwriting.jsonform import Between, Currency, Decimals, Id, Length, Money, Percentage

Exact = Annotated[Decimal, Decimals(2, 12, 12, signed=True)]
"""An amount or a percentage on the way of a sum, not rounded to cents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WageComponent:
    """One part of a wage, when IBL is not used (gids 4)."""

    kind: Literal[
        "bruto-jaarsalaris",
        "vakantietoeslag",
        "onregelmatigheidstoeslag",
        "provisie",
        "bonus",
        "overwerk",
        "dertiende-maand",
        "eindejaarsuitkering",
        "ebb",
        "ikb",
        "tsf",
        "levensloop",
        "onkostenvergoeding",
        "overig",
    ]
    annual_amount: Money | None = None
    fixed: bool | None = None
    structural: bool | None = None
    personal: bool | None = None
    last_12_months_amount: Money | None = None
    unconditional: bool | None = None
    cash_only: bool | None = None
    earmarked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WageYear:
    """Income of one past calendar year (gids 4.1.2)."""

    year: Annotated[int, Between(1990, 2100)]
    income: Money
    ww_or_bijstand: Money | None = None
    fixed_income: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IblStep:
    """One step of the Inkomensbepaling Loondienst, kept so that a person can follow it; no rule reads it."""

    name: Annotated[str, Length(60)]
    section: Annotated[str, Length(30)]
    text: Annotated[str, Length(400)]
    employer: Annotated[str, Length(200)] | None = None
    value: Exact | None = None
    unit: Literal["euro", "procent", "uur", "perioden"] | None = None
    was: Exact | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IblResult:
    """What the Inkomensbepaling Loondienst gave (gids 4.1.1)."""

    toetsinkomen: Money
    contract_kind: Annotated[str, Length(200)] | None = None
    calculation_rules_version: Annotated[str, Length(30)] | None = None
    uwv_message_on: date | None = None
    steps: tuple[IblStep, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbeidsmarktscan:
    """The certified labour-market report (gids 4.3)."""

    score: Annotated[str, Length(20)] | None = None
    verdiencapaciteit: Money | None = None
    report_on: date | None = None
    certified: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureRaise:
    """A pay rise that is agreed but not yet in force (gids 4.1)."""

    starts_on: date | None = None
    annual_increase: Money | None = None
    unconditional: bool | None = None
    basis: Literal["definitieve-cao", "verklaring-werkgever"] | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loondienst:
    """Income from employment (gids 4.1)."""

    id: Id
    kind: Literal["loondienst"]
    employer: Annotated[str, Length(200)] | None = None
    contract: (
        Literal[
            "onbepaalde-tijd",
            "bepaalde-tijd-met-intentieverklaring",
            "bepaalde-tijd-zonder-intentieverklaring",
            "uitzend",
            "oproep",
            "inval",
            "nul-uren",
            "payroll",
            "kort-opzegbaar",
        ]
        | None
    ) = None
    starts_on: date | None = None
    ends_on: date | None = None
    proeftijd_ends_on: date | None = None
    intends_termination: bool | None = None
    hours_per_week: Hours | None = None
    family_employer: bool | None = None
    paid_by_bank: bool | None = None
    loonbeslag: bool | None = None
    looncessie: bool | None = None
    currency: Currency | None = None
    thirty_percent_ruling: bool | None = None
    special_position: Literal["promovendus", "arts-in-opleiding"] | None = None
    method: (
        Literal[
            "ibl",
            "salarisstrook-werkgeversverklaring",
            "driejaarsgemiddelde",
            "arbeidsmarktscan",
            "perspectiefverklaring",
        ]
        | None
    ) = None
    components: tuple[WageComponent, ...] | None = None
    current_annual_income: Money | None = None
    history: tuple[WageYear, ...] | None = None
    history_months: Annotated[int, Between(0, None)] | None = None
    months_with_income: Annotated[int, Between(0, 36)] | None = None
    continuity_substantiated_by_expert: bool | None = None
    months_employed_in_last_14: Annotated[int, Between(0, 14)] | None = None
    ibl: IblResult | None = None
    ibl_refusal: Annotated[str, Length(400)] | None = None
    arbeidsmarktscan: Arbeidsmarktscan | None = None
    future_raise: FutureRaise | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ikv:
    """Inkomensverklaring Ondernemer by a calculation expert (gids 4.2)."""

    expert: Annotated[str, Length(200)] | None = None
    expert_accepted_by_nhg: bool | None = None
    toetsinkomen: Money | None = None
    issued_on: date | None = None
    complete: bool | None = None
    business_credit_included: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositieveBeoordelingsverklaring:
    """Statement for a business whose income is not counted (gids 4.2)."""

    issued_on: date | None = None
    expert_accepted_by_nhg: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderneming:
    """Income from a business of one's own, or as DGA (gids 4.2)."""

    id: Id
    kind: Literal["onderneming"]
    form: Literal["eenmanszaak", "vof", "maatschap", "bv", "overig"] | None = None
    started_on: date | None = None
    share_interest: Percentage | None = None
    counted: bool | None = None
    besides_employment: bool | None = None
    ikv: Ikv | None = None
    positieve_beoordelingsverklaring: PositieveBeoordelingsverklaring | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PensionPolicy:
    """The policy behind an individual pension (gids 8.2)."""

    value: Money | None = None
    premium_ends_on: date | None = None
    gross_historic_return: Percentage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pensioen:
    """AOW, pension or lijfrente (gids 4.4)."""

    id: Id
    kind: Literal["pensioen"]
    scheme: Literal["aow", "collectief", "individueel", "lijfrente"]
    provider: Annotated[str, Length(200)] | None = None
    annual_amount: Money | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    meets_nhg_lijfrente_conditions: bool | None = None
    ibp_toetsinkomen: Money | None = None
    policy: PensionPolicy | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitkering:
    """A benefit (gids 4.5)."""

    id: Id
    kind: Literal["uitkering"]
    scheme: Literal["anw", "wajong", "iva", "ww", "wga", "bijstand", "ziektewet", "overig"]
    status: Literal["lopend", "beeindigd"] | None = None
    replaces_wage: bool | None = None
    annual_amount: Money | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    guaranteed_until_on: date | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlimentatieReceived:
    """Partneralimentatie received (gids 4.6)."""

    id: Id
    kind: Literal["partneralimentatie"]
    annual_amount: Money | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    recorded_in: Literal["echtscheidingsconvenant", "vonnis", "beschikking", "notariele-akte", "geen"] | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverigIncome:
    """Income of any other kind (gids 4)."""

    id: Id
    kind: Literal["overig"]
    category: Literal[
        "andere-arbeidsrelatie", "verhuur", "vermogen", "pgb", "pensioencompensatie", "werkgeversvergoeding", "overig"
    ]
    annual_amount: Money | None = None
    currency: Currency | None = None
    evidence: tuple[Id, ...] | None = None


Income = Loondienst | Onderneming | Pensioen | Uitkering | AlimentatieReceived | OverigIncome
