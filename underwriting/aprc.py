"""Jaarlijks kostenpercentage (JKP): Directive 2014/17/EU, annex I. No policy in here.

The rate X that makes what is drawn equal to what is paid: sum C_k (1+X)^-t_k = sum D_l (1+X)^-s_l, with times in years
from the first drawdown, a year of 365 days (366 in a leap year) or 12 equal months.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from underwriting.periods import add_years

_PRECISION = Context(prec=34)
_STEPS = 200
_HIGHEST = Decimal(10_000)
_EXACT = Decimal("1e-12")
ONE_DECIMAL = Decimal("0.1")


class NoAprc(ValueError):
    """No rate fits the amounts: nothing is drawn, or less is paid back than was drawn."""


@dataclass(frozen=True, slots=True)
class CashFlow:
    """An amount in euros, and when: years since the first drawdown."""

    amount: Decimal
    years: Decimal


def aprc(drawn: Sequence[CashFlow], paid: Sequence[CashFlow]) -> Decimal:
    """The JKP in percent, exact to at least eight decimals. Raises NoAprc."""
    if sum((flow.amount for flow in drawn), Decimal(0)) <= 0:
        raise NoAprc("nothing is drawn")
    with localcontext(_PRECISION):
        low, high = Decimal(0), Decimal(1)
        if _difference(drawn, paid, low)[0] < 0:
            raise NoAprc("less is paid than is drawn")
        while _difference(drawn, paid, high)[0] > 0:
            high *= 2
            if high > _HIGHEST:
                raise NoAprc("no rate fits")
        return _root(drawn, paid, low, high) * 100


def monthly_aprc(drawn: Decimal, payments: Sequence[Decimal]) -> Decimal:
    """The JKP of one amount drawn now and a payment at the end of each month; as `aprc`, and much faster.

    It looks for the rate per month, so that powers are products. Raises NoAprc.
    """
    if drawn <= 0:
        raise NoAprc("nothing is drawn")
    with localcontext(_PRECISION):
        if sum(payments, Decimal(0)) < drawn:
            raise NoAprc("less is paid than is drawn")
        low, high = Decimal(0), Decimal(1)
        while _present_value_by_month(payments, high)[0] > drawn:
            high *= 2
            if high > _HIGHEST:
                raise NoAprc("no rate fits")
        rate = Decimal(0)
        for _ in range(_STEPS):
            value, slope = _present_value_by_month(payments, rate)
            low, high = (rate, high) if value > drawn else (low, rate)
            step = rate - (value - drawn) / slope if slope else high
            following = step if low < step < high else (low + high) / 2
            if abs(following - rate) < _EXACT / 100:
                break
            rate = following
        return ((1 + following) ** 12 - 1) * 100


def _present_value_by_month(payments: Sequence[Decimal], rate: Decimal) -> tuple[Decimal, Decimal]:
    """Worth now of payments at the end of months 1, 2, ... at a rate per month, and its slope in that rate."""
    base = 1 + rate
    value = slope = Decimal(0)
    for amount in reversed(payments):
        slope = (slope - (value + amount) / base) / base
        value = (value + amount) / base
    return value, slope


def _root(drawn: Sequence[CashFlow], paid: Sequence[CashFlow], low: Decimal, high: Decimal) -> Decimal:
    """The rate between two bounds: Newton's steps, and halving where a step would leave the bounds."""
    rate = low
    for _ in range(_STEPS):
        value, slope = _difference(drawn, paid, rate)
        if value > 0:
            low = rate
        else:
            high = rate
        step = rate - value / slope if slope else high
        following = step if low < step < high else (low + high) / 2
        if abs(following - rate) < _EXACT:
            return following
        rate = following
    return rate


def rounded(percentage: Decimal, decimals: Decimal = ONE_DECIMAL) -> Decimal:
    """As it is told to the consumer: one decimal, half up."""
    return percentage.quantize(decimals, rounding=ROUND_HALF_UP)


def monthly_flows(payments: Iterable[Decimal], *, start: Decimal = Decimal(0)) -> list[CashFlow]:
    """Payments at the end of month 1, 2, ...; `start` in years shifts them all."""
    return [CashFlow(amount, start + Decimal(month) / 12) for month, amount in enumerate(payments, start=1)]


def years_between(start: date, end: date) -> Decimal:
    """Time in years: whole years counted back from the end, the days left over by the year they lie in (remark c)."""
    whole = 0
    while add_years(end, -whole - 1) >= start:
        whole += 1
    left = add_years(end, -whole)
    days_in_year = (left - add_years(left, -1)).days
    with localcontext(_PRECISION):
        return whole + Decimal((left - start).days) / days_in_year


def _difference(drawn: Iterable[CashFlow], paid: Iterable[CashFlow], rate: Decimal) -> tuple[Decimal, Decimal]:
    """Present value of what is paid minus what is drawn, and its slope; the value falls as the rate rises."""
    (value, slope), (drawn_value, drawn_slope) = _present_value(paid, rate), _present_value(drawn, rate)
    return value - drawn_value, slope - drawn_slope


def _present_value(flows: Iterable[CashFlow], rate: Decimal) -> tuple[Decimal, Decimal]:
    base, value, slope = 1 + rate, Decimal(0), Decimal(0)
    for flow in flows:
        now = flow.amount / base**flow.years
        value += now
        slope -= flow.years * now / base
    return value, slope
