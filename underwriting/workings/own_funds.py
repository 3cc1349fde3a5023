"""Own money that must be shown (gids 4.8)."""

from decimal import Decimal

from underwriting.facts import Facts
from underwriting.figures import OwnFundsFigures, OwnFundsItem
from underwriting.norms import Norms
from underwriting.workings.cleaning import from_own_funds
from underwriting.workings.double_burden import TwoHomes

ZERO = Decimal(0)


def work_out(facts: Facts, norms: Norms, two_homes: TwoHomes) -> OwnFundsFigures:
    """What must be shown, and what is."""
    items = tuple(_items(facts, norms, two_homes))
    required = sum((item.amount for item in items), ZERO)
    amount = shown(facts)
    return OwnFundsFigures(required=required, shown=amount, shortfall=max(required - amount, ZERO), items=items)


def shown(facts: Facts) -> Decimal:
    """Own funds that come with proof."""
    items = (facts.own_funds.items or ()) if facts.own_funds else ()
    return sum((item.amount for item in items if item.proof not in (None, "geen")), ZERO)


def contribution(facts: Facts) -> Decimal:
    """Own money that goes into the financing."""
    return (facts.lening.own_contribution or ZERO) if facts.lening else ZERO


def _items(facts: Facts, norms: Norms, two_homes: TwoHomes) -> list[OwnFundsItem]:
    others = []
    repayment = (facts.own_funds.mandatory_credit_repayment or ZERO) if facts.own_funds else ZERO
    if repayment > 0:
        others.append(OwnFundsItem(kind="aflossing-krediet", amount=repayment, rule_ids=("G4.8-02",)))
    if two_homes.to_show > 0:
        others.append(OwnFundsItem(kind="dubbele-lasten", amount=two_homes.to_show, rule_ids=("G4.8-03",)))
    if two_homes.sale_loss:
        others.append(OwnFundsItem(kind="verkoopverlies", amount=two_homes.sale_loss, rule_ids=("G4.8-04",)))
    cleaning = from_own_funds(facts)
    clean = [OwnFundsItem(kind="sanering", amount=cleaning, rule_ids=("G6.6-04", "G6.6-05"))] if cleaning else []
    own = contribution(facts)
    combined = own + sum((item.amount for item in others), ZERO)
    bound = norms.ch04.own_funds_proof_from
    if own >= bound:
        return [OwnFundsItem(kind="eigen-inbreng", amount=own, rule_ids=("G4.8-01",)), *others, *clean]
    if own > 0 and others and combined > bound:
        return [OwnFundsItem(kind="eigen-inbreng", amount=own, rule_ids=("G4.8-05",)), *others, *clean]
    return [*others, *clean]
