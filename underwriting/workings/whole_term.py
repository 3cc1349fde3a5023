"""Income and income test over the whole term, with AOW and pension on the dates that decide (gids 4.4, 4.6, 4.7)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.figures import Burden, Toetsmoment, Toetsrente
from underwriting.norms import Norms
from underwriting.workings import alimony, capacity, income, principal
from underwriting.workings.capacity import Capacity
from underwriting.workings.income import Income


def settle(
    facts: Facts, norms: Norms, toetsrente: Toetsrente | None, burdens: tuple[Burden, ...], earned: Income
) -> tuple[Income, Capacity]:
    """The income and the test on the earlier of AOW and pension dates that lie less than a year apart.

    Where the loan fails on the earlier but passes on the later date the guide does not decide (G4.4-06): then the
    later one is shown, and the income says that it is undecided.
    """
    carried = capacity.work_out(facts, norms, earned, toetsrente, burdens)
    if _passes(facts, carried) is not False or not _equalised(facts, norms):
        return earned, carried
    moved = alimony.deduct(income.work_out(facts, norms, later=True), facts)
    later = capacity.work_out(facts, norms, moved, toetsrente, burdens)
    if _passes(facts, later):
        return replace(moved, undecided=True), later
    return earned, carried


def moment_on(carried: Capacity, day: date) -> Toetsmoment | None:
    """The test that starts on a day."""
    return next((moment for moment in carried.moments if moment.from_on == day), None)


def bearable_now(facts: Facts, carried: Capacity, outside: Decimal) -> tuple[Decimal, Decimal] | None:
    """What the customer pays in the first year, and what is left for it on the present income; euros (gids 4.4, 4.6).

    `outside` is the principal that stays outside the income test.
    """
    first, amount = carried.first, principal.total(facts)
    if first is None or first.available_annual is None or not amount:
        return None
    tested = max(amount - outside, Decimal(0)) / amount
    return capacity.actual_burden(facts, facts.evaluation.as_of) * tested, first.available_annual


def _passes(facts: Facts, carried: Capacity) -> bool | None:
    return None if carried.on_income is None else principal.total(facts) <= carried.on_income


def _equalised(facts: Facts, norms: Norms) -> bool:
    found = [income.looked_at(applicant, facts, norms) for applicant in facts.applicants]
    return any(dates is not None and dates.equalised for dates in found)
