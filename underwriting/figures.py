"""The figures of a decision, in the words and the order of the contract. A figure that was not computed is None."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from underwriting.facts.words import Risicoklasse
from underwriting.figure_words import (
    BurdenKind,
    BurdenMethod,
    Factor,
    IncomeMethod,
    MomentReason,
    RuleIds,
    SixDecimals,
    SubjectKind,
)
from underwriting.jsonform import Between, Id, Money, Percentage, Rate
from underwriting.running_figures import FeeFreeRepayment, MovedRate


@dataclass(frozen=True, slots=True)
class Subject:
    """The item a finding, burden or deadline is about. The onderpand has no id of its own: use "onderpand"."""

    kind: SubjectKind
    id: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeComponent:
    """One income: what the facts state per year, and what counts."""

    income_id: Id
    method: IncomeMethod
    stated: Money | None = None
    counted: Money
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeDeduction:
    """What is taken off the income of an applicant, per year."""

    kind: Literal["partneralimentatie"] = "partneralimentatie"
    obligation_id: Id | None = None
    amount: Money
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantIncome:
    """The toetsinkomen of one applicant, euros per year."""

    applicant_id: Id
    amount: Money
    components: tuple[IncomeComponent, ...] = ()
    deductions: tuple[IncomeDeduction, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toetsinkomen:
    """The toetsinkomen of all applicants at the start of the loan, euros per year."""

    applicants: tuple[ApplicantIncome, ...]
    joint: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeningdeelToetsrente:
    """The rate a leningdeel is tested with."""

    leningdeel_id: Id
    rate: Rate
    basis: Literal["renteaanbod", "afm-toetsrente"]
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Toetsrente:
    """The toetsrente per leningdeel, and their average by amount and remaining term."""

    leningdelen: tuple[LeningdeelToetsrente, ...]
    weighted: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The cell of a financieringslast table; the last row and column have no upper bound."""

    income_from: Money
    income_to: Money | None = None
    rate_from: Rate
    rate_to: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Financieringslastpercentage:
    """The percentage used, and where it stands."""

    table_set: str
    table: str
    cell: Cell | None = None
    percentage: Percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Toetsmoment:
    """The income test from one day on."""

    id: Id
    from_on: date
    until_on: date | None = None
    reason: MomentReason
    toetsinkomen: Money
    financieringslastpercentage: Financieringslastpercentage | None = None
    allowed_annual: Money | None = None
    deducted_annual: Money | None = None
    available_annual: Money | None = None
    mortgage_burden_annual: Money | None = None
    burden_method: Literal["annuiteit", "werkelijke-last"] | None = None
    maximum_loan: Money | None = None
    loan_balance: Money | None = None
    excess: Money | None = None
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Principal that stays outside the income test."""

    kind: Literal["alleenstaande", "energielabel-aankoop", "energiebesparende-voorzieningen"]
    amount: Money
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """A burden that is taken off the allowed burden, euros per month."""

    kind: BurdenKind
    subject: Subject
    monthly: Money
    method: BurdenMethod
    gross_up_factor: Factor | None = None
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NhgComponents:
    """The components A to E of gids 2.4."""

    a_price_or_value: Money
    b_canon_buy_off: Money
    c_improvement_and_energy: Money
    d_maintenance_fund: Money
    e_additional_costs: Money
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueBasis:
    """The value the loan is measured against."""

    amount: Money
    kind: Literal["marktwaarde", "marktwaarde-na-verbouwing", "stichtingskosten"]
    valuation_id: Id | None = None
    nhg_components: NhgComponents | None = None
    stichtingskosten: Money | None = None
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaximumLoan:
    """The maximum loan without bridging, and the rule that binds."""

    requested: Money | None = None
    on_income: Money | None = None
    on_value: Money | None = None
    on_product: Money | None = None
    binding: Money | None = None
    binding_rule_id: str | None = None
    excess: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeningdeelFigures:
    """The first payment of a leningdeel, and its burden in the test."""

    leningdeel_id: Id
    gross_monthly_first: Money | None = None
    interest_first: Money | None = None
    repayment_first: Money | None = None
    test_burden_annual: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfLoan:
    """A part of the loan that has a maximum of its own."""

    amount: Money
    maximum: Money | None = None
    share: SixDecimals | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumptivePart:
    """The consumptive part and its maximum."""

    amount: Money
    maximum: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverbruggingFigures:
    """What can be bridged."""

    property_id: Id | None = None
    basis: Literal["verkoopprijs", "marktwaarde"] | None = None
    basis_amount: Money | None = None
    surplus: Money | None = None
    policy_value_counted: Money | None = None
    maximum: Money | None = None
    requested: Money | None = None
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleBurden:
    """The double burden: how long, how much a month, and in all."""

    months: Annotated[int, Between(0, None)]
    monthly: Money | None = None
    total: Money | None = None
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFundsItem:
    """One thing that own funds must cover."""

    kind: Literal["eigen-inbreng", "aflossing-krediet", "dubbele-lasten", "verkoopverlies", "sanering"]
    amount: Money
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFundsFigures:
    """Own funds to be shown."""

    required: Money | None = None
    shown: Money | None = None
    shortfall: Money | None = None
    items: tuple[OwnFundsItem, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BouwdepotFigures:
    """The building deposit."""

    required: bool | None = None
    amount: Money | None = None
    interest_rate: Rate | None = None
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Every figure of a decision."""

    toetsinkomen: Toetsinkomen | None = None
    toetsrente: Toetsrente | None = None
    toetsmomenten: tuple[Toetsmoment, ...] | None = None
    left_out_of_income_test: tuple[LeftOut, ...] | None = None
    burdens: tuple[Burden, ...] | None = None
    value_basis: ValueBasis | None = None
    ltv: SixDecimals | None = None
    ltv_excluding_energy: SixDecimals | None = None
    risicoklasse: Risicoklasse | None = None
    maximum_loan: MaximumLoan | None = None
    leningdelen: tuple[LeningdeelFigures, ...] | None = None
    gross_monthly_total: Money | None = None
    aflossingsvrij: PartOfLoan | None = None
    consumptief: ConsumptivePart | None = None
    overbrugging: OverbruggingFigures | None = None
    double_burden: DoubleBurden | None = None
    sale_loss: Money | None = None
    own_funds: OwnFundsFigures | None = None
    bouwdepot: BouwdepotFigures | None = None
    verhuisregeling: tuple[MovedRate, ...] | None = None
    fee_free_repayment: FeeFreeRepayment | None = None
