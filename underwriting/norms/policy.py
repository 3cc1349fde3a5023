"""The numbers of the guide, one section per chapter. Euros, percentages 0-100, months and years as the names say."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the norms: where its numbers come from and when they hold, both days included."""

    source: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Section):
    """Whether new customers are accepted (gids inleiding)."""

    accepts_new_customers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ch02(Section):
    """Chapters 1 and 2: the loan."""

    min_first_mortgage: Decimal
    min_increase: Decimal
    max_loan_up_to_ltv: Decimal
    max_loan_up_to_ltv_percent: Decimal
    max_loan_above_ltv: Decimal
    rentevastperioden: tuple[int, ...]
    risicoklasse_bounds_percent: tuple[Decimal, ...]
    aflosvormen: tuple[str, ...]
    min_term_months: int
    max_term_months: int
    aflossingsvrij_max_percent: Decimal
    consumptief_max_percent: Decimal
    overbrugging_max_months: int
    overbrugging_percent: Decimal
    overbrugging_sew_percent: Decimal
    overbrugging_kew_bew_percent: Decimal
    overbrugging_policy_statement_months: int
    overbrugging_valuation_months: int
    overbrugging_value_sources: tuple[str, ...]
    desktop_max_ltv_percent: Decimal
    double_burden_max_months: int
    collection_accounts: int
    free_repayment_percent: Decimal
    free_repayment_causes: tuple[str, ...]
    own_money_sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ch03(Section):
    """Chapters 3 and 11: the customer."""

    min_age_years: int
    max_applicants: int
    residence_months: int
    residence_months_income_not_needed: int
    nationalities: tuple[str, ...]
    residence_titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WageParts:
    """The parts of a wage on payslip and employer's statement that count (gids 4)."""

    regular: tuple[str, ...]
    """Pay for the hours worked."""
    variable: tuple[str, ...]
    fixed_extras: tuple[str, ...]
    budgets: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def accepted(self) -> tuple[str, ...]:
        """All of them."""
        return self.regular + self.variable + self.fixed_extras + self.budgets + self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class Ch04(Section):
    """Chapter 4: income and own funds."""

    min_joint_income: Decimal
    uwv_message_months: int
    future_raise_months: int
    min_remaining_contract_months: int
    full_time_hours: Decimal
    history_years: int
    proeftijd_max_months: int
    min_months_with_income: int
    ikv_months: int
    dga_share_percent: Decimal
    self_employed_months_non_nhg: int
    scan_months_worked: int
    scan_months_window: int
    scan_fee: Decimal
    pension_horizon_years: int
    pension_horizon_months: int
    aow_pension_equal_within_months: int
    aow_gap_horizon_years: int
    aow_gap_max_months: int
    guaranteed_benefits: tuple[str, ...]
    own_funds_proof_from: Decimal
    own_funds_via_up_to: Decimal
    own_funds_statements: tuple[str, ...]
    income_methods: tuple[str, ...]
    flexible_contracts: tuple[str, ...]
    scan_refused_contracts: tuple[str, ...]
    income_left_out: tuple[str, ...]
    alimony_instruments: tuple[str, ...]
    wage_parts: WageParts


@dataclass(frozen=True, slots=True, kw_only=True)
class Ch05(Section):
    """Chapter 5: obligations."""

    credit_percent_per_month: Decimal
    counted_credit_kinds: tuple[str, ...]
    annuity_statuses: tuple[str, ...]
    max_other_homes: int
    double_burden_months: int
    delivery_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ch06(Section):
    """Chapter 6: the onderpand."""

    min_market_value: Decimal
    min_residential_share_percent: Decimal
    max_land_hectares: Decimal
    max_timber_percent: Decimal
    desktop_max_ltv_percent: Decimal
    valuation_months: int
    repair_cost_percent: Decimal
    renteverlies_percent: Decimal
    bouwdepot_months_existing: int
    bouwdepot_months_new: int
    bouwdepot_extension_months_existing: int
    bouwdepot_extension_months_new: int
    bouwdepot_max_extensions: int
    bouwdepot_payout_below: Decimal
    erfpacht_revision_months: int
    retributie_revision_months: int
    mortgage_rank: int
    starterslening_rank_from: int
    other_homes_for_sale: int
    new_build_kinds: tuple[str, ...]
    trade_objects: tuple[str, ...]
    refused_by_exception: tuple[str, ...]
    structural_states_accepted: tuple[str, ...]
    valuation_kinds_refused: tuple[str, ...]
    bouwdepot_always: tuple[str, ...]
    cost_covered_elsewhere: tuple[str, ...]
    public_grantors: tuple[str, ...]
    vve_well_kept: tuple[str, ...]
    vve_reservation_percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Ch07(Section):
    """Chapter 7: the offers."""

    documents_months: int
    documents_days: int
    reflection_days: int
    renteaanbod_months: int
    hypotheekaanbod_months: int
    unused_days: int
    cancellation_fee: Decimal
    administration_fee: Decimal
    administration_fee_for: tuple[str, ...]
    reapplication_working_days: int
    changes_kept: tuple[str, ...]
    changes_renewed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ch08(Section):
    """Chapter 8 and NHG A6: documents and brondata."""

    document_months: int
    ageing_documents: tuple[str, ...]
    divorce_years: int
    income_sources: tuple[str, ...]
    income_brondata_months: int
    property_sources: tuple[str, ...]
    property_data_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ch09(Section):
    """Chapter 9: fraud."""

    transaction_chain_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ch10(Section):
    """Chapter 10: the running loan."""

    verhuisregeling_months: int
    verhuisregeling_request_months: int
    verhuisregeling_claimants: int
    verhuisregeling_home_statuses: tuple[str, ...]
    rentemiddeling_refused_years: tuple[int, ...]
    risicoklasse_value_sources: tuple[str, ...]
    relatiebeeindiging_max_ltv_percent: Decimal
    overlijden_settlement_years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar(Section):
    """Days that are no working days, weekends apart."""

    holidays: frozenset[date]
