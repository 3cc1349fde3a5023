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
        return cls({_plain(row["contract_form"]): (row["fixed"], row["on_call"] == "yes") for row in rows})

    def find(self, contract_form: str | None) -> tuple[str, bool] | None:
        """The row of a form as it stands on the message; None for one that is not on the list."""
        return self.forms.get(_plain(contract_form or ""))


@dataclass(frozen=True, slots=True)
class PeriodMap:
    """The payroll periods of four weeks, each with the first day of the month it goes with (the Koppeltabel)."""

    months: dict[tuple[date, date], date]

    @classmethod
    def from_rows(cls, rows: Rows) -> "PeriodMap":
        return cls(
            {
                (date.fromisoformat(row["from"]), date.fromisoformat(row["to"])): date.fromisoformat(
                    f"{row['month']}-01"
                )
                for row in rows
            }
        )


@dataclass(frozen=True, slots=True)
class ErrorCodes:
    """What the codes mean for which there is no result."""

    meanings: dict[str, str]

    @classmethod
    def from_rows(cls, rows: Rows) -> "ErrorCodes":
        return cls({row["code"]: row["meaning"] for row in rows})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is taken where the two known sources of the rules differ, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Every point on which the sources differ."""

    choice: Reading
    pension: Reading
    eip_b_in_c: Reading
    unwritten_permanent: Reading
    enip_in_a: Reading
    line_length: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTerm:
    """Constants of one payment term: months or four weeks."""

    per_year: int
    two_years: int
    three_years: int
    negative_hours_in_latest: int
    cd_hours_cap: Decimal
    warning_hours: Decimal
    enip_share_above: int
    enip_share_below: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ibl(Section):
    """Rekenregels IBL; paragraph numbers stand in the file."""

    version: str
    latest_item_max_age_days: int
    no_hours_in_latest_periods: int
    min_contiguous_periods: int
    max_periods_behind: int
    line_min_days: int
    line_max_days: int
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
    pension_warning_percent: Decimal
    uwv_payroll_tax_numbers: tuple[str, ...]
    uwv_descriptions: tuple[str, ...]
    monthly: PaymentTerm
    four_weekly: PaymentTerm
    readings: Readings
    contract_forms: ContractForms
    error_codes: ErrorCodes
    period_map: PeriodMap


def _plain(contract_form: str) -> str:
    """A form without differences of case and spacing."""
    return " ".join(contract_form.casefold().split())
