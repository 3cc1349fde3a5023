"""The published worked figures for 2026 come out as published: data/worked_figures_2026.toml, each with its source."""

import copy
import json
import re
import tomllib
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import reduce
from typing import Any

import pytest

from tests.underwriting import builders
from tests.underwriting.builders import Json, changed, decided, verdicts
from underwriting import credit_costs
from underwriting.facts import Facts
from underwriting.norms import Norms, norms_on

FILE = tomllib.loads((builders.DATA / "worked_figures_2026.toml").read_text(encoding="utf-8"))
FIGURES: list[dict[str, Any]] = FILE["figure"]
CELLS = [(table, *cell) for table, cells in FILE["cells"].items() if table != "source" for cell in cells]
STEPS = {"cent": "0.01", "euro": "1", "euro-down": "1", "thousand": "1E3"}


def facts_of(figure: dict[str, Any]) -> Json:
    """The starter with what the figure sets, and a partner when it has two incomes."""
    document = builders.starter()
    for path, value in figure.get("set", {}).items():
        document = changed(document, path, value)
    if "partner_income" in figure:
        partner = copy.deepcopy(document["applicants"][0])
        partner["id"] = "p2"
        partner["incomes"][0] |= {"id": "i2", "ibl": {"toetsinkomen": figure["partner_income"]}}
        document["applicants"].append(partner)
    return document


def shown(figure: dict[str, Any]) -> str:
    """What we make of the figure: from the norms, a verdict, a cost, a burden, or a path in the decision."""
    place = figure["shows"]
    if place.startswith("norms."):
        return str(in_norms(norms_on(date.fromisoformat(figure.get("on", "2026-03-30"))), place))
    decision = decided(facts_of(figure))
    kind, _, name = place.partition(":")
    found: Any = decision.to_json()
    if kind == "verdict":
        (only,) = verdicts(decision, name)
        return only
    if kind == "cost":
        facts = Facts.from_json(facts_of(figure))
        return str(credit_costs.borgtochtprovisie(facts, norms_on(facts.evaluation.as_of)))
    if kind == "burden":
        return next(str(burden["monthly"]) for burden in found["figures"]["burdens"] if burden["kind"] == name)
    for step in re.findall(r"[^.\[\]]+", place):
        found = found[int(step)] if step.isdigit() else found.get(step, [])
    return found if isinstance(found, str) else json.dumps(found)


def in_norms(norms: Norms, place: str) -> object:
    return reduce(getattr, place.split(".")[1:], norms)


def rounded(value: str, to: str) -> str:
    """As exact as the publication is."""
    if to == "exact":
        return value
    rounding = ROUND_DOWN if to == "euro-down" else ROUND_HALF_UP
    return f"{Decimal(value).quantize(Decimal(STEPS[to]), rounding=rounding):f}"


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure["name"])
def test_a_published_figure_comes_out_as_published(figure: dict[str, Any]) -> None:
    ours, published = shown(figure), figure["value"]
    assert rounded(ours, figure["to"]) == rounded(published, figure["to"]), f"{ours}, published by {figure['source']}"


@pytest.mark.parametrize(("table", "income", "rate", "percentage"), CELLS)
def test_a_printed_cell_is_read(table: str, income: int, rate: str, percentage: str) -> None:
    """Stcrt. 2025, 36471, bijlage 1."""
    cell = getattr(norms_on(date(2026, 3, 30)).trhk, table).percentage(Decimal(income), Decimal(rate))
    assert cell == Decimal(percentage)


def test_every_figure_says_where_and_when_it_was_published() -> None:
    for figure in FIGURES:
        assert len(figure["source"]) > 5
        assert figure["published"][:4] in ("2025", "2026")
    assert len({figure["name"] for figure in FIGURES}) == len(FIGURES)
