"""Dates, schedules and percentages of an offer, worked out by the engine's sums and dated norms.

The only door through which offers reach the engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from portal.dossiers.models import Applicant, Wish
from underwriting import annuity
from underwriting.norms import norms_on
from underwriting.norms.public import Fiscal
from underwriting.periods import add_months


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
    terms = norms_on(issued_on).ch07
    valid_until = add_months(issued_on, terms.renteaanbod_months)
    return OfferDates(
        lapses_on=issued_on + timedelta(days=terms.unused_days),
        complete_by=add_months(issued_on, terms.documents_months) + timedelta(days=terms.documents_days),
        offer_by=valid_until - timedelta(days=terms.reflection_days),
        valid_until=valid_until,
        hypotheekaanbod_valid_until=add_months(issued_on, terms.hypotheekaanbod_months),
        reflection_days=terms.reflection_days,
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
class LoanCosts:
    """One-off costs around the loan, euros; estimates except the borgtochtprovisie."""

    borgtochtprovisie: Decimal
    valuation: Decimal
    notary_mortgage: Decimal
    notary_transfer: Decimal


def loan_costs(*, amount: Decimal, value: Decimal, nhg: bool, day: date) -> LoanCosts:
    """The costs of a loan of `amount` on a home of `value` (gids 7.7; NHG borgtochtprovisie)."""
    norms = norms_on(day)
    premium = annuity.cents(amount * norms.nhg.borgtochtprovisie_percent / 100) if nhg else Decimal("0.00")
    desktop = amount <= value * norms.ch02.desktop_max_ltv_percent / 100
    return LoanCosts(
        borgtochtprovisie=premium,
        valuation=norms.costs.valuation_desktop if desktop else norms.costs.valuation_standard,
        notary_mortgage=norms.costs.notary_mortgage,
        notary_transfer=norms.costs.notary_transfer,
    )


def transfer_tax(wish: Wish, applicants: Sequence[Applicant], day: date) -> Decimal:
    """Overdrachtsbelasting, euros: nothing for starters below the limit of the year, else the own-home rate.

    Each buyer pays over their half; the exemption asks age and price (Wbr art. 15 lid 1 onder p).
    """
    fiscal = norms_on(day).fiscal
    price = wish.price or Decimal(0)
    if not applicants:
        return Decimal("0.00")
    paying = [one for one in applicants if not _exempt(one, wish, fiscal, day)]
    return annuity.cents(price * fiscal.transfer_tax_percent / 100 * len(paying) / len(applicants))


def _exempt(applicant: Applicant, wish: Wish, fiscal: Fiscal, day: date) -> bool:
    born = applicant.birth_date
    if born is None or wish.owns_home or (wish.price or Decimal(0)) > fiscal.starter_exemption_up_to:
        return False
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return fiscal.starter_age_from <= age < fiscal.starter_age_below
