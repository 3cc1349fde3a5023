"""Months and four weeks: which of the two a line is, and wage of the one spread over the other (rules 5.6)."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from underwriting.annuity import cents
from underwriting.ibl.message import Contract, TermName, WageItem
from underwriting.ibl.rounding import fine
from underwriting.ibl.series import ONE_DAY, ZERO, Employment, Period, Series, is_benefit, ordered
from underwriting.norms.ibl import Ibl, PaymentTerm

FOUR_WEEKS = timedelta(days=28)
_MIDDLE = timedelta(days=14)


def is_four_weekly(item: WageItem, stated: TermName | None, norms: Ibl) -> bool:
    """What the dates say: a whole month never is, a period of the Koppeltabel is; else what the message states."""
    if item.starts_on.day == 1 and item.ends_on == _month_end(item.starts_on):
        return False
    return (item.starts_on, item.ends_on) in norms.period_map.months or stated == "four_weekly"


def employment(contract: Contract, norms: Ibl) -> Employment:
    """The contract in the payment term of its latest line; lines of the other term are split by days (5.6.5)."""
    items = ordered(contract)
    weekly = is_four_weekly(items[-1], contract.payment_term, norms)
    converted = any(is_four_weekly(item, contract.payment_term, norms) is not weekly for item in items)
    stated = tuple(reversed([_period(item) for item in items]))
    series = stated
    if converted:
        targets = four_weeks(items, norms) if weekly else _months(items[0].starts_on, items[-1].ends_on)
        series = tuple(reversed(spread(items, targets)))
    return Employment(
        contract=contract,
        term=norms.four_weekly if weekly else norms.monthly,
        series=series,
        stated=stated,
        converted=converted,
    )


def together(employments: Sequence[Employment], norms: Ibl) -> Employment:
    """All contracts per calendar month, or per four weeks when the latest line of every one is; gaps count as nothing.

    Four weeks that end a few days into a month belong to the month before (Koppeltabel): that is the latest month.
    """
    weekly = all(entry.term is norms.four_weekly for entry in employments)
    lines = sorted((item for entry in employments for item in entry.contract.items), key=lambda item: item.starts_on)
    last = max(lines, key=lambda item: item.ends_on)
    if weekly:
        targets = four_weeks([*lines, last], norms)
    else:
        newest = max(month_of(entry.latest, entry.term, norms) for entry in employments)
        targets = _months(lines[0].starts_on, newest)
    wages = [item for entry in employments if not is_benefit(entry.contract, norms) for item in entry.contract.items]
    benefits = [item for entry in employments if is_benefit(entry.contract, norms) for item in entry.contract.items]
    series = tuple(
        Period(
            starts_on=worked.starts_on,
            ends_on=worked.ends_on,
            hours=worked.hours,
            sv_loon=worked.sv_loon + paid.sv_loon,
            car=worked.car + paid.car,
            benefit=paid.sv_loon,
        )
        for worked, paid in zip(spread(wages, targets), spread(benefits, targets), strict=True)
    )
    newest_first = tuple(reversed(series))
    return Employment(
        contract=max(employments, key=lambda entry: entry.latest.ends_on).contract,
        term=norms.four_weekly if weekly else norms.monthly,
        series=newest_first,
        stated=newest_first,
    )


def spread(items: Sequence[WageItem], targets: Iterable[tuple[date, date]]) -> Series:
    """The wage of each target period: of every line the share of its days that fall in it, in cents."""
    periods = []
    for starts_on, ends_on in targets:
        shares = [(item, days) for item in items if (days := overlap_days(item, starts_on, ends_on))]
        periods.append(
            Period(
                starts_on=starts_on,
                ends_on=ends_on,
                hours=sum((fine(item.hours * days / item.days) for item, days in shares), ZERO),
                sv_loon=sum((cents(item.sv_loon * days / item.days) for item, days in shares), ZERO),
                car=sum((cents(_car(item) * days / item.days) for item, days in shares), ZERO),
            )
        )
    return tuple(periods)


def overlap_days(item: WageItem, starts_on: date, ends_on: date) -> int:
    """Days of a line that fall in a period."""
    return max(0, (min(item.ends_on, ends_on) - max(item.starts_on, starts_on)).days + 1)


def month_of(period: Period, term: PaymentTerm, norms: Ibl) -> date:
    """The first day of the month a period goes with: its own, or by the Koppeltabel, or that of its middle."""
    if term is norms.monthly:
        return period.ends_on.replace(day=1)
    found = norms.period_map.months.get((period.starts_on, period.ends_on))
    return found or (period.starts_on + _MIDDLE).replace(day=1)


def four_weeks(items: Sequence[WageItem], norms: Ibl) -> list[tuple[date, date]]:
    """Every period of four weeks from the first line to the last, oldest first: of the Koppeltabel, where it reaches.

    Lines outside it, or of another rhythm, are followed back from the last one.
    """
    first, last = min(item.starts_on for item in items), items[-1]
    known = norms.period_map.months
    reached = (last.starts_on, last.ends_on) in known
    periods = sorted((period for period in known if period[1] <= last.ends_on), reverse=True) if reached else []
    start, end = (periods[-1][0] - FOUR_WEEKS, periods[-1][0] - ONE_DAY) if reached else (last.starts_on, last.ends_on)
    while end >= first:
        periods.append((start, end))
        start, end = start - FOUR_WEEKS, start - ONE_DAY
    return [period for period in reversed(periods) if period[1] >= first]


def _months(first: date, last: date) -> list[tuple[date, date]]:
    """Every month from that of `first` to that of `last`, oldest first."""
    months, day = [], first.replace(day=1)
    while day <= last:
        months.append((day, _month_end(day)))
        day = _month_end(day) + ONE_DAY
    return months


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _period(item: WageItem) -> Period:
    return Period(
        starts_on=item.starts_on, ends_on=item.ends_on, hours=item.hours, sv_loon=item.sv_loon, car=_car(item)
    )


def _car(item: WageItem) -> Decimal:
    return item.private_use - item.own_contribution
