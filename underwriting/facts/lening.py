"""The loan asked for (gids 2)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from underwriting.facts.words import Aflosvorm, LeningdeelPurpose
from underwriting.jsonform import Between, Id, Length, Money, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Leningdeel:
    """One part of the loan (gids 2.8)."""

    id: Id
    amount: Money
    aflosvorm: Aflosvorm | None = None
    term_months: Annotated[int, Between(0, 1200)] | None = None
    rentevastperiode_years: Annotated[int, Between(1, 30)] | None = None
    rate: Rate | None = None
    hypotheekaanbod_rate: Rate | None = None
    passeren_rate: Rate | None = None
    nhg: bool | None = None
    box: Literal[1, 3] | None = None
    interest_deductible: bool | None = None
    purpose: LeningdeelPurpose | None = None
    existing: bool | None = None
    verhuisregeling_from: Id | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanCosts:
    """Costs of obtaining the loan (gids 7.7)."""

    advice: Money | None = None
    notary: Money | None = None
    valuation: Money | None = None
    nhg_premium: Money | None = None
    early_repayment_fee: Money | None = None
    other: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overbrugging:
    """Bridging loan (gids 2.11)."""

    amount: Money
    term_months: Annotated[int, Between(1, 600)] | None = None
    rate: Rate | None = None
    rate_fixed_whole_term: bool | None = None
    property_id: Id | None = None
    second_mortgage_on_old_home: bool | None = None
    first_mortgage_on_new_home: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BouwdepotPayout:
    """A payment from the bouwdepot."""

    invoice_on: date | None = None
    amount: Money | None = None
    cost_plausible: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bouwdepot:
    """Building deposit (gids 6.4)."""

    amount: Money
    kind: (
        Literal[
            "nieuwbouw",
            "verbouwing",
            "energiebesparing",
            "energie-bespaar-budget",
            "achterstallig-onderhoud",
            "woningaanpassing",
            "sanering",
            "renteverlies",
        ]
        | None
    ) = None
    burdens_from_depot_monthly: Money | None = None
    payouts: tuple[BouwdepotPayout, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Starterslening:
    """SVn Starterslening (gids 6.11)."""

    amount: Money | None = None
    rank: Annotated[int, Between(1, 9)] | None = None
    to_be_repaid_by_increase: bool | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restschuld:
    """Residual debt to be financed (gids 5.3)."""

    amount: Money | None = None
    from_box_1_loan: bool | None = None
    own_funds_available: Money | None = None
    home_sold_on: date | None = None
    sale_price: Money | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BestaandeLening:
    """The loan that is refinanced."""

    lender: Annotated[str, Length(200)] | None = None
    nhg: bool | None = None
    nhg_mixed: bool | None = None
    outstanding: Money | None = None
    evidence: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lening:
    """The loan asked for (gids 2)."""

    leningdelen: tuple[Leningdeel, ...]
    mortgage_rank: Annotated[int, Between(1, 9)] | None = None
    inschrijving_amount: Money | None = None
    own_contribution: Money | None = None
    additional_costs: Money | None = None
    costs: LoanCosts | None = None
    overbrugging: Overbrugging | None = None
    bouwdepot: Bouwdepot | None = None
    starterslening: Starterslening | None = None
    restschuld: Restschuld | None = None
    bestaande_lening: BestaandeLening | None = None
