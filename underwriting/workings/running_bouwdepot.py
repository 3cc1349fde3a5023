"""A building deposit that runs: when it ends, what it earns, where the rest goes (gids 6.4)."""

from datetime import date
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.existing_loan import RunningBouwdepot
from underwriting.figures import BouwdepotFigures
from underwriting.norms import Norms
from underwriting.periods import add_months
from underwriting.workings.original_rate import running_parts

ZERO = Decimal(0)


def of(facts: Facts) -> RunningBouwdepot:
    """The deposit; one of which nothing is known where the facts hold none."""
    return (facts.existing_loan.bouwdepot if facts.existing_loan else None) or RunningBouwdepot()


def first_end(depot: RunningBouwdepot, norms: Norms) -> date | None:
    """The last day without an extension."""
    if depot.opened_on is None or depot.construction is None:
        return None
    new = depot.construction == "nieuwbouw"
    months = norms.ch06.bouwdepot_months_new if new else norms.ch06.bouwdepot_months_existing
    return add_months(depot.opened_on, months)


def end(depot: RunningBouwdepot, norms: Norms) -> date | None:
    """The last day, with the one extension when it was given; None while a fact is lacking."""
    first = first_end(depot, norms)
    if first is None or depot.opened_on is None or depot.extensions is None:
        return None
    policy, new = norms.ch06, depot.construction == "nieuwbouw"
    longer = policy.bouwdepot_extension_months_new if new else policy.bouwdepot_extension_months_existing
    months = policy.bouwdepot_months_new if new else policy.bouwdepot_months_existing
    times = min(depot.extensions, policy.bouwdepot_max_extensions)
    return add_months(depot.opened_on, months + times * longer)


def in_extension(facts: Facts, norms: Norms) -> bool:
    """Whether the day of the decision falls in the extension."""
    depot = of(facts)
    first = first_end(depot, norms)
    return first is not None and depot.extended_until is not None and first < facts.evaluation.as_of


def is_over(facts: Facts, norms: Norms) -> bool | None:
    """Whether the deposit ends: the customer says so, or its time is up; None when nobody said and it still runs."""
    depot = of(facts)
    last = end(depot, norms)
    if depot.works_finished or (last is not None and facts.evaluation.as_of > last):
        return True
    return depot.works_finished


def set_off(depot: RunningBouwdepot, *, nhg: bool) -> Decimal | None:
    """What is taken off the debt at the end: with NHG all of it, else what was meant for energy saving; euros."""
    return depot.balance if nhg else depot.energy_saving_balance


def remainder(depot: RunningBouwdepot) -> Decimal | None:
    """What is left besides money for energy saving; euros."""
    return None if depot.balance is None else depot.balance - (depot.energy_saving_balance or ZERO)


def work_out(facts: Facts, norms: Norms) -> BouwdepotFigures | None:
    """The running deposit: its balance, and the rate it earns; none during an extension."""
    depot = facts.existing_loan.bouwdepot if facts.existing_loan else None
    if depot is None:
        return None
    extended = in_extension(facts, norms)
    return BouwdepotFigures(
        amount=depot.balance,
        interest_rate=ZERO if extended else _weighted(facts),
        rule_ids=("G6.4-07",) if extended else ("G6.4-04",),
    )


def _weighted(facts: Facts) -> Decimal | None:
    parts = [part for _, part in running_parts(facts) if part.outstanding]
    owed = sum((part.outstanding or ZERO for part in parts), ZERO)
    if not parts or any(part.rate is None for part in parts):
        return None
    return sum(((part.outstanding or ZERO) * (part.rate or ZERO) for part in parts), ZERO) / owed
