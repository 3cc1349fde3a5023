"""The value the loan is measured against (gids 2.4, 2.8, 6.2, 6.3)."""

from dataclasses import dataclass
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.onderpand import Onderpand, Stichtingskosten, Valuation
from underwriting.figures import NhgComponents, ValueBasis
from underwriting.norms import Norms
from underwriting.workings.principal import INCREASES, ends_on, energy_money, leningdelen, price_counts

ZERO = Decimal(0)
_LENDING_VALUATIONS = ("standaard", "bestek-en-tekeningen", "desktop")
"""Kinds that can carry the loan, the strongest first; WOZ and model values never do (gids 6.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The value basis, and the value itself before works or building costs come in. Euros."""

    basis: ValueBasis
    valuation: Valuation | None
    market_value: Decimal | None
    interest_only_base: Decimal


def work_out(facts: Facts, norms: Norms) -> Value | None:
    """The value of the onderpand; None when the facts hold no value yet."""
    assert facts.onderpand is not None
    valuation = lending_valuation(facts.onderpand)
    market = valuation.market_value if valuation else None
    basis = _new_build(facts.onderpand, valuation, norms) or _existing(facts, norms, valuation)
    if basis is None:
        return None
    base = basis.stichtingskosten or basis.amount
    return Value(basis=basis, valuation=valuation, market_value=market, interest_only_base=base)


def lending_valuation(onderpand: Onderpand) -> Valuation | None:
    """The valuation the loan rests on: the strongest kind, then the latest, then the lowest value."""
    usable = [
        valuation
        for valuation in onderpand.valuations or ()
        if valuation.market_value is not None and valuation.kind in _LENDING_VALUATIONS
    ]
    return min(usable, key=_preference, default=None)


def _preference(valuation: Valuation) -> tuple[int, int, Decimal, str]:
    assert valuation.market_value is not None
    age = -valuation.valued_on.toordinal() if valuation.valued_on else 0
    return _LENDING_VALUATIONS.index(valuation.kind), age, valuation.market_value, valuation.id


def stichtingskosten(costs: Stichtingskosten, norms: Norms) -> Decimal | None:
    """What the new home costs to build (gids 6.2); a maintenance fund is no part of it (gids 2.4)."""
    if costs.koop_aanneemsom is None:
        return None
    work = costs.koop_aanneemsom + (costs.meerwerk or ZERO)
    renteverlies = min(costs.renteverlies or ZERO, work * norms.ch06.renteverlies_percent / 100)
    others = (
        costs.ground,
        costs.energy_saving,
        costs.interest_on_due_instalments,
        costs.architect_and_advice,
        costs.leges,
    )
    return work + renteverlies + sum((cost or ZERO for cost in others), ZERO)


def _new_build(onderpand: Onderpand, valuation: Valuation | None, norms: Norms) -> ValueBasis | None:
    if onderpand.construction != "nieuwbouw" or onderpand.stichtingskosten is None:
        return None
    total = stichtingskosten(onderpand.stichtingskosten, norms)
    if total is None:
        return None
    market = valuation.market_value if valuation else None
    lowest = total if market is None else min(total, market)
    return ValueBasis(
        amount=lowest,
        kind="stichtingskosten" if lowest == total else "marktwaarde",
        valuation_id=valuation.id if valuation else None,
        stichtingskosten=total,
        rule_ids=("G2.4-09", "G2.4-10"),
    )


def _existing(facts: Facts, norms: Norms, valuation: Valuation | None) -> ValueBasis | None:
    assert facts.onderpand is not None
    if valuation is None or valuation.market_value is None:
        return None
    works = facts.onderpand.works
    needed = works is not None and works.value_after_works_needed is not False
    after_works = value_after_works(facts.onderpand, valuation) if needed else None
    amount = valuation.market_value if after_works is None else after_works
    nhg = facts.application.nhg is True
    return ValueBasis(
        amount=amount,
        kind="marktwaarde" if after_works is None else "marktwaarde-na-verbouwing",
        valuation_id=valuation.id,
        nhg_components=_nhg_components(facts, norms, valuation.market_value) if nhg else None,
        rule_ids=("G2.4-02", "G2.4-06") if nhg else ("G2.4-08",),
    )


def value_after_works(onderpand: Onderpand, valuation: Valuation | None) -> Decimal | None:
    """What the home is worth after a renovation; None without one. Energy measures raise no value (2.4, 2.5)."""
    works = onderpand.works
    if works is None or valuation is None:
        return None
    renovates = (works.renovation_cost or ZERO) > 0 or (works.deferred_maintenance_cost or ZERO) > 0
    return valuation.market_value_after_works if renovates else None


def _nhg_components(facts: Facts, norms: Norms, market_value: Decimal) -> NhgComponents:
    """Components A to E of gids 2.4."""
    assert facts.onderpand is not None
    assert facts.lening is not None
    onderpand = facts.onderpand
    works, purchase = onderpand.works, onderpand.purchase
    a = nhg_component_a(facts, norms, market_value)
    b = _canon_buy_off(facts)
    c = ((works.renovation_cost or ZERO) if works else ZERO) + energy_money(facts)
    d = ZERO
    if purchase and purchase.maintenance_fund_in_agreement is True:
        d = purchase.maintenance_fund_deposit or ZERO
    cap = (a + b + c + d) * norms.nhg.additional_costs_percent / 100
    e = min(facts.lening.additional_costs or ZERO, cap)
    return NhgComponents(
        a_price_or_value=a,
        b_canon_buy_off=b,
        c_improvement_and_energy=c,
        d_maintenance_fund=d,
        e_additional_costs=e,
        total=a + b + c + d + e,
    )


def nhg_component_a(facts: Facts, norms: Norms, market_value: Decimal) -> Decimal:
    """Component A: the lowest of price and market value; without a purchase the market value."""
    purchase = facts.onderpand.purchase if facts.onderpand and price_counts(facts) else None
    prices = [market_value]
    if purchase and purchase.price_kosten_koper is not None:
        prices.append(purchase.price_kosten_koper)
    if purchase and purchase.price_vrij_op_naam is not None:
        prices.append(purchase.price_vrij_op_naam * norms.nhg.vrij_op_naam_percent / 100)
    return min(prices)


def canon_buy_off_covers_term(facts: Facts) -> bool | None:
    """Whether the bought-off period is at least as long as the loan; None when no end is known."""
    erfpacht = facts.onderpand.erfpacht if facts.onderpand else None
    if erfpacht is None or erfpacht.bought_off_until is None:
        return None
    return erfpacht.bought_off_until >= ends_on(facts)


def _canon_buy_off(facts: Facts) -> Decimal:
    erfpacht = facts.onderpand.erfpacht if facts.onderpand else None
    if erfpacht is None or not canon_buy_off_covers_term(facts):
        return ZERO
    return erfpacht.buy_off_cost or ZERO


def nhg_mixed_is_exempt(facts: Facts) -> bool | None:
    """Parts with and without NHG lift the limit on the value, for an increase or a refinancing (gids 2.3).

    None for such a loan as long as nobody said whether its parts are mixed.
    """
    refinances = "oversluiting" in (facts.application.purposes or ())
    if facts.application.request_type not in INCREASES and not refinances:
        return False
    running, refinanced = facts.existing_loan, facts.lening.bestaande_lening if facts.lening else None
    stated = {running.nhg_mixed if running else None, refinanced.nhg_mixed if refinanced else None}
    listed = {part.nhg for part in leningdelen(facts) if part.existing is True}
    if True in stated or {True, False} <= listed:
        return True
    return False if False in stated else None
