"""NHG bijlage 4: every part is there, every place exists in the contract, and each value says where it comes from."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from portal.assessments import checklist
from portal.assessments.checklist import Checklist, Item, ItemState, checklist_of
from portal.assessments.checklist.conditions import CONDITIONS
from portal.assessments.checklist.fill import ORIGINS, PARTS
from portal.assessments.checklist.paths import find

ITEMS = Path(checklist.__file__).with_name("items.csv")
DATA = Path(__file__).parents[2] / "underwriting" / "data"
SCHEMA = json.loads((DATA / "facts.schema.json").read_text("utf-8"))
DECISION = json.loads((DATA / "decision.schema.json").read_text("utf-8"))


def rows() -> list[dict[str, str]]:
    with ITEMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exists(schema: dict[str, Any], root: dict[str, Any], steps: list[str]) -> bool:
    """Whether a place can be in a document of this schema, whichever alternative it takes."""
    if "$ref" in schema:
        return exists(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root, steps)
    branches = [one for name in ("oneOf", "anyOf", "allOf") for one in schema.get(name, ())]
    if any(exists(one, root, steps) for one in branches):
        return True
    if not steps:
        return True
    if schema.get("type") == "array" or "items" in schema:
        return exists(schema.get("items", {}), root, steps)
    inner = schema.get("properties", {}).get(steps[0])
    return inner is not None and exists(inner, root, steps[1:])


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['part']} {row['item']}")
def test_every_item_names_a_place_of_the_contract_and_words_that_exist(row: dict[str, str]) -> None:
    assert row["part"] in PARTS
    assert row["when"] in CONDITIONS
    assert row["shown_by"] in ORIGINS
    for path in filter(None, re.split("[;+]", row["where"])):
        steps = re.sub(r"\[[^\]]*\]", "", path).split(".")
        if steps[0] == "file":
            continue
        schema = DECISION if steps[0] == "decision" else SCHEMA
        assert exists(schema, schema, steps[1:] if steps[0] == "decision" else steps), path


def test_the_parts_are_those_of_nhg_in_their_order() -> None:
    assert "".join(dict.fromkeys(row["part"] for row in rows())) == "abcdefghij" == "".join(PARTS)
    assert {row["when"] for row in rows()} == set(CONDITIONS), "no condition that nothing uses"


FACTS: dict[str, Any] = {
    "application": {"purposes": ["aankoop"]},
    "applicants": [
        {
            "id": "p1",
            "name": {"initials": "S.E.", "surname": "Vermeer"},
            "nationalities": ["NL"],
            "incomes": [
                {
                    "id": "p1-i1",
                    "kind": "loondienst",
                    "method": "ibl",
                    "ibl": {"toetsinkomen": "52000.06"},
                    "evidence": ["b-1"],
                },
            ],
            "registers": {"sfh": {"registered": False}},
        },
        {"id": "p2", "name": {"initials": "R.", "surname": "Bakker"}, "nationalities": ["NL"]},
    ],
    "onderpand": {
        "energy_label": "B",
        "purchase": {"price_kosten_koper": "325000.00"},
        "valuations": [{"id": "v1", "market_value": "325000.00"}],
    },
    "documents": [{"id": "d-1", "type": "bankafschrift", "review": "goedgekeurd"}],
    "brondata": [
        {"id": "b-1", "applicant_id": "p1", "source": "mijnuwv", "summary_received": True},
        {"id": "b-2", "applicant_id": "p1", "source": "mijnoverheid-brp", "summary_received": True},
    ],
    "own_funds": {"items": [{"id": "f1", "amount": "160000.00", "evidence": ["d-1"]}]},
}


def filled(facts: dict[str, Any], file: dict[str, Any] | None = None) -> Checklist:
    return checklist_of(facts, {"figures": {}}, file or {})


def item(found: Checklist, letter: str, name: str) -> Item:
    part = next(one for one in found.parts if one.letter == letter)
    return next(one for one in part.items if one.name == name)


def test_a_value_says_where_it_comes_from() -> None:
    found = filled(FACTS)
    assert item(found, "a", "Achternaam") == Item(
        "Achternaam",
        ItemState.FILLED,
        "Vermeer, Bakker",
        "MijnOverheid: persoonsgegevens, opgave van de aanvrager",
    ), "of one partner the BRP was collected, of the other it was not"
    income = item(found, "d", "Toetsinkomen volgens IBL")
    assert (income.value, income.origin) == ("€\xa052.000,06", "rekentool IBL op UWV: werk en loon")
    assert item(found, "f", "Bewijs van eigen middelen").origin == "Bankafschrift"
    assert item(found, "a", "Uitkomst SFH-toets") == Item("Uitkomst SFH-toets", ItemState.FILLED, "nee", "SFH")


def test_what_a_paper_should_show_is_told_until_the_paper_was_judged() -> None:
    assert item(filled(FACTS), "b", "Koopsom zonder roerende zaken").origin == "opgave van de aanvrager"
    deed = {"id": "d-2", "type": "koopakte", "review": "goedgekeurd"}
    judged = {**FACTS, "documents": [*FACTS["documents"], deed]}
    assert item(filled(judged), "b", "Koopsom zonder roerende zaken").origin == "de koopovereenkomst"
    sent = {**FACTS, "documents": [{**deed, "review": "ontvangen"}]}
    assert item(filled(sent), "b", "Koopsom zonder roerende zaken").origin == "opgave van de aanvrager"


def test_what_does_not_apply_is_not_missing_and_what_is_absent_is() -> None:
    found = filled(FACTS)
    assert item(found, "b", "Erfpachtcanon").state is ItemState.NOT_APPLICABLE
    assert item(found, "e", "Toetsinkomen volgens IBP").state is ItemState.NOT_APPLICABLE
    assert item(found, "c", "Code van het taxatierapport").state is ItemState.MISSING
    leased = {**FACTS, "onderpand": {**FACTS["onderpand"], "erfpacht": {}}}
    assert item(filled(leased), "b", "Erfpachtcanon").state is ItemState.MISSING
    assert found.count(ItemState.FILLED) + found.count(ItemState.MISSING) + found.count(
        ItemState.NOT_APPLICABLE
    ) == len(rows())


def test_what_only_the_dossier_knows_is_filled_from_the_dossier() -> None:
    assert item(filled(FACTS), "j", "Samenvatting uit de systemen van de geldverstrekker").state is ItemState.MISSING
    found = filled(FACTS, {"brondata_summary": True, "accepted_on": "2026-11-24", "signatures": 2})
    assert item(found, "j", "Samenvatting uit de systemen van de geldverstrekker").state is ItemState.FILLED
    assert item(found, "h", "Datum van het geaccepteerde hypotheekaanbod").value == "24\xa0nov\xa02026"
    without = {**FACTS, "brondata": []}
    assert item(filled(without), "j", "Samenvatting van de leverancier").state is ItemState.NOT_APPLICABLE


def test_a_path_finds_every_value_and_the_evidence_nearest_to_it() -> None:
    document = {"a": [{"k": "x", "b": 1, "evidence": ["e1"]}, {"k": "y", "b": 2}], "evidence": ["e0"], "c": [1, 2]}
    assert [(one.value, one.evidence) for one in find(document, "a[].b")] == [(1, ("e1",)), (2, ())]
    assert [one.value for one in find(document, "a[k=y].b")] == [2]
    assert [one.value for one in find(document, "c")] == [1, 2]
    assert list(find(document, "a.b")) == []
    assert list(find(document, "x.y[].z")) == []
    with pytest.raises(ValueError, match="not a step"):
        list(find(document, "a[.b"))
