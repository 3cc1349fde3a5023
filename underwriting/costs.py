"""What a wish costs: rates, monthly payments and kosten koper for the screen, and how far income and value reach.

An estimate, not a decision: `decide()` judges. Everything comes from the norms of the day; amounts in euros.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from underwriting import annuity
from underwriting.facts.lening import Leningdeel
from underwriting.facts.words import EnergyLabel, Risicoklasse
from underwriting.figures import LeningdeelToetsrente
from underwriting.norms import Norms
from underwriting.periods import age_in_years
from underwriting.workings import toetsrente
from underwriting.workings.left_out import single_bound
from underwriting.workings.loan import risicoklasse

ZERO = Decimal(0)


class WishError(ValueError):
    """The wish cannot be priced: no value, no leningdeel, or a period that is not on the rate sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants. `value` is the expected market value; `leningdelen` need no rate, the sheet gives it."""

    value: Decimal
    price: Decimal
    leningdelen: tuple[Leningdeel, ...]
    nhg: bool
    energy_label: EnergyLabel | None = None
    energy_measures: Decimal = ZERO
    new_build: bool = False
    passes_on: date
    buyers_born_on: tuple[date, ...] = ()
    starters_exemption_used: bool = False

    @property
    def amount(self) -> Decimal:
        """All leningdelen together."""
        return sum((part.amount for part in self.leningdelen), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeningdeelCosts:
    """The rate of a leningdeel and its first payment."""

    leningdeel_id: str
    rate: Decimal
    gross_monthly: Decimal
    interest: Decimal
    repayment: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyingCosts:
    """Kosten koper, estimated."""

    transfer_tax: Decimal
    notary: Decimal
    valuation: Decimal
    nhg_premium: Decimal

    @property
    def total(self) -> Decimal:
        """All costs together."""
        return self.transfer_tax + self.notary + self.valuation + self.nhg_premium


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What the wish costs. `own_money` is what the buyer brings: price and costs and measures minus the loan."""

    risicoklasse: Risicoklasse
    ltv: Decimal
    rate_sheet: str
    leningdelen: tuple[LeningdeelCosts, ...]
    gross_monthly: Decimal
    buying: BuyingCosts
    own_money: Decimal
    maximum_on_value: Decimal


def costs_of(wish: Wish, norms: Norms) -> Costs:
    """Rates by the sheet of the day, first payments and kosten koper. Raises WishError."""
    if wish.value <= 0 or wish.price < 0:
        raise WishError("value")
    if not wish.leningdelen or wish.amount <= 0:
        raise WishError("leningdelen")
    ltv = wish.amount / wish.value * 100
    klasse = "nhg" if wish.nhg else risicoklasse(ltv, norms)
    assert klasse is not None
    parts = tuple(_leningdeel_costs(part, klasse, norms) for part in wish.leningdelen)
    buying = buying_costs(wish, norms)
    return Costs(
        risicoklasse=klasse,
        ltv=ltv,
        rate_sheet=norms.rates.sheet,
        leningdelen=parts,
        gross_monthly=sum((part.gross_monthly for part in parts), ZERO),
        buying=buying,
        own_money=max(wish.price + wish.energy_measures + buying.total - wish.amount, ZERO),
        maximum_on_value=maximum_on_value(wish, norms),
    )


def priced(wish: Wish, norms: Norms) -> tuple[Leningdeel, ...]:
    """The leningdelen with the rate of the sheet, ready for the facts. Raises WishError."""
    rates = {part.leningdeel_id: part.rate for part in costs_of(wish, norms).leningdelen}
    return tuple(replace(part, rate=rates[part.id]) for part in wish.leningdelen)


def buying_costs(wish: Wish, norms: Norms) -> BuyingCosts:
    """Transfer tax, notary, valuation and NHG premium. A new home carries no transfer tax, its price includes VAT."""
    above_desktop = wish.amount > wish.value * norms.ch06.desktop_max_ltv_percent / 100
    valuation = norms.costs.valuation_standard if above_desktop else norms.costs.valuation_desktop
    premium = wish.amount * norms.nhg.borgtochtprovisie_percent / 100 if wish.nhg else ZERO
    return BuyingCosts(
        transfer_tax=ZERO if wish.new_build else transfer_tax(wish, norms),
        notary=norms.costs.notary_transfer + norms.costs.notary_mortgage,
        valuation=valuation,
        nhg_premium=annuity.cents(premium),
    )


def transfer_tax(wish: Wish, norms: Norms) -> Decimal:
    """2 percent of the price; a buyer under 35 of a home within the limit is free of it, once, for their share."""
    tax = wish.price * norms.fiscal.transfer_tax_percent / 100
    within = wish.price <= norms.fiscal.starter_exemption_up_to and not wish.starters_exemption_used
    if not wish.buyers_born_on or not within:
        return annuity.cents(tax)
    ages = [age_in_years(born_on, wish.passes_on) for born_on in wish.buyers_born_on]
    free = [age for age in ages if norms.fiscal.starter_age_from <= age < norms.fiscal.starter_age_below]
    return annuity.cents(tax * (len(ages) - len(free)) / len(ages))


def net_monthly(wish: Wish, costs: Costs, toetsinkomen: Decimal, norms: Norms) -> Decimal | None:
    """The first payment after the tax on the own home, indicative: income of one earner, before AOW age.

    Only annuity and linear parts count as deductible. None when the value has no eigenwoningforfait percentage here.
    """
    fiscal = norms.fiscal
    if not fiscal.eigenwoningforfait_woz_from <= wish.value <= fiscal.eigenwoningforfait_woz_to:
        return None
    forms = {part.id: part.aflosvorm for part in wish.leningdelen}
    deductible = [part.interest for part in costs.leningdelen if forms[part.leningdeel_id] != "aflossingsvrij"]
    yearly = sum(deductible, ZERO) * 12 - wish.value * fiscal.eigenwoningforfait_percent / 100
    marginal = _marginal_percent(toetsinkomen, norms)
    if yearly >= 0:
        relief = yearly * min(marginal, fiscal.max_deduction_percent) / 100
    else:
        relief = yearly * (1 - fiscal.hillen_percent / 100) * marginal / 100
    return annuity.cents(costs.gross_monthly - relief / 12)


def maximum_on_value(wish: Wish, norms: Norms) -> Decimal:
    """How far value and product limits reach, energy-saving measures included."""
    room = norms.trhk.ltv_percent_with_energy - norms.trhk.ltv_percent
    on_value = wish.value * norms.trhk.ltv_percent / 100
    if not wish.new_build:
        on_value += min(wish.energy_measures, wish.value * room / 100)
    if wish.nhg:
        limit = min(norms.nhg.cost_limit_with_energy, norms.nhg.cost_limit + wish.energy_measures)
        return min(on_value, limit)
    up_to = wish.value * norms.ch02.max_loan_up_to_ltv_percent / 100
    product = max(norms.ch02.max_loan_above_ltv, min(norms.ch02.max_loan_up_to_ltv, up_to))
    return min(on_value, product)


def maximum_on_income(
    wish: Wish, toetsinkomen: Decimal, norms: Norms, *, single: bool, monthly_burdens: Decimal = ZERO
) -> Decimal:
    """What the joint toetsinkomen carries today, before AOW age, for the periods and terms of the wish; whole euros.

    With the amounts that stay outside the test for a single person and by energy label. Raises WishError.
    """
    parts = priced(wish, norms)
    rates = [_toetsrente(part, norms) for part in parts]
    weighted = toetsrente.weighted(parts, [entry.rate for entry in rates], norms)
    if weighted is None:
        raise WishError("leningdelen")
    percentage = norms.trhk.table(aow=False, deductible=True).percentage(toetsinkomen, weighted)
    available = max(toetsinkomen * percentage / 100 / 12 - monthly_burdens, ZERO)
    months = int(sum((part.amount * (part.term_months or 0) for part in parts), ZERO) / wish.amount)
    carried = annuity.principal(available, weighted, max(1, min(months, norms.trhk.term_months_max)))
    outside = ZERO
    if single and toetsinkomen > single_bound(norms, aow=False):
        outside += norms.trhk.single_household.amount
    if wish.energy_label is not None:
        label = norms.trhk.energy_labels.row(wish.energy_label, 0)
        outside += label.purchase + min(label.measures, wish.energy_measures)
    return (carried + outside).quantize(Decimal(1), rounding="ROUND_DOWN")


def _leningdeel_costs(part: Leningdeel, klasse: Risicoklasse, norms: Norms) -> LeningdeelCosts:
    rate = norms.rates.rates.rate(part.rentevastperiode_years or 0, klasse)
    if rate is None:
        raise WishError("rentevastperiode_years")
    if not part.term_months or part.aflosvorm is None or part.amount <= 0:
        raise WishError("leningdelen")
    first = next(annuity.schedule(part.aflosvorm, part.amount, rate, part.term_months))
    return LeningdeelCosts(
        leningdeel_id=part.id,
        rate=rate,
        gross_monthly=first.payment,
        interest=first.interest,
        repayment=first.repayment,
    )


def _toetsrente(part: Leningdeel, norms: Norms) -> LeningdeelToetsrente:
    found = toetsrente.of_leningdeel(part, norms.afm.toetsrente, norms)
    assert found is not None
    return found


def _marginal_percent(income: Decimal, norms: Norms) -> Decimal:
    brackets = norms.fiscal.box1_below_aow
    return next(bracket.percent for bracket in brackets if bracket.up_to is None or income <= bracket.up_to)
