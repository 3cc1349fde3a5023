"""The building deposit: when it is needed, and what it earns (gids 1, 6.4)."""

from decimal import Decimal

from underwriting.facts import Facts
from underwriting.figures import BouwdepotFigures
from underwriting.norms import Norms
from underwriting.workings.principal import energy_money, for_purpose


def lends_for_works(facts: Facts) -> bool | None:
    """Whether the loan pays for works; None when works are planned and nobody said who pays."""
    works = facts.onderpand.works if facts.onderpand else None
    if energy_money(facts) > 0 or for_purpose(facts, "verbouwing") > 0:
        return True
    if works is None:
        return False
    costs = (works.renovation_cost, works.deferred_maintenance_cost, works.energy_saving_cost, works.energy_budget)
    if works.financed is None and any(costs):
        return None
    return works.financed is True and any(costs)


def required(facts: Facts, norms: Norms) -> bool | None:
    """Whether a deposit is mandatory; None as long as the facts do not tell."""
    assert facts.onderpand is not None
    works = facts.onderpand.works
    if facts.onderpand.construction == "nieuwbouw" or energy_money(facts) > 0:
        return True
    lends = lends_for_works(facts)
    if not lends:
        return lends
    if works is not None and (works.kind in norms.ch06.bouwdepot_always or works.deferred_maintenance_cost):
        return True
    if facts.application.nhg:
        return True
    return works.value_after_works_needed if works else None


def lacking(facts: Facts) -> str:
    """The fact without which `required` cannot tell."""
    return "onderpand.works.value_after_works_needed" if lends_for_works(facts) else "onderpand.works.financed"


def interest_rate(facts: Facts) -> Decimal | None:
    """What the deposit earns: the rates of the leningdelen, weighted by amount; percent."""
    parts = facts.lening.leningdelen if facts.lening else ()
    total = sum((part.amount for part in parts), Decimal(0))
    rates = [part.amount * part.rate for part in parts if part.rate is not None]
    if total <= 0 or len(rates) < len(parts):
        return None
    return sum(rates, Decimal(0)) / total


def work_out(facts: Facts, norms: Norms) -> BouwdepotFigures | None:
    """The deposit, when one is asked for or needed."""
    depot = facts.lening.bouwdepot if facts.lening else None
    needed = required(facts, norms)
    if depot is None and not needed:
        return None
    return BouwdepotFigures(
        required=needed,
        amount=depot.amount if depot else None,
        interest_rate=interest_rate(facts) if depot else None,
        rule_ids=("G6.4-01", "G6.4-04"),
    )
