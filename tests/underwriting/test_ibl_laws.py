"""Laws of the IBL that hold for every message: its steps add up, order is nothing, and nothing is below zero."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.underwriting.ibl_messages import FORMS, Json, determined, message
from underwriting.ibl.document import Document, read_document
from underwriting.ibl.report import report
from underwriting.jsonread import FormError
from underwriting.norms import norms_on

CODES = {"2030", "2035", "2036", "2037", "2038"}
CENT = Decimal("0.01")

cents = st.integers(min_value=-20_000, max_value=900_000).map(lambda value: f"{Decimal(value) / 100:.2f}")
ordinary = st.integers(min_value=300_000, max_value=330_000).map(lambda value: f"{Decimal(value) / 100:.2f}")


def told(values: Sequence[str]) -> str:
    return " ".join(f"1x{value}" for value in values)


def runs_of(values: st.SearchStrategy[str], least: int = 1, most: int = 40) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=least, max_size=most).map(told)


@st.composite
def contracts(draw: st.DrawFn) -> dict[str, str]:
    """Any contract or benefit, of months or of four weeks, that may have ended, with leave, corrections and a car."""
    term = draw(st.sampled_from(["monthly", "monthly", "four_weekly"]))
    wages = draw(st.lists(st.one_of(cents, st.just("3000.00")), min_size=1, max_size=39))
    count = len(wages)
    hours = draw(st.lists(st.sampled_from(["160", "160", "80", "0", "160.5", "-8"]), min_size=count, max_size=count))
    made = {
        "form": draw(st.sampled_from([*FORMS, ""])),
        "term": term,
        "wage": told(wages),
        "hours": draw(st.sampled_from([told(hours), f"{count}x160"])),
        "car": draw(st.sampled_from([f"{count}x0", f"{count}x412.37"])),
        "last": draw(st.sampled_from(["2026-10", "2026-10", "2026-09", "2025-12", "2026-02"])),
    }
    if draw(st.integers(min_value=0, max_value=4)) == 0:
        made |= {"form": "", "employer": "WW-Uitkering van UWV", "number": "810220350L02", "hours": f"{count}x0"}
    return made


@st.composite
def documents(draw: st.DrawFn) -> Json:
    """A message of up to three contracts."""
    return message(
        *draw(st.lists(contracts(), min_size=0, max_size=3)),
        payment_term=draw(st.sampled_from(["monthly", "four_weekly"])),
        pension=draw(st.sampled_from(["0.00", "123.45"])),
    )


def printed(document: Json) -> Json:
    return report(determined(document), norms_on(read_document(document).as_of).ibl)


@given(documents())
@settings(max_examples=60, deadline=None)
def test_every_message_has_an_income_of_at_least_zero_or_a_reason_that_is_on_the_list(document: Json) -> None:
    found = printed(document)
    if found["calculation"] is None:
        assert found["toetsinkomen"] is None
        assert found["reason"]["code"] in CODES
        assert found["reason"]["text"]
    else:
        assert found["reason"] is None
        assert Decimal(found["toetsinkomen"]) >= 0
        assert found["calculation"] in {one["calculation"] for one in found["calculations"]}


@given(documents(), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_contracts_and_of_periods_is_nothing(document: Json, random: Any) -> None:
    shuffled = json.loads(json.dumps(document))
    random.shuffle(shuffled["contracts"])
    for contract in shuffled["contracts"]:
        random.shuffle(contract["periods"])
    assert json.dumps(printed(document)) == json.dumps(printed(shuffled))


def recomputed(found: Json) -> Decimal:
    """The toetsinkomen from the printed steps and periods alone, by the formulas of the rules."""
    total = Decimal(0)
    steps = list(found["steps"])
    for calculation in found["calculations"]:
        kind, employer = calculation["calculation"], ", ".join(calculation["employers"])
        end = next(i for i, step in enumerate(steps) if step["name"] == kind and step.get("employer") == employer)
        own = [step for step in steps[: end + 1] if step.get("employer") == employer]
        del steps[: end + 1]
        income = max(FORMULAS[kind]({step["name"]: Decimal(step.get("value", "0")) for step in own}, calculation), 0)
        income = Decimal(income).quantize(CENT, rounding=ROUND_HALF_UP)
        assert income == Decimal(calculation["income"])
        total += income
    return total + Decimal(found["pension"])


def counted(calculation: Json, first: int, last: int) -> Decimal:
    return sum((Decimal(one["counted"]) for one in calculation["periods"][first - 1 : last]), Decimal(0))


def car(calculation: Json, last: int) -> Decimal:
    return max(sum((Decimal(one["car"]) for one in calculation["periods"][:last]), Decimal(0)), Decimal(0))


def by_a(value: Mapping[str, Decimal], calculation: Json) -> Decimal:
    year = len(calculation["periods"])
    assert value["I3"] == counted(calculation, 1, 3)
    assert value["I9"] == counted(calculation, 4, year)
    return value["I3"] + value["I9"] * value["Parttimepercentage"] / 100 - car(calculation, year)


def by_b(value: Mapping[str, Decimal], calculation: Json) -> Decimal:
    two, share = len(calculation["periods"]), value["Parttimepercentage"] / 100
    assert value["I21"] == counted(calculation, 4, two)
    average = (value["I3"] + value["I21"] * share) / 2 - car(calculation, two) / 2
    last = value["I3"] + counted(calculation, 4, two // 2) * share - car(calculation, two // 2)
    return min(average, last)


def by_c(value: Mapping[str, Decimal], calculation: Json) -> Decimal:
    share = value["Parttimepercentage"] / 100
    assert value["I33i"] == counted(calculation, 4, 39)
    assert value["I3jr"] == six((value["I3i"] + value["I33i"] * share) / 3)
    assert value["Ijr"] == six(value["I3e"] + value["I9e"] * share)
    assert value["Z3jr"] == six(car(calculation, 39) / 3)
    return min(value["I3jr"] - value["Z3jr"], value["Ijr"] - value["Zjr"])


def six(amount: Decimal) -> Decimal:
    """Amounts on the way keep six decimals."""
    return amount.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)


def by_d(value: Mapping[str, Decimal], calculation: Json) -> Decimal:
    lowest = min(Decimal(one["sv_loon"]) for one in calculation["periods"])
    year = value["I"] / lowest if lowest else Decimal(12)
    assert round(year) in (12, 13)
    return lowest * round(year) - value["Z"]


FORMULAS = {"A": by_a, "B": by_b, "C": by_c, "D": by_d}


@given(documents())
@settings(max_examples=60, deadline=None)
def test_the_toetsinkomen_can_be_worked_out_again_from_the_printed_steps(document: Json) -> None:
    found = printed(document)
    assume(found["calculation"] is not None)
    assert recomputed(found) == Decimal(found["toetsinkomen"])


@given(runs_of(cents, least=4, most=23).filter(lambda run: "-" not in run), st.data())
@settings(max_examples=60, deadline=None)
def test_d_never_falls_when_a_wage_rises(wage: str, data: st.DataObject) -> None:
    values = re.findall(r"1x(\S+)", wage)
    at = data.draw(st.integers(min_value=0, max_value=len(values) - 1))
    more = [*values[:at], f"{Decimal(values[at]) + 100:.2f}", *values[at + 1 :]]
    before, after = (determined(message({"form": "vast", "wage": told(run)})).toetsinkomen for run in (values, more))
    assume(before is not None)
    assert after is not None
    assert after >= before


@pytest.mark.parametrize("form", ["vast", "bepaald"])
@given(st.lists(ordinary, min_size=36, max_size=36), st.integers(min_value=0, max_value=35))
@settings(max_examples=60, deadline=None)
def test_without_peaks_a_higher_wage_never_lowers_the_income(form: str, values: list[str], at: int) -> None:
    """Wages within ten percent of each other: nothing is a peak. A peak can cost: see the next test."""
    more = [*values[:at], f"{max(Decimal(values[at]), Decimal(3299)) + 1:.2f}", *values[at + 1 :]]
    before, after = (determined(message({"form": form, "wage": told(run)})).toetsinkomen for run in (values, more))
    assert before is not None
    assert after is not None
    assert after >= before


def test_a_higher_bonus_can_lower_the_income_as_the_rules_have_it() -> None:
    """4,500 counts in full; 4,600 is an excessive incidental peak and counts for the mean of three years (6.4)."""
    lower, higher = (
        determined(message({"form": "vast", "wage": f"1x3000 1x{bonus} 34x3000"})).toetsinkomen
        for bonus in (4500, 4600)
    )
    assert (lower, higher) == (Decimal("36750.00"), Decimal("36266.67"))


@given(documents(), st.integers(min_value=2, max_value=5))
@settings(max_examples=40, deadline=None)
def test_the_rules_know_no_currency(document: Json, times: int) -> None:
    """Every amount so many times higher: the same calculations, and the income so many times higher.

    Only amounts of zero, which count as a cent in ratios, and splitting in cents can move it by a little.
    """
    assume(all(Decimal(line["sv_loon"]) >= 100 for one in document["contracts"] for line in one["periods"]))
    scaled = json.loads(json.dumps(document))
    for line in (line for one in scaled["contracts"] for line in one["periods"]):
        for key in ("sv_loon", "private_use_car", "own_contribution_car"):
            line[key] = f"{Decimal(line[key]) * times:.2f}"
    scaled["pension_contribution_per_period"] = f"{Decimal(scaled['pension_contribution_per_period']) * times:.2f}"
    one, many = determined(document), determined(scaled)
    assert [entry.kind for entry in one.calculations] == [entry.kind for entry in many.calculations]
    if one.toetsinkomen is not None:
        assert many.toetsinkomen is not None
        assert abs(many.toetsinkomen - one.toetsinkomen * times) < 2


keys = st.sampled_from(["statement_date", "payment_term", "contracts", "as_of", "employer", "periods", "from", "x"])
junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.just("2026-13-01")),
    lambda children: st.one_of(st.lists(children, max_size=3), st.dictionaries(keys, children, max_size=3)),
    max_leaves=8,
)


@given(documents(), junk, st.data())
@settings(max_examples=60, deadline=None)
def test_a_document_that_is_wrong_somewhere_is_refused_with_a_path_or_gives_a_result(
    document: Json, value: object, data: st.DataObject
) -> None:
    target: Any = document
    while True:
        steps = list(target) if isinstance(target, dict) else list(range(len(target)))
        assume(steps)
        step = data.draw(st.sampled_from(steps))
        if isinstance(target[step], dict | list) and target[step] and data.draw(st.booleans()):
            target = target[step]
            continue
        target[step] = value
        break
    found = refused(document)
    if isinstance(found, FormError):
        assert found.message
        assert not found.path.startswith(".")
    else:
        assume(found.as_of.year == 2026)
        determined(document)


def refused(document: Json) -> Document | FormError:
    try:
        return read_document(document)
    except FormError as error:
        return error
