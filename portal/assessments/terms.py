"""Dates, schedules and percentages of an offer, worked out by the engine's sums and dated norms.

The only door through which offers reach the engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from underwriting import annuity, aprc
from underwriting.norms import norms_on
from underwriting.workings.deadlines import offer_deadlines


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDates:
    """Last days, inclusive, counted from the day of the renteaanbod (gids 7.2)."""

    lapses_on: date
    complete_by: date
    offer_by: date
    valid_until: date
    hypotheekaanbod_valid_until: date
    reflection_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One loan year of a schedule, euros."""

    year: int
    interest: Decimal
    repayment: Decimal
    balance: Decimal


def offer_dates(issued_on: date) -> OfferDates:
    """The deadlines of a renteaanbod of `issued_on`; calendar months, by the norms of that day."""
    policy = norms_on(issued_on).ch07
    last = offer_deadlines(issued_on, policy)
    return OfferDates(
        lapses_on=last.unused_lapses_on,
        complete_by=last.documents_by,
        offer_by=last.hypotheekaanbod_by,
        valid_until=last.accept_by,
        hypotheekaanbod_valid_until=last.pass_by,
        reflection_days=policy.reflection_days,
    )


def cancellation_fee(day: date) -> Decimal:
    """Euros due when a signed hypotheekaanbod is cancelled (gids 7.3)."""
    return norms_on(day).ch07.cancellation_fee


def instalments(aflosvorm: str, amount: Decimal, rate: Decimal, months: int) -> list[annuity.Instalment]:
    """Every monthly instalment of a leningdeel."""
    return list(annuity.schedule(aflosvorm, amount, rate, months))


def first_month(aflosvorm: str, amount: Decimal, rate: Decimal, months: int) -> Decimal:
    """The gross instalment of the first month, euros."""
    return next(iter(annuity.schedule(aflosvorm, amount, rate, months))).payment


def years(aflosvorm: str, amount: Decimal, rate: Decimal, months: int) -> list[Year]:
    """The schedule per loan year. What is due at the very end of an interest-only part stays in the balance."""
    found: list[Year] = []
    rows = instalments(aflosvorm, amount, rate, months)
    bullet = rows[-1].repayment if aflosvorm == "aflossingsvrij" else Decimal(0)
    for start in range(0, months, annuity.MONTHS_PER_YEAR):
        block = rows[start : start + annuity.MONTHS_PER_YEAR]
        last = block[-1].month == months
        repaid = sum((one.repayment for one in block), Decimal("0.00")) - (bullet if last else 0)
        found.append(
            Year(
                year=len(found) + 1,
                interest=sum((one.interest for one in block), Decimal("0.00")),
                repayment=repaid,
                balance=block[-1].balance + (bullet if last else 0),
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTerms:
    """One leningdeel for the JKP: euros, percent a year, months."""

    aflosvorm: str
    amount: Decimal
    rate: Decimal
    months: int
    fixed_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JkpResult:
    """The JKP, the illustrative one, and everything to be paid; percent with one decimal, euros."""

    percent: Decimal
    illustrative: Decimal | None
    total_payable: Decimal


def jkp(parts: Sequence[PartTerms], *, costs: Decimal) -> JkpResult:
    """The JKP of the loan with its one-off costs (2014/17/EU art. 17 and annex I).

    The illustrative one lets the balance be repaid at the end of each rentevastperiode.
    """
    drawn = [aprc.CashFlow(sum((part.amount for part in parts), -costs), Decimal(0))]
    whole = [instalments(one.aflosvorm, one.amount, one.rate, one.months) for one in parts]
    paid = [flow for rows in whole for flow in aprc.monthly_flows([row.payment for row in rows])]
    short = [
        flow
        for one, rows in zip(parts, whole, strict=True)
        for flow in aprc.monthly_flows(_until(rows, one.fixed_months))
    ]
    all_fixed = all(one.fixed_months >= one.months for one in parts)
    return JkpResult(
        percent=aprc.rounded(aprc.aprc(drawn, paid)),
        illustrative=None if all_fixed else aprc.rounded(aprc.aprc(drawn, short)),
        total_payable=sum((flow.amount for flow in paid), costs),
    )


def _until(rows: Sequence[annuity.Instalment], months: int) -> list[Decimal]:
    """The payments to the end of the rentevastperiode, with what is still owed then in the last."""
    if months >= len(rows):
        return [row.payment for row in rows]
    kept = [row.payment for row in rows[:months]]
    kept[-1] += rows[months - 1].balance
    return kept
