"""Sums of loans paid monthly in arrears. No policy in here: rates, terms and rounding rules come from the caller.

Rates are percent per year, amounts are euros. A rounded amount is rounded half up to cents.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import islice

CENT = Decimal("0.01")
MONTHS_PER_YEAR = 12
_PRECISION = Context(prec=40, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One monthly payment: what it is made of, and the balance after it."""

    month: int
    payment: Decimal
    interest: Decimal
    repayment: Decimal
    balance: Decimal


def cents(amount: Decimal) -> Decimal:
    """Round half up to cents."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def monthly_rate(rate: Decimal) -> Decimal:
    """The fraction of the balance due per month at `rate` percent a year."""
    return rate / 100 / MONTHS_PER_YEAR


def annuity_factor(rate: Decimal, months: int) -> Decimal:
    """What 1 euro of principal costs per month as an annuity; unrounded. `months` is at least 1."""
    if months < 1:
        raise ValueError(f"an annuity runs at least 1 month, not {months}")
    with localcontext(_PRECISION):
        per_month = monthly_rate(rate)
        if per_month == 0:
            return Decimal(1) / months
        return per_month / (1 - (1 + per_month) ** -months)


def payment(principal: Decimal, rate: Decimal, months: int) -> Decimal:
    """The monthly annuity payment, in cents."""
    with localcontext(_PRECISION):
        exact = principal * annuity_factor(rate, months)
    return cents(exact)


def principal(monthly: Decimal, rate: Decimal, months: int) -> Decimal:
    """The principal that `monthly` carries as an annuity; unrounded."""
    with localcontext(_PRECISION):
        return monthly / annuity_factor(rate, months)


def annuity_schedule(amount: Decimal, rate: Decimal, months: int) -> Iterator[Instalment]:
    """Every instalment of an annuity. Interest is rounded to cents; the last term absorbs what rounding left."""
    level = payment(amount, rate, months)
    balance = amount
    for month in range(1, months + 1):
        interest = cents(balance * monthly_rate(rate))
        repayment = balance if month == months else min(level - interest, balance)
        balance -= repayment
        yield Instalment(
            month=month, payment=interest + repayment, interest=interest, repayment=repayment, balance=balance
        )


def linear_schedule(amount: Decimal, rate: Decimal, months: int) -> Iterator[Instalment]:
    """Every instalment of a linear loan; the last term absorbs what rounding left."""
    level = cents(amount / months)
    balance = amount
    for month in range(1, months + 1):
        interest = cents(balance * monthly_rate(rate))
        repayment = balance if month == months else min(level, balance)
        balance -= repayment
        yield Instalment(
            month=month, payment=interest + repayment, interest=interest, repayment=repayment, balance=balance
        )


def interest_only_schedule(amount: Decimal, rate: Decimal, months: int) -> Iterator[Instalment]:
    """Interest each month, the whole principal with the last."""
    interest = cents(amount * monthly_rate(rate))
    for month in range(1, months + 1):
        repayment = amount if month == months else Decimal(0)
        yield Instalment(
            month=month,
            payment=interest + repayment,
            interest=interest,
            repayment=repayment,
            balance=amount - repayment,
        )


def schedule(aflosvorm: str, amount: Decimal, rate: Decimal, months: int) -> Iterator[Instalment]:
    """The instalments of a leningdeel. Raises ValueError for an unknown aflosvorm."""
    if aflosvorm == "annuitair":
        return annuity_schedule(amount, rate, months)
    if aflosvorm == "lineair":
        return linear_schedule(amount, rate, months)
    if aflosvorm == "aflossingsvrij":
        return interest_only_schedule(amount, rate, months)
    raise ValueError(f"unknown aflosvorm {aflosvorm}")


def balance_after(aflosvorm: str, amount: Decimal, rate: Decimal, months: int, *, paid: int) -> Decimal:
    """The scheduled balance after `paid` monthly payments; 0 at the end of the term and later."""
    if paid <= 0:
        return amount
    if paid >= months:
        return Decimal(0)
    return next(islice(schedule(aflosvorm, amount, rate, months), paid - 1, None)).balance
