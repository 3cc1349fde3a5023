"""Two homes at once: how long, how much a month, and what a sale may cost (gids 2.6, 5.6, 5.7)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from underwriting import annuity
from underwriting.facts import Facts
from underwriting.facts.obligations import OtherMortgage, OtherMortgagePart, OtherProperty
from underwriting.figures import DoubleBurden
from underwriting.norms import Norms
from underwriting.periods import add_months, months_between
from underwriting.workings import principal
from underwriting.workings.capacity import Capacity

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoHomes:
    """The double burden, whether the income bears it, and the possible loss on the sale. Euros."""

    figure: DoubleBurden | None
    bearable: bool
    sale_loss: Decimal | None

    @property
    def to_show(self) -> Decimal:
        """What own funds must cover: the whole double burden when the income does not bear it (G4.8-03)."""
        if self.figure is None or self.figure.total is None or self.bearable:
            return ZERO
        return self.figure.total


def work_out(facts: Facts, norms: Norms, capacity: Capacity) -> TwoHomes:
    """The double burden over all homes that are for sale or sold."""
    homes = selling(facts)
    if not homes:
        return TwoHomes(figure=None, bearable=True, sale_loss=None)
    figure = _figure(facts, norms, homes)
    first = capacity.first
    bearable = figure.monthly == ZERO
    if first and first.available_annual is not None and first.mortgage_burden_annual is not None:
        room = (first.available_annual - first.mortgage_burden_annual) / 12
        bearable = bearable or (figure.monthly is not None and room >= figure.monthly)
    losses = [sale_loss(home) for home in homes]
    known = [loss for loss in losses if loss is not None]
    return TwoHomes(figure=figure, bearable=bearable, sale_loss=sum(known, ZERO) if len(known) == len(losses) else None)


def selling(facts: Facts) -> tuple[OtherProperty, ...]:
    """The homes that are for sale or sold, the old home first in the facts first."""
    return tuple(home for home in facts.other_properties or () if home.status in ("te-koop", "verkocht"))


def sale_is_certain(home: OtherProperty) -> bool:
    """Sold, and it can no longer be dissolved (gids 5.6)."""
    return home.status == "verkocht" and home.sale is not None and home.sale.ontbindende_voorwaarden_expired is True


def sale_loss(home: OtherProperty) -> Decimal | None:
    """Outstanding balance minus price (unsold: the value), not below zero; selling costs do not count (ruling 10)."""
    balance = home.mortgage.outstanding if home.mortgage else ZERO
    price = home.sale.price if home.sale and home.status == "verkocht" else None
    proceeds = price if price is not None else (home.value.amount if home.value else None)
    if balance is None or (proceeds is None and balance > 0):
        return None
    return max(balance - (proceeds or ZERO), ZERO)


def delivered_late(facts: Facts, norms: Norms) -> bool:
    """A new home delivered more than six months after the (planned) passing (G5.6-09)."""
    completion, passing = _completion(facts), _passing(facts)
    return (
        completion is not None and passing is not None and completion > add_months(passing, norms.ch05.delivery_months)
    )


def months(home: OtherProperty, facts: Facts, norms: Norms) -> int:
    """For how many months two homes are paid for."""
    completion, passing = _completion(facts), _passing(facts)
    if completion and passing and delivered_late(facts, norms):
        return _started_months(passing, completion)
    if not sale_is_certain(home):
        return norms.ch05.double_burden_months
    transfer = home.sale.transfer_on if home.sale else None
    if transfer is None or passing is None:
        return norms.ch02.double_burden_max_months
    return min(_started_months(passing, transfer), norms.ch02.double_burden_max_months)


def mortgage_monthly(mortgage: OtherMortgage | None) -> Decimal | None:
    """The gross burden of the present mortgage: each part as an annuity, or a proven lower burden (ruling 11)."""
    if mortgage is None:
        return ZERO
    if not mortgage.parts:
        return mortgage.gross_monthly
    burdens = [_part_monthly(part, proven=bool(mortgage.evidence)) for part in mortgage.parts]
    known = [burden for burden in burdens if burden is not None]
    return sum(known, ZERO) if len(known) == len(burdens) else mortgage.gross_monthly


def _figure(facts: Facts, norms: Norms, homes: tuple[OtherProperty, ...]) -> DoubleBurden:
    longest = max(months(home, facts, norms) for home in homes)
    burdens = [mortgage_monthly(home.mortgage) for home in homes]
    known = [burden for burden in burdens if burden is not None]
    rule_ids = (*_period_rules(facts, norms, homes), "G2.6-13", "G2.6-14", "G2.6-18")
    if len(known) < len(burdens):
        return DoubleBurden(months=longest, rule_ids=rule_ids)
    depot = facts.lening.bouwdepot if facts.lening else None
    from_depot = (depot.burdens_from_depot_monthly or ZERO) if depot else ZERO
    monthly = max(sum(known, ZERO) + bridging_instalment(facts) - from_depot, ZERO)
    financed = ZERO if from_depot else renteverlies_lent(facts)
    return DoubleBurden(
        months=longest, monthly=monthly, total=max(monthly * longest - financed, ZERO), rule_ids=rule_ids
    )


def renteverlies_lent(facts: Facts) -> Decimal:
    """Renteverlies in the loan; only a new home that is being built has any (gids 2.6)."""
    builds = facts.onderpand is not None and facts.onderpand.construction == "nieuwbouw"
    return principal.for_purpose(facts, "renteverlies") if builds else ZERO


def bridging_instalment(facts: Facts) -> Decimal:
    """A bridging loan is repaid in one sum: its instalment is the interest of a month (G2.6-16)."""
    bridging = facts.lening.overbrugging if facts.lening else None
    if bridging is None or bridging.rate is None:
        return ZERO
    return annuity.cents(bridging.amount * bridging.rate / 100 / 12)


def _part_monthly(part: OtherMortgagePart, *, proven: bool) -> Decimal | None:
    level = None
    if part.outstanding is not None and part.rate is not None and part.remaining_months:
        level = annuity.payment(part.outstanding, part.rate, part.remaining_months)
    if part.actual_monthly is not None and proven:
        return part.actual_monthly if level is None else min(level, part.actual_monthly)
    return level


def _period_rules(facts: Facts, norms: Norms, homes: tuple[OtherProperty, ...]) -> tuple[str, ...]:
    rules = {"G5.6-08" if sale_is_certain(home) else "G5.6-07" for home in homes}
    return ("G5.6-09",) if delivered_late(facts, norms) else tuple(sorted(rules))


def _started_months(start: date, end: date) -> int:
    """Months from `start` to `end`, a started month in full."""
    whole = months_between(start, end)
    return whole if add_months(start, whole) >= end else whole + 1


def _completion(facts: Facts) -> date | None:
    building = facts.onderpand.nieuwbouw if facts.onderpand else None
    return building.completion_on if building else None


def _passing(facts: Facts) -> date | None:
    if facts.passeren is None:
        return None
    return facts.passeren.passed_on or facts.passeren.planned_on
