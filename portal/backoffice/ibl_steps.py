"""The steps of the IBL behind an income, or why it gives none, for the page of a dossier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.backoffice.findings import Json
from portal.formats.dates import short_date
from portal.formats.numbers import euro, exact, number, percent


@dataclass(frozen=True, slots=True)
class IblLine:
    """One step, in words; `section` is the paragraph of the Rekenregels."""

    name: str
    section: str
    text: str
    employer: str
    period: str
    value: str


@dataclass(frozen=True, slots=True)
class IblExplained:
    """One income by the IBL: whose it is, what it came to, and how."""

    whose: str
    outcome: str
    steps: tuple[IblLine, ...]


def explained(facts: Json, *, names: Mapping[str, str]) -> Iterator[IblExplained]:
    """Every income that the IBL was asked about. `names` gives people their name by facts id."""
    for applicant in facts.get("applicants", ()):
        for income in applicant.get("incomes", ()):
            result, whose = income.get("ibl") or {}, names.get(applicant["id"], applicant["id"])
            if steps := result.get("steps"):
                yield IblExplained(whose, euro(result["toetsinkomen"]), tuple(_line(step) for step in steps))
            elif refusal := income.get("ibl_refusal"):
                yield IblExplained(whose, refusal, ())


def _line(step: Json) -> IblLine:
    first, last = step.get("from_on"), step.get("to_on")
    return IblLine(
        name=step["name"],
        section=step["section"],
        text=step["text"],
        employer=step.get("employer", ""),
        period=f"{_day(first)} t/m {_day(last)}" if first and last else "",
        value=_value(step),
    )


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text))


def _value(step: Json) -> str:
    value, unit = step.get("value"), step.get("unit")
    if value is None:
        return ""
    if unit == "euro":
        return f"{euro(step['was'])} wordt {euro(value)}" if step.get("was") else euro(value)
    if unit == "procent":
        return percent(value)
    whole = exact(value) == exact(value).to_integral_value()
    return f"{number(value, 0 if whole else 2)} {unit}"
