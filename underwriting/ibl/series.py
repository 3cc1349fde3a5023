"""Wage per period, newest first, and what the rules ask of such a row: without gaps, without leave (3.5, 3.6, 5.1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from underwriting.ibl.message import Contract, WageItem
from underwriting.norms.ibl import Ibl, PaymentTerm

ZERO = Decimal(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Wage of one period. `benefit` is the part of the SV-loon that the UWV paid; `car` is net of own contribution."""

    starts_on: date
    ends_on: date
    hours: Decimal
    sv_loon: Decimal
    car: Decimal = ZERO
    benefit: Decimal = ZERO


Series = tuple[Period, ...]
"""Periods, newest first: period 1 of the rules is element 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """A contract with its periods in one payment term.

    `stated` has the periods as they stand on the message: the hours percentage is taken over those (5.6.4).
    """

    contract: Contract
    term: PaymentTerm
    series: Series
    stated: Series
    converted: bool = False

    @property
    def latest(self) -> Period:
        return self.series[0]


def is_benefit(contract: Contract, norms: Ibl) -> bool:
    """A benefit of the UWV, by its payroll tax number."""
    return contract.loonheffingennummer in norms.uwv_payroll_tax_numbers


def ordered(contract: Contract) -> tuple[WageItem, ...]:
    """The lines of a contract, oldest first."""
    return tuple(sorted(contract.items, key=lambda item: (item.starts_on, item.ends_on)))


def contiguous(series: Series) -> Series:
    """The newest periods that follow each other with at most a day between them."""
    kept = [series[0]]
    for newer, older in pairwise(series):
        if newer.starts_on - older.ends_on > 2 * ONE_DAY:
            break
        kept.append(older)
    return tuple(kept)


def leave_in(series: Series, norms: Ibl) -> range:
    """Where the newest block without hours stands, when it is leave: short, not recent, same hours around it (5.1)."""
    start = next((index for index, period in enumerate(series) if period.hours == 0), None)
    if start is None or start < norms.leave_not_in_latest_periods:
        return range(0)
    end = start
    while end < len(series) and series[end].hours == 0:
        end += 1
    short = end - start <= norms.leave_max_periods
    if short and end < len(series) and series[start - 1].hours == series[end].hours:
        return range(start, end)
    return range(0)
