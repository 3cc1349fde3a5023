"""The picture of a loan that is paid off: areas on a grid of 640 by 260, drawn here so that no script is needed.

Its table says the same, and more exactly; the picture is for who sees it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from portal.assessments.outlook import Year
from portal.formats.numbers import euro

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 124, 14, 14, 34
STEPS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A grid line or a mark on an axis: where it stands, and what it says."""

    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One leningdeel: the corners of its area, for `<polygon points>`."""

    number: int
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything `components/_chart.html` draws."""

    title: str
    areas: tuple[Area, ...]
    amounts: tuple[Line, ...]
    years: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def chart_of(start: Sequence[Decimal], rows: Sequence[Year]) -> Chart:
    """The remaining debt, stacked per leningdeel.

    Args:
        start: what each leningdeel is at first, euros.
        rows: the years; their balances are in the same order.
    """
    stacks = [_stacked(start), *(_stacked(row.balances) for row in rows)]
    top = _round_top(stacks[0][-1])
    areas = []
    for index in range(len(start)):
        upper = [_point(year, stack[index + 1], len(rows), top) for year, stack in enumerate(stacks)]
        lower = [_point(year, stack[index], len(rows), top) for year, stack in enumerate(stacks)]
        areas.append(Area(number=index + 1, points=" ".join([*upper, *reversed(lower)])))
    amounts = [top * step / STEPS for step in range(STEPS + 1)]
    every = 5 if len(rows) > 12 else 2 if len(rows) > 5 else 1
    return Chart(
        title=gettext("Wat er overblijft van de lening, van %(start)s tot %(end)s na %(years)s jaar")
        % {"start": euro(sum(start), 0), "end": euro(rows[-1].balance, 0), "years": len(rows)},
        areas=tuple(areas),
        amounts=tuple(Line(at=f"{_y(amount, top):.1f}", text=euro(amount, 0)) for amount in amounts),
        years=tuple(Line(at=f"{_x(year, len(rows)):.1f}", text=str(year)) for year in range(0, len(rows) + 1, every)),
    )


def _stacked(amounts: Sequence[Decimal]) -> list[Decimal]:
    found = [Decimal(0)]
    for amount in amounts:
        found.append(found[-1] + amount)
    return found


def _round_top(amount: Decimal) -> Decimal:
    """The smallest round amount on which the whole loan fits: four steps of 1, 2, 2.5 or 5 times a power of ten."""
    power = Decimal(10) ** (amount.adjusted() - 1)
    steps = (factor * power for factor in map(Decimal, ("0.25", "0.5", "1", "1.25", "2", "2.5", "5", "10", "25")))
    return next(step for step in steps if step * STEPS >= amount) * STEPS


def _x(year: int, years: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * year / years


def _y(amount: Decimal, top: Decimal) -> float:
    return float(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * amount / top)


def _point(year: int, amount: Decimal, years: int, top: Decimal) -> str:
    return f"{_x(year, years):.1f},{_y(amount, top):.1f}"
