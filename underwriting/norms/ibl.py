"""Constants of the Inkomensbepaling Loondienst."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from underwriting.norms.policy import Section
from underwriting.norms.tables import Rows


@dataclass(frozen=True, slots=True)
class ContractForms:
    """The contract forms on a verzekeringsbericht: fixed ("yes", "no", "disputed") and on call or not."""

    forms: dict[str, tuple[str, bool]]

    @classmethod
    def from_rows(cls, rows: Rows) -> "ContractForms":
        return cls({row["contract_form"]: (row["fixed"], row["on_call"] == "yes") for row in rows})


@dataclass(frozen=True, slots=True)
class FourWeeklyPeriods:
    """Payroll periods of four weeks; the first and the last of a year are irregular."""

    periods: frozenset[tuple[date, date]]

    @classmethod
    def from_rows(cls, rows: Rows) -> "FourWeeklyPeriods":
        return cls(frozenset((date.fromisoformat(row["from"]), date.fromisoformat(row["to"])) for row in rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTerm:
    """Constants of one payment term: months or four weeks."""

    per_year: int
    two_years: int
    three_years: int
    negative_hours_in_latest: int
    cd_hours_cap: Decimal
    enip_share_above: int
    enip_share_below: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ibl(Section):
    """Rekenregels IBL; paragraph numbers stand in the file."""

    version: str
    latest_item_max_age_days: int
    no_hours_in_latest_periods: int
    min_contiguous_periods: int
    future_periods_allowed: int
    pt_threshold_percent: Decimal
    c_next_to_d_min_years: int
    unwritten_permanent_min_years: int
    growth_max_percent: Decimal
    peak_ratio: Decimal
    eip_threshold_percent: Decimal
    eip_cap_percent: Decimal
    leave_max_periods: int
    leave_not_in_latest_periods: int
    uwv_payroll_tax_numbers: tuple[str, ...]
    uwv_descriptions: tuple[str, ...]
    monthly: PaymentTerm
    four_weekly: PaymentTerm
    contract_forms: ContractForms
    four_weekly_periods: FourWeeklyPeriods
