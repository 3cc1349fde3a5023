"""The running Neo loan and what is asked about it (gids 10)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from underwriting.facts.obligations import ValueStatement
from underwriting.facts.words import Aflosvorm, Risicoklasse
from underwriting.jsonform import Between, Id, Length, Money, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningBouwdepot:
    """A building deposit that runs."""

    construction: Literal["bestaande-bouw", "nieuwbouw"] | None = None
    opened_on: date | None = None
    extended_until: date | None = None
    extensions: Annotated[int, Between(0, 9)] | None = None
    balance: Money | None = None
    energy_saving_balance: Money | None = None
    works_finished: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingLeningdeel:
    """A part of the running Neo loan."""

    id: Id
    outstanding: Money | None = None
    original_principal: Money | None = None
    rate: Rate | None = None
    rentevastperiode_years: Annotated[int, Between(1, 30)] | None = None
    rentevastperiode_ends_on: date | None = None
    ends_on: date | None = None
    aflosvorm: Aflosvorm | None = None
    is_overbrugging: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingLoan:
    """The running Neo loan (gids 10)."""

    contract_id: Annotated[str, Length(40)] | None = None
    original_principal: Money | None = None
    outstanding: Money | None = None
    nhg: bool | None = None
    nhg_mixed: bool | None = None
    inschrijving_amount: Money | None = None
    arrears: bool | None = None
    calamity_ever: bool | None = None
    rate_set_on: date | None = None
    risicoklasse: Risicoklasse | None = None
    value: ValueStatement | None = None
    bouwdepot_running: bool | None = None
    bouwdepot: RunningBouwdepot | None = None
    leningdelen: tuple[ExistingLeningdeel, ...] | None = None
    repaid_this_calendar_year: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Omzetting:
    """Another aflosvorm (gids 10.1)."""

    leningdeel_id: Id | None = None
    new_aflosvorm: Aflosvorm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rentewijziging:
    """Another rate in mid-term (gids 10.3)."""

    kind: Literal["dagrente", "rentemiddeling"] | None = None
    leningdeel_id: Id | None = None
    new_rentevastperiode_years: Annotated[int, Between(1, 30)] | None = None
    requested_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RisicoklasseRequest:
    """Another risicoklasse (gids 10.4)."""

    reason: Literal["aflossing", "waardestijging"] | None = None
    requested_on: date | None = None
    value: ValueStatement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aflossing:
    """Early repayment (gids 2.12)."""

    amount: Money | None = None
    on: date | None = None
    source: (
        Literal[
            "eigen-middelen",
            "andere-financiering",
            "verkoop-woning",
            "einde-rentevastperiode",
            "overlijden",
            "tenietgaan-onderpand",
            "verzekeringsuitkering",
        ]
        | None
    ) = None
    ideal_in_portal: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verhuisregeling:
    """Taking the rate along to another home (gids 10.2)."""

    requested_on: date | None = None
    old_loan_repaid_on: date | None = None
    old_home_transfer_on: date | None = None
    new_loan_passes_on: date | None = None
    old_home_status: Literal["niet-te-koop", "te-koop", "verkocht"] | None = None
    can_carry_both_burdens: bool | None = None
    negative_equity_repayable: bool | None = None
    relation_ended: bool | None = None
    claimant_ids: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatiebeeindiging:
    """Partners who part (gids 10.5)."""

    remaining_id: Id | None = None
    leaving_id: Id | None = None
    buyout: Money | None = None
    ownership_cost: Money | None = None
    nhg_beheertoets_passed: bool | None = None
    ex_part_term_months: Annotated[int, Between(1, 600)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """An heir (gids 10.6)."""

    id: Id
    liable: bool | None = None
    owner: bool | None = None
    main_residence_at_death: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlijden:
    """A borrower who died (gids 10.6)."""

    on: date | None = None
    settled_on: date | None = None
    survivor_kind: Literal["partner-is-klant", "partner-geen-klant", "overige-erfgenamen"] | None = None
    wants_to_continue: bool | None = None
    rate_switch_used: bool | None = None
    new_rentevastperiode_years: Annotated[int, Between(1, 30)] | None = None
    heirs: tuple[Heir, ...] | None = None
    life_insurance_payout: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrvPledge:
    """A pledge of a life policy (gids 10.6)."""

    requested: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingLoanRequest:
    """What is asked about the running loan (gids 10)."""

    omzetting: Omzetting | None = None
    rentewijziging: Rentewijziging | None = None
    risicoklasse: RisicoklasseRequest | None = None
    aflossing: Aflossing | None = None
    verhuisregeling: Verhuisregeling | None = None
    relatiebeeindiging: Relatiebeeindiging | None = None
    overlijden: Overlijden | None = None
    orv_pledge: OrvPledge | None = None
