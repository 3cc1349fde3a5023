"""The Mijnpensioenoverzicht export: XML and JSON of one person are the same overview."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brondata.datasets import Method, Source
from brondata.files import FileKind, FileReading, Holder, NotRead, read
from brondata.simulator import mpo_export, personas
from tests.brondata.builders import NOW, TODAY

DATA = Path(__file__).parents[1] / "data"
XML, JSON = (DATA / "pensioenoverzicht.xml").read_bytes(), (DATA / "pensioenoverzicht.json").read_bytes()


def export(key: str) -> dict[str, Any]:
    """What the site gives a persona for download."""
    spec = personas.spec(key)
    return mpo_export.export(spec, born=spec.persoon.geboren.on(TODAY), made_at=NOW)


def as_xml(document: dict[str, Any]) -> bytes:
    """The same document in elements; a list is its element again and again."""
    return ('<?xml version="1.0" encoding="UTF-8"?>' + _elements(document)).encode()


def _elements(value: Any) -> str:
    if not isinstance(value, dict):
        return escape(str(value))
    return "".join(
        f"<{name}>{_elements(one)}</{name}>"
        for name, inner in value.items()
        for one in (inner if isinstance(inner, list) else [inner])
    )


def test_the_two_samples_are_one_overview() -> None:
    reading = read(FileKind.MPO_XML, XML)
    assert reading == read(FileKind.MPO_JSON, JSON)
    assert reading.holder == Holder(naam="F.M. de Boer", geboortedatum=date(1991, 4, 17))
    assert (reading.source, reading.method, reading.as_of) == (Source.PENSIOEN, Method.FILE, date(2026, 11, 20))
    assert reading.pensioenoverzicht is not None
    assert reading.pensioenoverzicht.perioden[1].pensioenen[0].te_bereiken == Decimal(14210)
    assert FileReading.from_json(reading.to_json()) == reading


@pytest.mark.parametrize("key", personas.keys())
def test_xml_and_json_of_one_person_are_equal(key: str) -> None:
    document = export(key)
    assert read(FileKind.MPO_XML, as_xml(document)) == read(FileKind.MPO_JSON, json.dumps(document).encode())


def test_an_element_may_stand_in_a_namespace_and_carry_attributes() -> None:
    named = XML.replace(b"<Pensioenaanspraken>", b'<Pensioenaanspraken xmlns="http://example.nl/mpo" versie="1">')
    assert named != XML
    assert read(FileKind.MPO_XML, named) == read(FileKind.MPO_XML, XML)


def test_a_bsn_in_the_export_is_not_kept() -> None:
    with_bsn = XML.replace(b"<StatusCode>", b"<Burgerservicenummer>999990111</Burgerservicenummer><StatusCode>")
    assert read(FileKind.MPO_XML, with_bsn) == read(FileKind.MPO_XML, XML)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><Pensioenaanspraken>&j;</Pensioenaanspraken>"
)
HOSTILE = {
    "a DTD": XML.replace(b"<Pensioenaanspraken>", b"<!DOCTYPE Pensioenaanspraken []><Pensioenaanspraken>", 1),
    "a file of ours": XML.replace(
        b"<Pensioenaanspraken>",
        b'<!DOCTYPE x [<!ENTITY n SYSTEM "file:///etc/hostname">]><Pensioenaanspraken>',
        1,
    ).replace(b"F.M. de Boer", b"&n;"),
    "a DTD elsewhere": XML.replace(
        b"<Pensioenaanspraken>", b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><Pensioenaanspraken>', 1
    ),
    "a billion laughs": BOMB,
    "an unknown entity": XML.replace(b"F.M. de Boer", b"&naam;"),
    "endless nesting": b"<Pensioenaanspraken>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</Pensioenaanspraken>",
    "deep nesting": b"<Pensioenaanspraken>" + b"<a>" * 60 + b"x" + b"</a>" * 60 + b"</Pensioenaanspraken>",
    "cut off": XML[: len(XML) // 2],
    "another document": b"<html><body/></html>",
    "text": b"Pensioenaanspraken",
    "nothing": b"",
    "not the encoding that it says": XML.replace(b"F.M. de Boer", b"F.M. d\xe9 Boer"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_not_read(name: str) -> None:
    assert HOSTILE[name] != XML
    with pytest.raises(NotRead):
        read(FileKind.MPO_XML, HOSTILE[name])


BROKEN = {
    "cut off": JSON[: len(JSON) // 2],
    "nested without end": b"[" * 200_000,
    "a name twice": JSON.replace(b'"StatusCode"', b'"Naam": "J. Jansen", "StatusCode"', 1),
    "no number": JSON.replace(b"14210", b"NaN"),
    "a list": b"[]",
    "no text": b"\xff\xfe\x00",
    "an amount in words": JSON.replace(b"14210", b'"veertienduizend"'),
    "half a cent": JSON.replace(b"14210", b"14210.005"),
    "no date of birth": JSON.replace(b'"Geboortedatum": "1991-04-17",', b""),
    "no name": JSON.replace(b'"Naam": "F.M. de Boer",', b""),
    "an age that nobody reaches": JSON.replace(b'"Jaren": 67', b'"Jaren": 670'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_json_is_not_read(name: str) -> None:
    assert BROKEN[name] != JSON
    with pytest.raises(NotRead):
        read(FileKind.MPO_JSON, BROKEN[name])


def test_what_is_wrong_is_told_without_a_value_of_the_file() -> None:
    with pytest.raises(NotRead) as stopped:
        read(FileKind.MPO_JSON, JSON.replace(b"1991-04-17", b"1991-14-17"))
    assert stopped.value.place == "Pensioenaanspraken.Geboortedatum"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_an_export_with_anything_in_one_place_is_read_or_not_read(data: st.DataObject) -> None:
    document = json.loads(JSON)
    place = document["Pensioenaanspraken"]
    while True:  # walk down to some place
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(json_values)
    try:
        found = read(FileKind.MPO_JSON, json.dumps(document).encode())
    except NotRead:
        return
    assert found.pensioenoverzicht is not None


@pytest.mark.parametrize("kind", [FileKind.MPO_XML, FileKind.MPO_JSON])
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")))
def test_whatever_the_bytes_only_not_read_comes_out(kind: FileKind, content: bytes) -> None:
    with pytest.raises(NotRead):
        read(kind, content)


@given(at=st.integers(0, len(XML) - 1), bits=st.binary(min_size=1, max_size=6))
def test_an_xml_file_with_broken_bytes_is_read_or_not_read(at: int, bits: bytes) -> None:
    try:
        read(FileKind.MPO_XML, XML[:at] + bits + XML[at + len(bits) :])
    except NotRead:
        return
