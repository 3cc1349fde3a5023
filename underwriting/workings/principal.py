"""The amounts asked for, by what they are for, and how long they run (gids 2.3, 2.5, 2.8)."""

from datetime import date
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.lening import Leningdeel
from underwriting.facts.words import LeningdeelPurpose
from underwriting.periods import add_months

ZERO = Decimal(0)
INCREASES = frozenset({"onderhandse-verhoging", "tweede-hypotheek"})
ENERGY_PURPOSES: frozenset[LeningdeelPurpose] = frozenset({"energiebesparing", "energie-bespaar-budget"})


def leningdelen(facts: Facts) -> tuple[Leningdeel, ...]:
    """Every leningdeel in the facts."""
    return facts.lening.leningdelen if facts.lening else ()


def total(facts: Facts) -> Decimal:
    """All mortgage money together, without bridging; with a running loan that the facts do not list per part (2.3)."""
    return sum((part.amount for part in leningdelen(facts)), ZERO) + unlisted(facts)


def unlisted(facts: Facts) -> Decimal:
    """What runs with Neo under a loan that grows, but does not stand among the leningdelen: it has no term there."""
    running = facts.existing_loan
    grows = facts.application.request_type in INCREASES or facts.application.request_type == "relatiebeeindiging"
    if not grows or running is None or any(part.existing for part in leningdelen(facts)):
        return ZERO
    return running.outstanding or ZERO


def new_money(facts: Facts) -> Decimal:
    """What is lent anew: the parts that do not run already."""
    return sum((part.amount for part in leningdelen(facts) if part.existing is not True), ZERO)


def for_purpose(facts: Facts, *purposes: LeningdeelPurpose) -> Decimal:
    """The leningdelen for these purposes together."""
    return sum((part.amount for part in leningdelen(facts) if part.purpose in purposes), ZERO)


def interest_only(facts: Facts) -> Decimal:
    """The aflossingsvrije leningdelen together."""
    return sum((part.amount for part in leningdelen(facts) if part.aflosvorm == "aflossingsvrij"), ZERO)


def measures_cost(facts: Facts) -> Decimal:
    """What the energy-saving measures cost, budget included."""
    works = facts.onderpand.works if facts.onderpand else None
    if works is None:
        return ZERO
    return (works.energy_saving_cost or ZERO) + (works.energy_budget or ZERO)


def energy_money(facts: Facts) -> Decimal:
    """Money in the loan for energy-saving measures, never more than they cost (gids 2.5).

    A leningdeel for that purpose shows it; without one, measures that are said to be financed with the loan.
    """
    works = facts.onderpand.works if facts.onderpand else None
    borrowed = for_purpose(facts, *ENERGY_PURPOSES)
    if borrowed:
        return min(borrowed, measures_cost(facts))
    return measures_cost(facts) if works and works.financed is True else ZERO


def longest_term_months(facts: Facts) -> int:
    """The longest remaining term of the leningdelen; 0 when none is stated."""
    return max((part.term_months or 0 for part in leningdelen(facts)), default=0)


def ends_on(facts: Facts) -> date:
    """The last day of the longest leningdeel, counted from passing as far as that day is known."""
    passeren = facts.passeren
    starts_on = (passeren.passed_on or passeren.planned_on) if passeren else None
    return add_months(starts_on or facts.evaluation.as_of, longest_term_months(facts))


def buys(facts: Facts) -> bool:
    """Whether the loan buys the home (gids 2.5: the purchase extra is for a purchase only)."""
    return "aankoop" in (facts.application.purposes or ())


def price_counts(facts: Facts) -> bool:
    """Whether the price bears on the value: for a purchase only; else the market value does (gids 2.4)."""
    purposes = facts.application.purposes
    return facts.application.request_type == "nieuwe-hypotheek" and (purposes is None or "aankoop" in purposes)
