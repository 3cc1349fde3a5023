"""The loan against the value and the product limits (gids 1, 2.3, 2.4, 2.5, 2.8)."""

from dataclasses import dataclass
from decimal import Decimal

from underwriting import annuity
from underwriting.facts import Facts
from underwriting.facts.words import Risicoklasse
from underwriting.figures import ConsumptivePart, LeningdeelFigures, PartOfLoan, Toetsrente
from underwriting.norms import Norms
from underwriting.workings import principal
from underwriting.workings.value import Value

ZERO = Decimal(0)
CLASSES: tuple[Risicoklasse, ...] = ("tot-60", "60-70", "70-80", "80-90", "90-100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """What is asked, and how far value and product reach. Euros; `ltv` is the exact percentage."""

    total: Decimal
    new_money: Decimal
    energy: Decimal
    value: Value | None
    ltv: Decimal | None
    ltv_excluding_energy: Decimal | None
    risicoklasse: Risicoklasse | None
    on_value: Decimal | None
    on_product: Decimal | None
    aflossingsvrij: PartOfLoan
    consumptief: ConsumptivePart | None
    leningdelen: tuple[LeningdeelFigures, ...]


def work_out(facts: Facts, norms: Norms, value: Value | None, toetsrente: Toetsrente | None) -> Loan:
    """The loan as it stands against value and product."""
    amount = principal.total(facts)
    energy = principal.energy_money(facts)
    ltv = ltv_percent(amount, value)
    return Loan(
        total=amount,
        new_money=principal.new_money(facts),
        energy=energy,
        value=value,
        ltv=ltv,
        ltv_excluding_energy=ltv_percent(amount - energy, value),
        risicoklasse="nhg" if facts.application.nhg else risicoklasse(ltv, norms),
        on_value=_on_value(facts, norms, value, energy),
        on_product=_on_product(facts, norms, value, energy),
        aflossingsvrij=_interest_only(facts, norms, value),
        consumptief=_consumptive(facts, norms, value),
        leningdelen=tuple(_leningdelen(facts, norms, toetsrente)),
    )


def ltv_percent(amount: Decimal, value: Value | None) -> Decimal | None:
    """Loan as an exact percentage of the value; None without a value."""
    if value is None or value.basis.amount <= 0:
        return None
    return amount / value.basis.amount * 100


def risicoklasse(ltv: Decimal | None, norms: Norms) -> Risicoklasse | None:
    """The class of a loan without NHG by its exact LTV; above 100 percent it stays in the highest class (gids 1)."""
    if ltv is None:
        return None
    return CLASSES[sum(1 for bound in norms.ch02.risicoklasse_bounds_percent if ltv > bound)]


def energy_room(value: Value, norms: Norms, energy: Decimal) -> Decimal:
    """What may come on top of the value for energy-saving measures (gids 2.5)."""
    share = norms.trhk.ltv_percent_with_energy - norms.trhk.ltv_percent
    return min(energy, value.basis.amount * share / 100)


def _on_value(facts: Facts, norms: Norms, value: Value | None, energy: Decimal) -> Decimal | None:
    if value is None:
        return None
    limit = value.basis.amount * norms.trhk.ltv_percent / 100
    if value.basis.stichtingskosten is None:
        limit += energy_room(value, norms, energy)
    components = value.basis.nhg_components
    return limit if components is None else min(limit, components.total)


def nhg_limit(facts: Facts, norms: Norms) -> Decimal:
    """The NHG limit without measures: as stamped on evaluation, else of the day."""
    stamped = facts.reference.nhg_kostengrens if facts.reference else None
    return norms.nhg.cost_limit if stamped is None else stamped


def nhg_limit_with_energy(facts: Facts, norms: Norms) -> Decimal:
    """The NHG limit with energy-saving measures: as stamped on evaluation, else of the day."""
    stamped = facts.reference.nhg_kostengrens_met_ebv if facts.reference else None
    return norms.nhg.cost_limit_with_energy if stamped is None else stamped


def _on_product(facts: Facts, norms: Norms, value: Value | None, energy: Decimal) -> Decimal | None:
    if facts.application.nhg:
        return min(nhg_limit_with_energy(facts, norms), nhg_limit(facts, norms) + energy)
    if value is None:
        return None
    up_to_ltv = value.basis.amount * norms.ch02.max_loan_up_to_ltv_percent / 100
    if principal.total(facts) <= up_to_ltv:
        return norms.ch02.max_loan_up_to_ltv
    return max(norms.ch02.max_loan_above_ltv, min(norms.ch02.max_loan_up_to_ltv, up_to_ltv))


def _interest_only(facts: Facts, norms: Norms, value: Value | None) -> PartOfLoan:
    amount = principal.interest_only(facts)
    if value is None or value.interest_only_base <= 0:
        return PartOfLoan(amount=amount)
    return PartOfLoan(
        amount=amount,
        maximum=value.interest_only_base * norms.ch02.aflossingsvrij_max_percent / 100,
        share=amount / value.interest_only_base * 100,
    )


def _consumptive(facts: Facts, norms: Norms, value: Value | None) -> ConsumptivePart | None:
    amount = principal.for_purpose(facts, "consumptief")
    if not amount:
        return None
    if facts.application.nhg:
        return ConsumptivePart(amount=amount, maximum=ZERO)
    maximum = value.basis.amount * norms.ch02.consumptief_max_percent / 100 if value else None
    return ConsumptivePart(amount=amount, maximum=maximum)


def _leningdelen(facts: Facts, norms: Norms, toetsrente: Toetsrente | None) -> list[LeningdeelFigures]:
    rates = {entry.leningdeel_id: entry.rate for entry in toetsrente.leningdelen} if toetsrente else {}
    figures = []
    for part in principal.leningdelen(facts):
        if part.rate is None or part.aflosvorm is None or not part.term_months:
            continue
        first = next(iter(annuity.schedule(part.aflosvorm, part.amount, part.rate, part.term_months)))
        tested = rates.get(part.id)
        burden = None
        if tested is not None:
            months = min(part.term_months, norms.trhk.term_months_max)
            burden = part.amount * annuity.annuity_factor(tested, months) * 12
        figures.append(
            LeningdeelFigures(
                leningdeel_id=part.id,
                gross_monthly_first=first.payment,
                interest_first=first.interest,
                repayment_first=first.repayment,
                test_burden_annual=burden,
            )
        )
    return figures
