"""The rate the income test is done with (gids 2.6)."""

from decimal import ROUND_HALF_UP, Decimal

from underwriting.facts import Facts
from underwriting.facts.lening import Leningdeel
from underwriting.figures import LeningdeelToetsrente, Toetsrente
from underwriting.norms import Norms


def work_out(facts: Facts, norms: Norms) -> Toetsrente | None:
    """The toetsrente of each leningdeel whose rate, period and term are known; weighted once all are. None for none."""
    assert facts.lening is not None
    parts = facts.lening.leningdelen
    afm = afm_toetsrente(facts, norms)
    rates = [of_leningdeel(part, afm, norms) for part in parts]
    known = tuple(rate for rate in rates if rate is not None)
    if not known:
        return None
    complete = len(known) == len(parts)
    average = weighted(parts, [entry.rate for entry in known], norms) if complete else None
    return Toetsrente(leningdelen=known, weighted=average)


def afm_toetsrente(facts: Facts, norms: Norms) -> Decimal:
    """The AFM toetsrente: as stamped on evaluation, else of the day."""
    stamped = facts.reference.afm_toetsrente if facts.reference else None
    return norms.afm.toetsrente if stamped is None else stamped


def ends_within_fixed_period(part: Leningdeel) -> bool:
    """Whether the part is repaid before its rate can change (gids 2.6)."""
    assert part.term_months is not None
    assert part.rentevastperiode_years is not None
    return part.term_months <= part.rentevastperiode_years * 12


def weighted(parts: tuple[Leningdeel, ...], rates: list[Decimal], norms: Norms) -> Decimal | None:
    """The average by amount and remaining term, half up to the decimals of the norms (ruling 9, Trhk art. 3 lid 10)."""
    weights = [part.amount * (part.term_months or 0) for part in parts]
    total = sum(weights, Decimal(0))
    if total <= 0:
        return None
    exact = sum((rate * weight for rate, weight in zip(rates, weights, strict=True)), Decimal(0)) / total
    return exact.quantize(Decimal(1).scaleb(-norms.trhk.rate_decimals), rounding=ROUND_HALF_UP)


def of_leningdeel(part: Leningdeel, afm: Decimal, norms: Norms) -> LeningdeelToetsrente | None:
    """The toetsrente of one part; None as long as its rate, period or term is lacking."""
    if part.rate is None or part.rentevastperiode_years is None or not part.term_months:
        return None
    if part.rentevastperiode_years * 12 >= norms.trhk.fixed_months_for_own_rate:
        return LeningdeelToetsrente(leningdeel_id=part.id, rate=part.rate, basis="renteaanbod", rule_ids=("G2.6-10",))
    if ends_within_fixed_period(part):
        return LeningdeelToetsrente(leningdeel_id=part.id, rate=part.rate, basis="renteaanbod", rule_ids=("G2.6-09",))
    return LeningdeelToetsrente(
        leningdeel_id=part.id,
        rate=max(afm, part.rate),
        basis="afm-toetsrente" if afm >= part.rate else "renteaanbod",
        rule_ids=("G2.6-08",),
    )
