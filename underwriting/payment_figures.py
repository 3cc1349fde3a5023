"""What the loan costs to carry, for consumer, ESIS and auditor. Worked out by `payments`; the papers quote it.

Euros, percent a year, months; a year is a loan year, counted from the day the loan is paid out.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from underwriting.facts.words import Aflosvorm
from underwriting.figure_words import SixDecimals
from underwriting.jsonform import Between, Decimals, Id, Money, Rate

OneDecimal = Annotated[Decimal, Decimals(1, 1, 4)]
CostKind = Literal["advies", "borgtochtprovisie", "notaris", "taxatie", "overig"]
Illustration = Literal["aflossing-einde-rentevastperiode", "hoogste-rente-20-jaar", "beide"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMonth:
    """One instalment and the balance after it."""

    month: Annotated[int, Between(1, None)]
    interest: Money
    repayment: Money
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentYear:
    """The instalments of one year. What an interest-only part owes at its end stays in the balance."""

    year: Annotated[int, Between(1, None)]
    interest: Money
    repayment: Money
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LeningdeelPayments:
    """The schedule of one leningdeel when its rate stays as it is."""

    leningdeel_id: Id
    amount: Money
    aflosvorm: Aflosvorm
    rate: Rate
    term_months: int
    gross_monthly_first: Money
    interest_total: Money
    balance_at_end: Money
    years: tuple[PaymentYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverbruggingPayments:
    """The bridging loan: interest each month, the amount at the end. A credit of its own, with its own JKP."""

    amount: Money
    rate: Rate
    term_months: int
    gross_monthly: Money
    interest_total: Money
    jkp: OneDecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditCost:
    """A one-off cost of the credit; `estimated` when the facts do not state it."""

    kind: CostKind
    amount: Money
    estimated: bool
    in_jkp: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Jkp:
    """The jaarlijks kostenpercentage: as told (one decimal, half up) and to six decimals.

    `illustrative` is absent when every rate is fixed to the end; `highest_rate` when no part needs it.
    """

    percent: OneDecimal
    exact: SixDecimals
    illustrative: OneDecimal | None = None
    illustration: Illustration | None = None
    highest_rate: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payments:
    """What is paid for the new leningdelen over their whole terms, and what that comes to.

    `total_payable` is principal, interest and the costs that count; `total_cost` is that without the principal.
    """

    leningdelen: tuple[LeningdeelPayments, ...]
    amount: Money
    gross_monthly_first: Money
    first_year: tuple[PaymentMonth, ...]
    interest_total: Money
    balance_at_end: Money
    costs: tuple[CreditCost, ...]
    total_cost: Money
    total_payable: Money
    per_euro: Money
    jkp: Jkp
    overbrugging: OverbruggingPayments | None = None
