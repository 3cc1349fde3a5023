"""What an employer reported: the wage lines of a persona's contracts on one day."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from brondata.simulator.calendar import four_week_period, month_period
from brondata.simulator.personas.spec import DienstverbandSpec

CENT = Decimal("0.01")
HOLIDAY_PAY_MONTH = 5
PERIODS_PER_YEAR = {"maand": 12, "vier-weken": 13}


@dataclass(frozen=True, slots=True, kw_only=True)
class WageLine:
    """One reported period."""

    van: date
    tot: date
    uren: int
    sv_loon: Decimal


def wage_lines(contract: DienstverbandSpec, today: date) -> list[WageLine]:
    """All lines of a contract, old to new, with holiday pay in the first one that ends in May."""
    period_of = month_period if contract.tijdvak == "maand" else four_week_period
    steps = sorted(contract.loon, key=lambda step: step.vanaf, reverse=True)
    lines: list[WageLine] = []
    paid_in: set[int] = set()
    peaked: set[tuple[int, int]] = set()
    for ago in range(steps[0].vanaf, contract.tot - 1, -1):
        van, tot = period_of(today, ago)
        step = next(step for step in reversed(steps) if step.vanaf >= ago)
        wage = step.sv_loon
        if tot.month == HOLIDAY_PAY_MONTH and tot.year not in paid_in:
            paid_in.add(tot.year)
            worked = min(len(lines), PERIODS_PER_YEAR[contract.tijdvak])
            wage += (step.sv_loon * worked * contract.vakantiegeld_procent / 100).quantize(CENT, ROUND_HALF_UP)
        for piek in contract.pieken:
            if tot.month == piek.maand and (tot.year, piek.maand) not in peaked:
                peaked.add((tot.year, piek.maand))
                wage += piek.bedrag
        lines.append(WageLine(van=van, tot=tot, uren=step.uren, sv_loon=wage))
    return lines


def paid_in_year(contracts: tuple[DienstverbandSpec, ...], year: int, today: date) -> Decimal:
    """All wages of a calendar year together: the wage in that year's tax return."""
    return sum(
        (line.sv_loon for contract in contracts for line in wage_lines(contract, today) if line.tot.year == year),
        Decimal("0.00"),
    )
