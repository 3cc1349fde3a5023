"""An outcome as JSON: the answer of `manage.py ibl`, and the steps as they are kept with an income."""

from datetime import date
from decimal import Decimal
from typing import Any

from underwriting.ibl.message import Calculation, Counted, IblOutcome, Refusal, Step
from underwriting.norms.ibl import Ibl

Json = dict[str, Any]


def report(outcome: IblOutcome, norms: Ibl) -> Json:
    """`calculation`, `toetsinkomen`, `steps` and `reason`, and what a person needs beside those.

    `calculation` is null when the IBL may not be used: `reason` then says why, with the code and the paragraph.
    """
    found = outcome.toetsinkomen
    return {
        "calculation": outcome.kind,
        "toetsinkomen": None if found is None else amount_text(found),
        "steps": [step_json(step) for step in outcome.steps],
        "reason": _reason(outcome.refusals, norms),
        "calculations": [_calculation(entry) for entry in outcome.calculations],
        "pension": amount_text(outcome.pension),
        "warnings": list(outcome.warnings),
        "readings": list(outcome.readings),
        "rules_version": outcome.version,
        "statement_date": outcome.uwv_message_on.isoformat(),
    }


def step_json(step: Step) -> Json:
    """One step; what it does not have is left out."""
    value = {
        "name": step.name,
        "section": step.section,
        "text": step.text,
        "employer": step.employer,
        "value": None if step.value is None else amount_text(step.value),
        "unit": step.unit,
        "was": None if step.was is None else amount_text(step.was),
        "from": _day(step.first),
        "to": _day(step.last),
    }
    return {key: entry for key, entry in value.items() if entry is not None}


def amount_text(amount: Decimal) -> str:
    """At least two decimals, and no zeros behind those: what was calculated with, to the last digit."""
    whole, _, decimals = f"{amount:f}".partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def _reason(refusals: tuple[Refusal, ...], norms: Ibl) -> Json | None:
    if not refusals:
        return None
    first = refusals[0]
    return {
        "code": first.code.value,
        "meaning": norms.error_codes.meanings[first.code.value],
        "section": first.section,
        "text": first.text,
        "all": [{"code": one.code.value, "section": one.section, "text": one.text} for one in refusals],
    }


def _calculation(calculation: Calculation) -> Json:
    return {
        "calculation": calculation.kind,
        "employers": list(calculation.employers),
        "income": amount_text(calculation.income),
        "periods": [_period(period) for period in calculation.periods],
    }


def _period(period: Counted) -> Json:
    return {
        "number": period.number,
        "from": period.starts_on.isoformat(),
        "to": period.ends_on.isoformat(),
        "hours": amount_text(period.hours),
        "sv_loon": amount_text(period.sv_loon),
        "counted": amount_text(period.counted),
        "benefit": amount_text(period.benefit),
        "car": amount_text(period.car),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
