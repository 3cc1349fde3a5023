"""Own money that must be shown (gids 4.8)."""

from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.obligations import OwnFund
from underwriting.figures import OwnFundsFigures, OwnFundsItem
from underwriting.norms import Norms
from underwriting.workings.cleaning import from_own_funds
from underwriting.workings.double_burden import TwoHomes

ZERO = Decimal(0)
"""Proof that holds whatever the amount."""


def work_out(facts: Facts, norms: Norms, two_homes: TwoHomes) -> OwnFundsFigures:
    """What must be shown, and what is."""
    items = tuple(_items(facts, norms, two_homes))
    required = sum((item.amount for item in items), ZERO)
    amount = shown(facts, norms, required)
    return OwnFundsFigures(required=required, shown=amount, shortfall=max(required - amount, ZERO), items=items)


def shown(facts: Facts, norms: Norms, required: Decimal) -> Decimal:
    """Own funds with proof that is good enough: above EUR 25,000 to show, VIA data are not (G4.8-07, G4.8-08)."""
    by_statement = sum((fund.amount for fund in funds(facts) if fund.proof in norms.ch04.own_funds_statements), ZERO)
    if required > norms.ch04.own_funds_via_up_to:
        return by_statement
    return by_statement + sum((by_via(facts, fund) for fund in funds(facts) if fund.proof == "via"), ZERO)


def funds(facts: Facts) -> tuple[OwnFund, ...]:
    """The own money that is stated."""
    return (facts.own_funds.items or ()) if facts.own_funds else ()


def by_via(facts: Facts, fund: OwnFund) -> Decimal:
    """What the VIA shows of an amount; all of it as long as no balance is known."""
    balance = via_balance(facts, fund)
    return fund.amount if balance is None else min(fund.amount, balance)


def via_balance(facts: Facts, fund: OwnFund) -> Decimal | None:
    """The bank balance in the brondata that prove an amount, or in all of them when it names none."""
    named = set(fund.evidence or ())
    balances = [
        entry.amounts.bank_balance
        for entry in facts.brondata or ()
        if (not named or entry.id in named) and entry.amounts and entry.amounts.bank_balance is not None
    ]
    return sum(balances, ZERO) if balances else None


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
