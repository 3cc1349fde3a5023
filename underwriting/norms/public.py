"""What the law, NHG, AFM, DUO and the lender's own sheets lay down."""

from dataclasses import dataclass
from decimal import Decimal

from underwriting.norms.policy import Section
from underwriting.norms.tables import (
    AowAges,
    EnergyLabelTable,
    FinancieringslastTable,
    RateTable,
    StudentLoanFactors,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleHousehold:
    """Principal outside the income test of a single person (Trhk art. 3 lid 8); the incomes are exclusive bounds."""

    amount: Decimal
    income_above_below_aow: Decimal
    income_above_from_aow: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Trhk(Section):
    """Tijdelijke regeling hypothecair krediet."""

    set: str
    term_months_max: int
    fixed_months_for_own_rate: int
    rate_decimals: int
    aow_horizon_years: int
    ltv_percent: Decimal
    ltv_percent_with_energy: Decimal
    single_household: SingleHousehold
    below_aow_deductible: FinancieringslastTable
    aow_deductible: FinancieringslastTable
    below_aow_nondeductible: FinancieringslastTable
    aow_nondeductible: FinancieringslastTable
    energy_labels: EnergyLabelTable
    student_loan_factors: StudentLoanFactors

    def table(self, *, aow: bool, deductible: bool) -> FinancieringslastTable:
        """The table for an applicant before or from the AOW age, with or without interest deduction."""
        if aow:
            return self.aow_deductible if deductible else self.aow_nondeductible
        return self.below_aow_deductible if deductible else self.below_aow_nondeductible


@dataclass(frozen=True, slots=True, kw_only=True)
class Afm(Section):
    """The toetsrente that the AFM sets per quarter, percent."""

    toetsrente: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Nhg(Section):
    """Nationale Hypotheek Garantie."""

    cost_limit: Decimal
    cost_limit_with_energy: Decimal
    additional_costs_percent: Decimal
    vrij_op_naam_percent: Decimal
    borgtochtprovisie_percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Duo(Section):
    """Interest on student loans, percent."""

    sf35_percent: Decimal
    sf15_percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AowAmounts:
    """Gross AOW, euros per month with full insurance."""

    single: Decimal
    single_holiday: Decimal
    with_partner: Decimal
    with_partner_holiday: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Aow(Section):
    """AOW age and amounts."""

    amounts: AowAmounts
    ages: AowAges


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """One bracket of the income tax; the last has no upper bound."""

    up_to: Decimal | None = None
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiscal(Section):
    """Income tax and transfer tax, for costs on screen only."""

    max_deduction_percent: Decimal
    eigenwoningforfait_percent: Decimal
    eigenwoningforfait_woz_from: Decimal
    eigenwoningforfait_woz_to: Decimal
    hillen_percent: Decimal
    transfer_tax_percent: Decimal
    starter_exemption_up_to: Decimal
    starter_age_from: int
    starter_age_below: int
    box1_below_aow: tuple[Bracket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSheet(Section):
    """The lender's rates."""

    sheet: str
    overbrugging_rate: Decimal
    rates: RateTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs(Section):
    """Estimates of what others charge, euros."""

    notary_transfer: Decimal
    notary_mortgage: Decimal
    valuation_desktop: Decimal
    valuation_standard: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class JkpNorms(Section):
    """What the illustrative JKP assumes: months, and percent a year (2014/17/EU art. 17)."""

    material_fixed_months: int
    highest_rate: Decimal
