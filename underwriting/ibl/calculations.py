"""The four calculations: A and B for a fixed contract of two years or more, D for a shorter one, C for all the rest."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from underwriting.annuity import cents
from underwriting.ibl.message import Calculation, Kind, Step
from underwriting.ibl.peaks import without_high_recurring_peaks, without_incidental_peaks
from underwriting.ibl.series import Employment, Period, Series
from underwriting.ibl.stability import is_stable
from underwriting.norms.ibl import Ibl, PaymentTerm

ZERO = Decimal(0)
_RECENT = 3
"""Periods 1 to 3 count as they are; older ones times the part-time percentage."""


def fixed(job: Employment, norms: Ibl, *, on_call: bool) -> Calculation:
    """A fixed contract: A when stable over two years, B when not, D when shorter."""
    if len(job.series) < job.term.two_years:
        return _short(job, norms, on_call)
    if is_stable(job.series, job.term, norms):
        return _stable(job, norms, on_call)
    return _not_stable(job, norms, on_call)


def flexible(jobs: Sequence[Employment], all_together: Employment, norms: Ibl) -> Calculation:
    """C: three years of all other contracts and benefits together, at most the last year without benefits."""
    term, wages = all_together.term, all_together.series
    percentage = part_time(wages, term, norms)
    cut = without_incidental_peaks(
        wages, term, norms, scope=term.three_years, missing_years_count=True, by_reference=False
    )
    cut = without_high_recurring_peaks(cut, term, norms, scope=term.three_years)
    three = _older(cut, term.three_years, percentage) / 3
    own = tuple(
        replace(period, sv_loon=period.sv_loon * (1 - _benefit_share(stated)))
        for period, stated in zip(cut, wages, strict=True)
    )
    one = _older(own, term.per_year, percentage)
    car_three, car_one = _car(wages, term.three_years) / 3, _car(wages, term.per_year)
    income = min(three - car_three, one - car_one)
    return Calculation(
        kind="C",
        employers=tuple(dict.fromkeys(job.contract.employer for job in jobs)),
        income=cents(max(income, ZERO)),
        steps=_steps(PT=percentage, I_3=three, Z_3=car_three, I_1=one, Z_1=car_one),
    )


def part_time(series: Series, term: PaymentTerm, norms: Ibl) -> Decimal:
    """The percentage by which older wage counts: under 93.7 percent of the usual hours, as many hours as now."""
    hours = [period.hours for period in series]
    recent, year = hours[:_RECENT], hours[: term.per_year]
    usual = sum(year, ZERO) / term.per_year
    if usual <= 0:
        return Decimal(100)
    if sum(recent, ZERO) / _RECENT / usual * 100 >= norms.pt_threshold_percent:
        return Decimal(100)
    older = hours[_RECENT : _RECENT + term.per_year]
    mean = sum(older, ZERO) / len(older) if older else ZERO
    return min(Decimal(100), min(recent) / mean * 100) if mean > 0 else Decimal(100)


def _stable(job: Employment, norms: Ibl, on_call: bool) -> Calculation:
    term = job.term
    percentage = part_time(job.series, term, norms)
    wages = without_high_recurring_peaks(job.series, term, norms, scope=term.two_years)
    one, car = _older(wages, term.per_year, percentage), _car(job.series, term.per_year)
    pension = _pension(job, on_call)
    return _calculation("A", job, one - car + pension, _steps(PT=percentage, I=one, Z=car, P=pension))


def _not_stable(job: Employment, norms: Ibl, on_call: bool) -> Calculation:
    term = job.term
    percentage = part_time(job.series, term, norms)
    wages = without_incidental_peaks(
        job.series, term, norms, scope=term.two_years, missing_years_count=False, by_reference=True
    )
    wages = without_high_recurring_peaks(wages, term, norms, scope=term.two_years)
    two, one = _older(wages, term.two_years, percentage) / 2, _older(wages, term.per_year, percentage)
    car_two, car_one = _car(job.series, term.two_years) / 2, _car(job.series, term.per_year)
    pension = _pension(job, on_call)
    income = min(two - car_two, one - car_one) + pension
    steps = _steps(PT=percentage, I_2=two, Z_2=car_two, I_1=one, Z_1=car_one, P=pension)
    return _calculation("B", job, income, steps)


def _short(job: Employment, norms: Ibl, on_call: bool) -> Calculation:
    term = job.term
    lowest = min(period.sv_loon for period in job.series[: norms.min_contiguous_periods]) * term.per_year
    car = max(job.latest.car, ZERO) * term.per_year
    pension = _pension(job, on_call)
    return _calculation("D", job, lowest - car + pension, _steps(I=lowest, Z=car, P=pension))


def _older(series: Series, periods: int, percentage: Decimal) -> Decimal:
    """Wage over so many periods, all but the three newest times the part-time percentage."""
    recent = sum((period.sv_loon for period in series[:_RECENT]), ZERO)
    older = sum((period.sv_loon for period in series[_RECENT:periods]), ZERO)
    return recent + older * percentage / 100


def _car(series: Series, periods: int) -> Decimal:
    return max(sum((period.car for period in series[:periods]), ZERO), ZERO)


def _pension(job: Employment, on_call: bool) -> Decimal:
    """The employee's pension contribution over a year; not on an on-call contract (appendix 2)."""
    return ZERO if on_call else job.contract.pension_contribution * job.term.per_year


def _benefit_share(period: Period) -> Decimal:
    return period.benefit / period.sv_loon if period.sv_loon > 0 else ZERO


def _calculation(kind: Kind, job: Employment, income: Decimal, steps: tuple[Step, ...]) -> Calculation:
    return Calculation(kind=kind, employers=(job.contract.employer,), income=cents(max(income, ZERO)), steps=steps)


def _steps(**amounts: Decimal) -> tuple[Step, ...]:
    return tuple(Step(name=name, amount=cents(amount)) for name, amount in amounts.items())
