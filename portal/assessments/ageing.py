"""Until which day data may carry a binding offer: NHG A6.11, gids 4 (UWV message), gids 6.2 (valuation).

Brondata counts from the moment the supplier took it from the source, a document from the day on it. The last day is
part of the term.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from brondata.datasets import Source
from underwriting.norms import Norms, norms_on
from underwriting.periods import add_months

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimit:
    """One thing that grows too old: `about` is a key of ours, `name` Dutch, `applicant_id` as in the facts or empty."""

    about: str
    name: str
    applicant_id: str
    dated_on: date
    usable_until: date
    months: int
    source: str
    """The article that sets the term."""


def age_limits(facts: Mapping[str, Any]) -> tuple[AgeLimit, ...]:
    """Every term that ends before a binding offer may be made on these facts, the first to end first."""
    if "evaluation" not in facts:
        return ()
    norms = norms_on(date.fromisoformat(facts["evaluation"]["as_of"]))
    nhg = bool(facts.get("application", {}).get("nhg"))
    found = [*_messages(facts, norms), *_valuations(facts, norms), *(_income(facts, norms) if nhg else ())]
    return tuple(sorted(_strictest(found), key=lambda one: (one.usable_until, one.about)))


def last_day(dated_on: date, months: int) -> date:
    """The last day on which something of `dated_on` is at most `months` old, as the rules count it."""
    day = add_months(dated_on, months)
    # The end of a short month: what is of 30 November is three months old on every day of February's end.
    while add_months(day + ONE_DAY, -months) <= dated_on:
        day += ONE_DAY
    return day


def _income(facts: Mapping[str, Any], norms: Norms) -> Iterator[AgeLimit]:
    """NHG A6.11: the session in which data about income was collected; of each source the last one counts."""
    months = norms.ch08.income_brondata_months
    latest: dict[tuple[str, str], date] = {}
    for entry in facts.get("brondata", ()):
        if entry["source"] in norms.ch08.income_sources:
            key, on = (entry["applicant_id"], entry["source"]), datetime.fromisoformat(entry["collected_at"]).date()
            latest[key] = max(latest.get(key, on), on)
    for (applicant_id, source), on in latest.items():
        yield _limit(source, Source(source).label, applicant_id, on, months, "NHG A6.11")


def _messages(facts: Mapping[str, Any], norms: Norms) -> Iterator[AgeLimit]:
    """gids 4: the UWV message behind an income by the IBL, with or without NHG."""
    for person in facts["applicants"]:
        for income in person.get("incomes", ()):
            if day := income.get("ibl", {}).get("uwv_message_on"):
                on, name = date.fromisoformat(day), Source.UWV.label
                yield _limit(Source.UWV.value, name, person["id"], on, norms.ch04.uwv_message_months, "gids 4")


def _valuations(facts: Mapping[str, Any], norms: Norms) -> Iterator[AgeLimit]:
    """NHG A6.11, gids 6.2: what a valuation says of the home."""
    for report in facts.get("onderpand", {}).get("valuations", ()):
        if report.get("valued_on") and report.get("evidence"):
            on = date.fromisoformat(report["valued_on"])
            yield _limit("taxatie", "Taxatierapport", "", on, norms.ch08.property_data_months, "NHG A6.11, gids 6.2")


def _limit(about: str, name: str, applicant_id: str, on: date, months: int, source: str) -> AgeLimit:
    return AgeLimit(
        about=about,
        name=name,
        applicant_id=applicant_id,
        dated_on=on,
        usable_until=last_day(on, months),
        months=months,
        source=source,
    )


def _strictest(found: list[AgeLimit]) -> list[AgeLimit]:
    """Of two terms on one thing the one that ends first."""
    first: dict[tuple[str, str], AgeLimit] = {}
    for one in sorted(found, key=lambda limit: limit.usable_until):
        first.setdefault((one.applicant_id, one.about), one)
    return list(first.values())
