"""The schedules, the costs and the JKP of a loan (2014/17/EU art. 4 lid 13, art. 17, annex I and II; gids 2.8, 7.7).

No part of `decide()`: no rule compares these, and 360 instalments per leningdeel would cost more than the decision.
Who shows or stores a decision adds them with `with_payments`; papers then quote them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from underwriting import annuity, aprc, credit_costs
from underwriting.annuity import Instalment
from underwriting.decision import Decision
from underwriting.facts import Facts
from underwriting.facts.lening import Leningdeel, Overbrugging
from underwriting.norms import Norms
from underwriting.payment_figures import (
    CreditCost,
    Illustration,
    Jkp,
    LeningdeelPayments,
    OverbruggingPayments,
    PaymentMonth,
    Payments,
    PaymentYear,
)
from underwriting.workings import principal

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class _Plan:
    """A leningdeel and all its instalments at the rate of today."""

    part: Leningdeel
    rate: Decimal
    terms: tuple[Instalment, ...]

    @property
    def fixed_months(self) -> int:
        return (self.part.rentevastperiode_years or 0) * annuity.MONTHS_PER_YEAR

    @property
    def bullet(self) -> Decimal:
        """What an interest-only part owes on its last day."""
        return self.part.amount if self.part.aflosvorm == "aflossingsvrij" else ZERO


def with_payments(decision: Decision, facts: Facts, norms: Norms) -> Decision:
    """The decision with its `payments`; unchanged when the facts do not hold the terms of every leningdeel yet.

    Unchanged too when the loan has no JKP: it is smaller than its own costs, which only a wrong document says.
    """
    try:
        return replace(decision, payments=work_out(facts, norms))
    except aprc.NoAprc:
        return decision


def work_out(facts: Facts, norms: Norms) -> Payments | None:
    """Schedules, costs and JKP of the leningdelen that are lent anew; None as long as one lacks its terms.

    Raises NoAprc when the loan is smaller than its costs.

    Whole months are counted from the day the loan is paid out: interest over a broken first month is no part of it.
    The whole loan is drawn at once, also when a bouwdepot holds part of it (annex I, part II, a).
    """
    plans = [plan(part) for part in principal.leningdelen(facts) if part.existing is not True]
    known = [entry for entry in plans if entry is not None]
    if not known or len(known) < len(plans):
        return None
    parts = tuple(_leningdeel(entry) for entry in known)
    amount = sum((part.amount for part in parts), ZERO)
    interest = sum((part.interest_total for part in parts), ZERO)
    costs = credit_costs.work_out(facts, norms)
    counted = sum((cost.amount for cost in costs if cost.in_jkp), ZERO)
    bridging = facts.lening.overbrugging if facts.lening else None
    return Payments(
        leningdelen=parts,
        amount=amount,
        gross_monthly_first=sum((part.gross_monthly_first for part in parts), ZERO),
        first_year=_first_year(known, amount),
        interest_total=interest,
        balance_at_end=sum((part.balance_at_end for part in parts), ZERO),
        costs=costs,
        total_cost=interest + counted,
        total_payable=amount + interest + counted,
        per_euro=annuity.cents((amount + interest + counted) / amount),
        jkp=_jkp(known, amount, costs, norms),
        overbrugging=_overbrugging(bridging) if bridging else None,
    )


def instalments(part: Leningdeel) -> tuple[Instalment, ...] | None:
    """Every monthly instalment of a leningdeel; None as long as it lacks its terms."""
    if part.rate is None or part.aflosvorm is None or not part.term_months or part.amount <= 0:
        return None
    return tuple(annuity.schedule(part.aflosvorm, part.amount, part.rate, part.term_months))


def plan(part: Leningdeel) -> _Plan | None:
    """The leningdeel with its instalments; None as long as it lacks its terms."""
    terms = instalments(part)
    if terms is None or part.rate is None or part.rentevastperiode_years is None:
        return None
    return _Plan(part, part.rate, terms)


def years(terms: Sequence[Instalment], bullet: Decimal = ZERO) -> tuple[PaymentYear, ...]:
    """The instalments per loan year; `bullet`, due on the last day, stays in the balance."""
    found: list[PaymentYear] = []
    for start in range(0, len(terms), annuity.MONTHS_PER_YEAR):
        block = terms[start : start + annuity.MONTHS_PER_YEAR]
        kept = bullet if block[-1] is terms[-1] else ZERO
        found.append(
            PaymentYear(
                year=len(found) + 1,
                interest=sum((term.interest for term in block), ZERO),
                repayment=sum((term.repayment for term in block), ZERO) - kept,
                balance=block[-1].balance + kept,
            )
        )
    return tuple(found)


def _leningdeel(entry: _Plan) -> LeningdeelPayments:
    part = entry.part
    assert part.aflosvorm is not None
    return LeningdeelPayments(
        leningdeel_id=part.id,
        amount=part.amount,
        aflosvorm=part.aflosvorm,
        rate=entry.rate,
        term_months=len(entry.terms),
        gross_monthly_first=_first_payment(entry),
        interest_total=sum((term.interest for term in entry.terms), ZERO),
        balance_at_end=entry.bullet,
        years=years(entry.terms, entry.bullet),
    )


def _first_payment(entry: _Plan) -> Decimal:
    first = entry.terms[0]
    return first.interest if entry.bullet and len(entry.terms) == 1 else first.payment


def _first_year(plans: Sequence[_Plan], amount: Decimal) -> tuple[PaymentMonth, ...]:
    """The first twelve instalments of all leningdelen together, which the ESIS shows one by one (annex II, 7)."""
    rows, balance = [], amount
    for index in range(min(annuity.MONTHS_PER_YEAR, max(len(entry.terms) for entry in plans))):
        due = [(entry, entry.terms[index]) for entry in plans if index < len(entry.terms)]
        repaid = sum((_repaid(entry, term) for entry, term in due), ZERO)
        balance -= repaid
        interest = sum((term.interest for _, term in due), ZERO)
        rows.append(PaymentMonth(month=index + 1, interest=interest, repayment=repaid, balance=balance))
    return tuple(rows)


def _repaid(entry: _Plan, term: Instalment) -> Decimal:
    return term.repayment - (entry.bullet if term.month == len(entry.terms) else ZERO)


def _jkp(plans: Sequence[_Plan], amount: Decimal, costs: Sequence[CreditCost], norms: Norms) -> Jkp:
    drawn = amount - sum((cost.amount for cost in costs if cost.in_jkp), ZERO)
    exact = aprc.monthly_aprc(drawn, _together([[term.payment for term in entry.terms] for entry in plans]))
    open_plans = [entry for entry in plans if entry.fixed_months < len(entry.terms)]
    if not open_plans:
        return Jkp(percent=aprc.rounded(exact), exact=exact)
    short = [entry for entry in open_plans if entry.fixed_months < norms.jkp.material_fixed_months]
    shown = aprc.monthly_aprc(drawn, _together([_illustrated(entry, norms) for entry in plans]))
    return Jkp(
        percent=aprc.rounded(exact),
        exact=exact,
        illustrative=aprc.rounded(shown),
        illustration=_illustration(len(short), len(open_plans)),
        highest_rate=norms.jkp.highest_rate if short else None,
    )


def _illustration(short: int, all_open: int) -> Illustration:
    if not short:
        return "aflossing-einde-rentevastperiode"
    return "hoogste-rente-20-jaar" if short == all_open else "beide"


def _illustrated(entry: _Plan, norms: Norms) -> list[Decimal]:
    """The payments that the illustrative JKP assumes for one leningdeel.

    Fixed for five years or longer: what is owed at the end of that period is repaid then (art. 17 lid 5). Shorter:
    the highest rate of the last twenty years follows, never lower than the rate itself (art. 17 lid 6).
    """
    fixed, terms, part = entry.fixed_months, entry.terms, entry.part
    kept = [term.payment for term in terms[:fixed]]
    if fixed >= len(terms):
        return kept
    left = terms[fixed - 1].balance
    if fixed >= norms.jkp.material_fixed_months:
        return [*kept[:-1], kept[-1] + left]
    assert part.aflosvorm is not None
    highest = max(norms.jkp.highest_rate, entry.rate)
    rest = annuity.schedule(part.aflosvorm, left, highest, len(terms) - fixed)
    return [*kept, *(term.payment for term in rest)]


def _together(columns: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    """Payments of several parts added up per month."""
    total = [ZERO] * max(len(column) for column in columns)
    for column in columns:
        for index, amount in enumerate(column):
            total[index] += amount
    return total


def _overbrugging(bridging: Overbrugging) -> OverbruggingPayments | None:
    if bridging.rate is None or bridging.term_months is None or bridging.amount <= 0:
        return None
    terms = tuple(annuity.schedule("aflossingsvrij", bridging.amount, bridging.rate, bridging.term_months))
    return OverbruggingPayments(
        amount=bridging.amount,
        rate=bridging.rate,
        term_months=bridging.term_months,
        gross_monthly=terms[0].interest,
        interest_total=sum((term.interest for term in terms), ZERO),
        jkp=aprc.rounded(aprc.monthly_aprc(bridging.amount, [term.payment for term in terms])),
    )
