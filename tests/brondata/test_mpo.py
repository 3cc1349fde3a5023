"""Mijnpensioenoverzicht: the traps of the published export."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from brondata.datasets import Aow, Leeftijd, Pensioenoverzicht, Source
from brondata.mpo import read_pensioenoverzicht
from brondata.provider import UnreadableDelivery
from tests.brondata.builders import NOW

DATA = Path(__file__).parent / "data"


def sample(name: str) -> dict[str, dict[str, object]]:
    """An example export."""
    parsed: dict[str, dict[str, object]] = json.loads((DATA / name).read_text(), parse_float=Decimal)
    return parsed


def read(document: object) -> Pensioenoverzicht:
    """What the reader makes of it."""
    return read_pensioenoverzicht(document, collected_at=NOW)


def test_a_complete_overview() -> None:
    overview = read(sample("pensioenoverzicht.json"))
    assert overview.volledig
    assert overview.source is Source.PENSIOEN
    assert overview.leefsituatie == "Samenwonend"
    assert overview.opgemaakt_op.isoformat() == "2026-11-20T19:39:55+01:00"
    assert [periode.van for periode in overview.perioden] == [Leeftijd(jaren=67), Leeftijd(jaren=68, maanden=3)]
    assert overview.partnerpensioenen[0].verzekerd == Decimal(9950)


def test_the_block_that_holds_at_an_age_is_taken_and_blocks_are_not_added_up() -> None:
    overview = read(sample("pensioenoverzicht.json"))
    first, second = overview.perioden
    assert overview.op_leeftijd(Leeftijd(jaren=66, maanden=11)) is None
    assert overview.op_leeftijd(Leeftijd(jaren=67)) is first
    assert overview.op_leeftijd(Leeftijd(jaren=68, maanden=2)) is first
    assert overview.op_leeftijd(Leeftijd(jaren=68, maanden=3)) is second
    assert overview.op_leeftijd(Leeftijd(jaren=90)) is second
    assert sum(polis.te_bereiken or 0 for polis in second.pensioenen) == Decimal(14210 + 1810)
    assert first.aow is None
    assert second.aow == Aow(
        te_bereiken_alleenstaand=Decimal(19020),
        te_bereiken_samenwonend=Decimal(12960),
        opgebouwd_alleenstaand=Decimal(6030),
        opgebouwd_samenwonend=Decimal(4110),
    )


def test_an_overview_with_a_missing_provider_is_not_complete() -> None:
    overview = read(sample("pensioenoverzicht-fout.json"))
    assert not overview.volledig
    assert overview.ontbrekende_uitvoerders == ("Voorbeeld Pensioenfonds",)
    assert overview.perioden == ()


def test_a_status_other_than_ok_is_not_complete_even_without_names() -> None:
    document = sample("pensioenoverzicht.json")
    document["Pensioenaanspraken"]["StatusCode"] = "999"
    assert not read(document).volledig


def test_the_status_is_text_and_its_zeros_count() -> None:
    document = sample("pensioenoverzicht.json")
    document["Pensioenaanspraken"]["StatusCode"] = 0
    with pytest.raises(UnreadableDelivery):
        read(document)


def test_a_single_item_may_stand_without_its_list() -> None:
    text = (DATA / "pensioenoverzicht.json").read_text()
    as_list = json.loads(text, parse_float=Decimal)
    single = json.loads(text, parse_float=Decimal)
    blocks = single["Pensioenaanspraken"]["Details"]["OuderdomsPensioenDetails"]["OuderdomsPensioen"]
    blocks[0]["Pensioen"] = blocks[0]["Pensioen"][0]
    partner = single["Pensioenaanspraken"]["Details"]["PartnerPensioenDetails"]
    partner["PartnerPensioen"] = partner["PartnerPensioen"][0]
    single["Pensioenaanspraken"]["Details"]["WezenPensioenDetails"] = ""
    assert read(single) == read(as_list)


def test_an_indicative_pension_is_marked() -> None:
    document = json.loads((DATA / "pensioenoverzicht.json").read_text(), parse_float=Decimal)
    block = document["Pensioenaanspraken"]["Details"]["OuderdomsPensioenDetails"]["OuderdomsPensioen"][0]
    block["IndicatiefPensioen"] = [block.pop("Pensioen")[0]]
    first, second = read(document).perioden
    assert [polis.indicatief for polis in first.pensioenen] == [True]
    assert [polis.indicatief for polis in second.pensioenen] == [False, False]


def test_an_absent_amount_is_not_zero() -> None:
    document = json.loads((DATA / "pensioenoverzicht.json").read_text(), parse_float=Decimal)
    block = document["Pensioenaanspraken"]["Details"]["OuderdomsPensioenDetails"]["OuderdomsPensioen"][0]
    del block["Pensioen"][0]["TeBereiken"]
    assert read(document).perioden[0].pensioenen[0].te_bereiken is None


def test_a_block_that_does_not_begin_at_an_age_is_unreadable() -> None:
    document = json.loads((DATA / "pensioenoverzicht.json").read_text(), parse_float=Decimal)
    block = document["Pensioenaanspraken"]["Details"]["OuderdomsPensioenDetails"]["OuderdomsPensioen"][0]
    block["Van"] = {"OuderdomsPensioenEvent": "Onbekend"}
    with pytest.raises(UnreadableDelivery, match="starting age"):
        read(document)


@pytest.mark.parametrize("document", [None, [], {}, {"Pensioenaanspraken": {}}])
def test_something_else_is_unreadable(document: object) -> None:
    with pytest.raises(UnreadableDelivery):
        read(document)
