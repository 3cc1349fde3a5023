"""Wage per period, newest first: merging contracts, one payment term, months without hours (rules 3, 5.1, 5.6)."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from underwriting.annuity import cents
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
    """A contract with its periods in one payment term."""

    contract: Contract
    term: PaymentTerm
    series: Series

    @property
    def latest(self) -> Period:
        return self.series[0]


def is_benefit(contract: Contract, norms: Ibl) -> bool:
    """A benefit of the UWV, by its payroll tax number."""
    return contract.loonheffingennummer in norms.uwv_payroll_tax_numbers


def merged(contracts: Iterable[Contract], norms: Ibl) -> tuple[Contract, ...]:
    """Blocks of one employer, number and payment term that follow each other are one contract (newest form)."""
    result: list[Contract] = []
    for contract in sorted(contracts, key=lambda entry: _items(entry)[0].starts_on):
        for index, earlier in enumerate(result):
            if _follows(earlier, contract, norms):
                result[index] = replace(contract, items=(*_items(earlier), *_items(contract)))
                break
        else:
            result.append(contract)
    return tuple(result)


def employment(contract: Contract, norms: Ibl) -> Employment:
    """The contract in the payment term of its latest item; other items are split by days (5.6)."""
    items = _items(contract)
    monthly = not is_four_weekly(items[-1], norms)
    term = norms.monthly if monthly else norms.four_weekly
    if all(is_four_weekly(item, norms) is not monthly for item in items):
        series = [_period(item) for item in items]
    else:
        series = list(spread(items, calendar_months(items) if monthly else _four_weeks(items, norms)))
    return Employment(contract=contract, term=term, series=tuple(reversed(series)))


def is_four_weekly(item: WageItem, norms: Ibl) -> bool:
    """Whether a line is a four-weekly one; a whole calendar month never is."""
    last = monthrange(item.starts_on.year, item.starts_on.month)[1]
    whole_month = item.starts_on.day == 1 and item.ends_on == item.starts_on.replace(day=last)
    return not whole_month and (item.starts_on, item.ends_on) in norms.four_weekly_periods.periods


def spread(items: Sequence[WageItem], targets: Iterable[tuple[date, date]]) -> Series:
    """The wage of each target period: of every line the share of its days that fall in it, in cents."""
    periods = []
    for starts_on, ends_on in targets:
        shares = [(item, overlap_days(item, starts_on, ends_on)) for item in items]
        periods.append(
            Period(
                starts_on=starts_on,
                ends_on=ends_on,
                hours=sum((item.hours * days / item.days for item, days in shares), ZERO),
                sv_loon=sum((cents(item.sv_loon * days / item.days) for item, days in shares), ZERO),
                car=sum((cents(_car(item) * days / item.days) for item, days in shares), ZERO),
            )
        )
    return tuple(periods)


def overlap_days(item: WageItem, starts_on: date, ends_on: date) -> int:
    """Days of a line that fall in a period."""
    return max(0, (min(item.ends_on, ends_on) - max(item.starts_on, starts_on)).days + 1)


def calendar_months(items: Sequence[WageItem]) -> list[tuple[date, date]]:
    """Every month from the first line to the last, oldest first."""
    months, day = [], items[0].starts_on.replace(day=1)
    while day <= items[-1].ends_on:
        last = day.replace(day=monthrange(day.year, day.month)[1])
        months.append((day, last))
        day = last + ONE_DAY
    return months


def together(employments: Sequence[Employment], norms: Ibl) -> Employment:
    """All contracts per calendar month, or per four weeks when all are paid so; no wage counts as nothing."""
    monthly = any(entry.term is norms.monthly for entry in employments)
    lines = sorted((item for entry in employments for item in _items(entry.contract)), key=lambda item: item.starts_on)
    last = max(lines, key=lambda item: item.ends_on)
    reach = [*lines, last]
    targets = calendar_months(reach) if monthly else _four_weeks(reach, norms)
    wages: list[WageItem] = []
    benefits: list[WageItem] = []
    for entry in employments:
        (benefits if is_benefit(entry.contract, norms) else wages).extend(_items(entry.contract))
    worked, paid = spread(wages, targets), spread(benefits, targets)
    series = tuple(
        replace(period, sv_loon=period.sv_loon + benefit.sv_loon, benefit=benefit.sv_loon)
        for period, benefit in zip(worked, paid, strict=True)
    )
    newest = max(employments, key=lambda entry: entry.latest.ends_on)
    return Employment(
        contract=newest.contract,
        term=norms.monthly if monthly else norms.four_weekly,
        series=tuple(reversed(series)),
    )


def contiguous(series: Series) -> Series:
    """The newest periods that follow each other with at most a day between them."""
    kept = [series[0]]
    for newer, older in pairwise(series):
        if newer.starts_on - older.ends_on > 2 * ONE_DAY:
            break
        kept.append(older)
    return tuple(kept)


def without_leave(series: Series, norms: Ibl) -> Series:
    """Without the newest block without hours, when it is leave (5.1): short, not recent, same hours around it."""
    start = next((index for index, period in enumerate(series) if period.hours == 0), None)
    if start is None or start < norms.leave_not_in_latest_periods:
        return series
    end = start
    while end < len(series) and series[end].hours == 0:
        end += 1
    short = end - start <= norms.leave_max_periods
    if short and end < len(series) and series[start - 1].hours == series[end].hours:
        return series[:start] + series[end:]
    return series


def _items(contract: Contract) -> tuple[WageItem, ...]:
    return tuple(sorted(contract.items, key=lambda item: item.starts_on))


def _follows(earlier: Contract, later: Contract, norms: Ibl) -> bool:
    last, first = _items(earlier)[-1], _items(later)[0]
    same = (earlier.employer, earlier.loonheffingennummer) == (later.employer, later.loonheffingennummer)
    same_term = is_four_weekly(last, norms) is is_four_weekly(first, norms)
    return same and same_term and last.ends_on < first.starts_on <= last.ends_on + 2 * ONE_DAY


def _four_weeks(items: Sequence[WageItem], norms: Ibl) -> list[tuple[date, date]]:
    first, last = items[0].starts_on, items[-1].ends_on
    return sorted(period for period in norms.four_weekly_periods.periods if period[1] >= first and period[0] <= last)


def _period(item: WageItem) -> Period:
    return Period(
        starts_on=item.starts_on, ends_on=item.ends_on, hours=item.hours, sv_loon=item.sv_loon, car=_car(item)
    )


def _car(item: WageItem) -> Decimal:
    return item.private_use - item.own_contribution
