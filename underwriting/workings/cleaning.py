"""What soil and sewer cost, and whether own funds pay it (gids 6.6)."""

from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.words import CostCoveredBy

ZERO = Decimal(0)


def sewer_needed(facts: Facts) -> bool:
    """Whether the value of the home needs a sewer connection that is not there."""
    sewer = facts.onderpand.sewer if facts.onderpand else None
    return sewer is not None and sewer.connected is False and sewer.connection_required_for_value is True


def in_deposit(facts: Facts) -> Decimal:
    """What mandatory cleaning and a needed sewer take from the bouwdepot together; euros."""
    return _paid_by(facts, "meefinanciering-in-depot")


def from_own_funds(facts: Facts) -> Decimal:
    """What mandatory cleaning and a needed sewer take from own funds; euros."""
    return _paid_by(facts, "eigen-middelen")


def _paid_by(facts: Facts, payer: CostCoveredBy) -> Decimal:
    total = ZERO
    soil, sewer = (facts.onderpand.soil, facts.onderpand.sewer) if facts.onderpand else (None, None)
    if soil and soil.remediation_mandatory and soil.cost_covered_by == payer:
        total += soil.remediation_cost or ZERO
    if sewer and sewer_needed(facts) and sewer.cost_covered_by == payer:
        total += sewer.connection_cost or ZERO
    return total
