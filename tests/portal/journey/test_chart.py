"""The picture of the loan: its areas add up, stand on the floor, and stay inside the frame."""

from datetime import date
from decimal import Decimal

import pytest

from portal.assessments.outlook import Year, years_of
from portal.journey.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, chart_of
from underwriting import costs
from underwriting.facts.lening import Leningdeel
from underwriting.norms import norms_on


def loan(*amounts: int, months: int = 360) -> tuple[list[Decimal], tuple[Year, ...]]:
    parts = tuple(
        Leningdeel(
            id=f"l{number}",
            amount=Decimal(amount),
            aflosvorm="annuitair",
            term_months=months,
            rentevastperiode_years=min(10, months // 12),
        )
        for number, amount in enumerate(amounts, start=1)
    )
    day = date(2026, 4, 1)
    asked = costs.Wish(value=Decimal(2_000_000), price=Decimal(1), leningdelen=parts, nhg=False, passes_on=day)
    return [part.amount for part in parts], years_of(costs.priced(asked, norms_on(day)))


def corners(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in points.split())]


@pytest.mark.parametrize("amounts", [(190_000,), (100_000, 90_000), (1, 2, 3), (999_999, 1)])
@pytest.mark.parametrize("months", [12, 120, 360])
def test_every_corner_is_inside_the_frame_and_the_end_is_on_the_floor(amounts: tuple[int, ...], months: int) -> None:
    chart = chart_of(*loan(*amounts, months=months))
    assert len(chart.areas) == len(amounts)
    for area in chart.areas:
        for x, y in corners(area.points):
            assert LEFT <= x <= WIDTH - RIGHT
            assert TOP <= y <= HEIGHT - BOTTOM
    half = len(corners(chart.areas[-1].points)) // 2
    assert corners(chart.areas[-1].points)[half - 1] == (WIDTH - RIGHT, HEIGHT - BOTTOM)


def test_the_upper_edge_of_one_part_is_the_lower_edge_of_the_next() -> None:
    first, second = chart_of(*loan(100_000, 50_000)).areas
    edge = corners(first.points)[: len(corners(first.points)) // 2]
    assert edge == corners(second.points)[len(edge) :][::-1]


def test_the_scale_is_round_and_holds_the_whole_loan() -> None:
    texts = [line.text.replace("\u00a0", " ") for line in chart_of(*loan(190_000)).amounts]
    assert texts == ["€ 0", "€ 50.000", "€ 100.000", "€ 150.000", "€ 200.000"]


def test_the_title_says_what_the_picture_shows() -> None:
    title = chart_of(*loan(190_000)).title.replace("\u00a0", " ")
    assert title == "Wat er overblijft van de lening, van € 190.000 tot € 0 na 30 jaar"
