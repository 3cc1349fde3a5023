"""The checklist filled in from facts, decision and file."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from brondata.datasets import Source
from portal.assessments.checklist.conditions import CONDITIONS
from portal.assessments.checklist.paths import Found, find
from portal.evidence.document_types import document_type
from portal.formats.dates import short_date
from portal.formats.numbers import euro, percent

PARTS = {
    "a": "De leningnemers",
    "b": "Het onderpand volgens de koop- of erfpachtovereenkomst",
    "c": "Het onderpand volgens het taxatie- of bouwkundig rapport",
    "d": "Inkomen volgens IBL",
    "e": "Inkomen volgens IBP",
    "f": "Ander inkomen en vermogen",
    "g": "Lasten en leningen",
    "h": "De hypothecaire lening",
    "i": "Meegefinancierde restschuld",
    "j": "Gebruikte brondata",
}
ORIGINS = {
    "opgave": "opgave van de aanvrager",
    "bkr": "BKR",
    "sfh": "SFH",
    "ibl": "rekentool IBL",
    "beslissing": "de toets",
    "aanbod": "het rente-aanbod",
    "portaal": "het dossier",
    "taxatie": "het taxatierapport",
    "koopakte": "de koopovereenkomst",
    "brondata": "de leverancier van brondata",
    "brp": "opgave van de aanvrager",
}
"""What shows an item when nothing nearer is known; `brp` is the register where it was collected."""


class ItemState(StrEnum):
    """Whether an item is there."""

    FILLED = "filled"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Item:
    """One box of the checklist, in Dutch."""

    name: str
    state: ItemState
    value: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One letter of the checklist."""

    letter: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """NHG bijlage 4."""

    parts: tuple[Part, ...]

    def count(self, state: ItemState) -> int:
        """How many items are in a state."""
        return sum(item.state is state for part in self.parts for item in part.items)


def checklist_of(facts: Mapping[str, Any], decision: Mapping[str, Any], file: Mapping[str, Any]) -> Checklist:
    """The checklist of one dossier.

    Args:
        facts, decision: as they are stored (contract).
        file: what only the dossier knows, by the names after `file.` in `items.csv`; absent is not known.
    """
    whole = {**facts, "decision": decision, "file": file}
    origins = _Origins(facts)
    return Checklist(
        tuple(
            Part(letter, PARTS[letter], tuple(_item(row, whole, origins) for row in rows))
            for letter, rows in groupby(_rows(), key=lambda row: row["part"])
        )
    )


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name("items.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _item(row: Mapping[str, str], whole: Mapping[str, Any], origins: "_Origins") -> Item:
    if not CONDITIONS[row["when"]](whole):
        return Item(row["item"], ItemState.NOT_APPLICABLE)
    found = [one for group in row["where"].split(";") if group for one in _found(whole, group)]
    if not found:
        return Item(row["item"], ItemState.MISSING)
    value = ", ".join(dict.fromkeys(_words(one.value) for one in found))
    origin = ", ".join(dict.fromkeys(origins.of(one, row["shown_by"]) for one in found))
    return Item(row["item"], ItemState.FILLED, value, origin)


def _found(whole: Mapping[str, Any], group: str) -> list[Found]:
    """The values at a path; of paths joined with a plus one value, of their words in a row."""
    parts = [one for path in group.split("+") for one in find(whole, path) if one.value not in (None, "")]
    if "+" not in group or not parts:
        return parts
    return [replace(parts[0], value=" ".join(_words(one.value) for one in parts))]


class _Origins:
    """What shows a value: the document or brondata named as its evidence, or else what the item says."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._named = {one["id"]: document_type(one["type"]).name for one in facts.get("documents", ())}
        self._named |= {one["id"]: Source(one["source"]).label for one in facts.get("brondata", ())}
        self._types = {one["type"] for one in facts.get("documents", ()) if one.get("review") == "goedgekeurd"}
        self._collected = {(one["applicant_id"], one["source"]) for one in facts.get("brondata", ())}

    def of(self, found: Found, shown_by: str) -> str:
        """In Dutch."""
        if shown_by == "brp" and (found.applicant_id, Source.BRP.value) in self._collected:
            return Source.BRP.label
        if shown_by in ("bkr", "sfh", "beslissing", "aanbod", "portaal", "brondata"):
            return ORIGINS[shown_by]
        named = ", ".join(self._named[one] for one in found.evidence if one in self._named)
        if shown_by == "ibl" and named:
            return f"{ORIGINS[shown_by]} op {named}"
        # What a paper should show was told by the applicant as long as nobody judged the paper.
        unseen = shown_by == "taxatie" or (shown_by == "koopakte" and "koopakte" not in self._types)
        return named or ORIGINS["opgave" if unseen else shown_by]


def _words(value: Any) -> str:
    """A value of the facts as a person reads it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    text = str(value)
    if re.fullmatch(r"-?\d+\.\d{2}", text):
        return euro(Decimal(text))
    if re.fullmatch(r"-?\d+\.\d{3}", text):
        return percent(Decimal(text))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return short_date(date.fromisoformat(text))
    return text
