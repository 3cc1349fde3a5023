"""The income test at every moment at which the income changes (gids 2.6, 4.4, 4.6, 4.7; Trhk art. 3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from underwriting import annuity
from underwriting.facts import Facts
from underwriting.facts.lening import Leningdeel
from underwriting.figures import Burden, Financieringslastpercentage, Toetsmoment, Toetsrente
from underwriting.norms import Norms
from underwriting.norms.tables import FinancieringslastTable
from underwriting.periods import add_days, months_between
from underwriting.workings import left_out, principal
from underwriting.workings.income import Income, IncomeMoment

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What the income carries. `on_income` is None as long as income or rates are not known. Euros."""

    moments: tuple[Toetsmoment, ...]
    on_income: Decimal | None

    @property
    def first(self) -> Toetsmoment | None:
        """The test at the start of the loan."""
        return self.moments[0] if self.moments else None


def work_out(
    facts: Facts, norms: Norms, income: Income, toetsrente: Toetsrente | None, burdens: tuple[Burden, ...]
) -> Capacity:
    """The test at every moment, and the maximum on income.

    A later moment bears on the balance that is left then. What is repaid before it may be lent on top, so the
    maximum today is the lowest of: maximum at the moment plus scheduled repayment until then.
    """
    known = income.joint is not None and toetsrente is not None and toetsrente.weighted is not None
    if toetsrente is None or not known or principal.unlisted(facts) > 0:
        return Capacity(moments=(), on_income=None)
    ends = [add_days(moment.from_on, -1) for moment in income.moments[1:]]
    moments = tuple(
        _moment(index, moment, until, facts, norms, toetsrente, burdens)
        for index, (moment, until) in enumerate(zip(income.moments, [*ends, None], strict=True))
    )
    amount = principal.total(facts)
    today = [
        moment.maximum_loan + amount - moment.loan_balance
        for moment in moments
        if moment.maximum_loan is not None and moment.loan_balance is not None
    ]
    return Capacity(moments=moments, on_income=None if income.missing else min(today, default=None))


def deductible(part: Leningdeel) -> bool:
    """Whether the interest counts as deductible: box 1, meets the fiscal demands, no consumption or renteverlies."""
    if part.box == 3 or part.purpose in ("consumptief", "renteverlies"):
        return False
    return part.interest_deductible is True


def mortgage_burden(facts: Facts, norms: Norms, toetsrente: Toetsrente, on: date, ratio: Decimal) -> Decimal:
    """Annual burden of the balance on a day, each part as an annuity at its own toetsrente over its remaining term.

    `ratio` is box 1 percentage / box 3 percentage: a box 3 part weighs that much more beside box 1 parts (G2.6-05).
    """
    rates = {entry.leningdeel_id: entry.rate for entry in toetsrente.leningdelen}
    burden = ZERO
    for part in principal.leningdelen(facts):
        months = remaining_months(part, facts.evaluation.as_of, on)
        if months < 1:
            continue
        factor = annuity.annuity_factor(rates[part.id], min(months, norms.trhk.term_months_max))
        yearly = balance_on(part, facts.evaluation.as_of, on) * factor * 12
        burden += yearly if deductible(part) else yearly * ratio
    return burden


def balance_on(part: Leningdeel, start: date, on: date) -> Decimal:
    """The scheduled balance of a part on a later day."""
    assert part.rate is not None
    assert part.term_months is not None
    form = part.aflosvorm or "aflossingsvrij"
    return annuity.balance_after(form, part.amount, part.rate, part.term_months, paid=months_between(start, on))


def remaining_months(part: Leningdeel, start: date, on: date) -> int:
    """Months of the term that are left on a day."""
    return (part.term_months or 0) - months_between(start, on)


def _moment(
    index: int,
    moment: IncomeMoment,
    until: date | None,
    facts: Facts,
    norms: Norms,
    toetsrente: Toetsrente,
    burdens: tuple[Burden, ...],
) -> Toetsmoment:
    weighted = toetsrente.weighted
    assert weighted is not None
    aow, wholly_box_3 = _aow_table(moment, facts, norms, weighted), _wholly_box_3(facts)
    table = norms.trhk.table(aow=aow, deductible=not wholly_box_3)
    percentage = table.percentage(moment.joint, weighted)
    ratio = Decimal(1) if wholly_box_3 else _box_3_ratio(norms, aow, moment.joint, weighted)
    allowed = moment.joint * percentage / 100
    deducted = sum((burden.monthly for burden in burdens), ZERO) * 12
    available = max(allowed - deducted, ZERO)
    balance = sum((balance_on(part, facts.evaluation.as_of, moment.from_on) for part in _running(facts, moment)), ZERO)
    outside = sum((entry.amount for entry in left_out.work_out(facts, norms, moment.joint, moment.from_on)), ZERO)
    maximum = _maximum(facts, norms, moment.from_on, available, weighted, ratio) + outside
    burden = _burden(facts, norms, toetsrente, moment, ratio)
    tested = burden * max(balance - outside, ZERO) / balance if balance > 0 else ZERO
    if moment.burden_method == "werkelijke-last" and burden > 0:
        maximum = max(maximum, balance * available / burden + outside)
    return Toetsmoment(
        id=f"m{index + 1}",
        from_on=moment.from_on,
        until_on=until,
        reason=moment.reason,
        toetsinkomen=moment.joint,
        financieringslastpercentage=_percentage(norms, table, aow, wholly_box_3, moment.joint, weighted),
        allowed_annual=allowed,
        deducted_annual=deducted,
        available_annual=available,
        mortgage_burden_annual=tested,
        burden_method=moment.burden_method,
        maximum_loan=maximum,
        loan_balance=balance,
        excess=max(balance - maximum, ZERO),
        rule_ids=moment.rule_ids or ("G2.6-01", "G2.6-02"),
    )


def _running(facts: Facts, moment: IncomeMoment) -> tuple[Leningdeel, ...]:
    return tuple(
        part
        for part in principal.leningdelen(facts)
        if remaining_months(part, facts.evaluation.as_of, moment.from_on) > 0
    )


def _aow_table(moment: IncomeMoment, facts: Facts, norms: Norms, weighted: Decimal) -> bool:
    """Whether the AOW tables apply. Applicants on both sides: the higher income decides; on equal incomes the lower
    outcome (G2.6-01)."""
    reached = {applicant.id: left_out.aow_reached(applicant, norms, moment.from_on) for applicant in facts.applicants}
    highest = max((amount for _, amount in moment.incomes), default=ZERO)
    deciding = {reached[name] for name, amount in moment.incomes if amount == highest}
    if len(deciding) == 1:
        return deciding.pop()
    return min(
        (True, False),
        key=lambda aow: norms.trhk.table(aow=aow, deductible=not _wholly_box_3(facts)).percentage(
            moment.joint, weighted
        ),
    )


def _wholly_box_3(facts: Facts) -> bool:
    return not any(deductible(part) for part in principal.leningdelen(facts))


def _box_3_ratio(norms: Norms, aow: bool, joint: Decimal, weighted: Decimal) -> Decimal:
    with_deduction = norms.trhk.table(aow=aow, deductible=True).percentage(joint, weighted)
    return with_deduction / norms.trhk.table(aow=aow, deductible=False).percentage(joint, weighted)


def _burden(facts: Facts, norms: Norms, toetsrente: Toetsrente, moment: IncomeMoment, ratio: Decimal) -> Decimal:
    if moment.burden_method == "annuiteit":
        return mortgage_burden(facts, norms, toetsrente, moment.from_on, ratio)
    return actual_burden(facts, moment.from_on)


def actual_burden(facts: Facts, on: date) -> Decimal:
    """What the customer really pays for all leningdelen in the year from a day on, euros (gids 4.4, 4.6)."""
    return sum((_actual_yearly(part, facts, on) for part in principal.leningdelen(facts)), ZERO)


def _actual_yearly(part: Leningdeel, facts: Facts, on: date) -> Decimal:
    """What the customer really pays in the year from a day on (gids 4.4)."""
    assert part.rate is not None
    assert part.term_months is not None
    if part.term_months < 1:
        return ZERO
    paid = months_between(facts.evaluation.as_of, on)
    terms = annuity.schedule(part.aflosvorm or "aflossingsvrij", part.amount, part.rate, part.term_months)
    return sum((term.payment for term in islice(terms, paid, paid + 12)), ZERO)


def _maximum(facts: Facts, norms: Norms, on: date, available: Decimal, weighted: Decimal, ratio: Decimal) -> Decimal:
    """The principal that the available burden carries at the weighted toetsrente (ruling 8).

    Over 30 years, or the average remaining term by amount when that is shorter, rounded down to whole months.
    """
    running = [
        (part.amount, remaining_months(part, facts.evaluation.as_of, on), deductible(part))
        for part in principal.leningdelen(facts)
        if remaining_months(part, facts.evaluation.as_of, on) > 0
    ]
    amount = sum((entry[0] for entry in running), ZERO)
    if amount <= 0:
        return ZERO
    months = int(sum((entry[0] * entry[1] for entry in running), ZERO) / amount)
    heavier = sum((entry[0] * (1 if entry[2] else ratio) for entry in running), ZERO) / amount
    return annuity.principal(available / 12 / heavier, weighted, max(1, min(months, norms.trhk.term_months_max)))


def _percentage(
    norms: Norms, table: FinancieringslastTable, aow: bool, wholly_box_3: bool, joint: Decimal, weighted: Decimal
) -> Financieringslastpercentage:
    name = f"{'aow' if aow else 'below-aow'}-{'nondeductible' if wholly_box_3 else 'deductible'}"
    return Financieringslastpercentage(
        table_set=norms.trhk.set,
        table=name,
        cell=table.cell(joint, weighted),
        percentage=table.percentage(joint, weighted),
    )
