"""Whatever comes in: only the declared errors come out, and no BSN stays."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brondata.datasets import Brondata
from brondata.mpo import read_pensioenoverzicht
from brondata.ockto.door import without_bsn
from brondata.ockto.mapping import read_delivery
from brondata.provider import UnreadableDelivery
from brondata.simulator import personas
from tests.brondata.builders import NOW, body, delivery

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)


def put_somewhere(data: st.DataObject, document: Any) -> None:
    """Replace, take out or add one value at a random depth of a document."""
    place = document
    while True:
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    if isinstance(place, dict) and data.draw(st.booleans()):
        del place[key]
    else:
        place[key] = data.draw(json_values)


def only(error: type[Exception], do: Callable[[], object]) -> None:
    """Run; nothing but `error` may come out."""
    try:
        do()
    except error:
        return


# Ockto: the wire and the mapping


@given(st.data())
def test_a_delivery_with_anything_in_one_place_is_read_or_unreadable(data: st.DataObject) -> None:
    document = json.loads(body(data.draw(st.sampled_from(personas.keys()))))
    for _ in range(data.draw(st.integers(1, 3))):
        put_somewhere(data, document)
        assume(document)
    only(UnreadableDelivery, lambda: read_delivery(delivery(json.dumps(document).encode())))


@given(st.binary(max_size=300), st.integers(0, 20_000))
def test_a_delivery_with_broken_bytes_is_read_or_unreadable(noise: bytes, at: int) -> None:
    sent = body()
    at %= len(sent)
    only(UnreadableDelivery, lambda: read_delivery(delivery(sent[:at] + noise + sent[at + len(noise) :])))


@given(st.binary(max_size=300))
def test_whatever_the_bytes_of_a_delivery_it_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDelivery):
        read_delivery(delivery(content))


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b"1e999999999", b'"' + b"x" * 100_000])
def test_a_delivery_that_would_break_a_parser_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDelivery):
        read_delivery(delivery(content))


# The pension overview within a delivery


@given(json_values)
def test_an_overview_of_anything_is_unreadable(document: object) -> None:
    with pytest.raises(UnreadableDelivery):
        read_pensioenoverzicht(document, collected_at=NOW)


@given(st.data())
def test_an_overview_with_anything_in_one_place_is_read_or_unreadable(data: st.DataObject) -> None:
    overview = json.loads(body(), parse_float=Decimal)["pensioen"]
    put_somewhere(data, overview)
    only(UnreadableDelivery, lambda: read_pensioenoverzicht(overview, collected_at=NOW))


# The bundle as it is stored

STORED = json.dumps(read_delivery(delivery(body())).to_json())


@given(st.data())
def test_a_stored_bundle_with_anything_in_one_place_is_read_or_a_value_error(data: st.DataObject) -> None:
    document = json.loads(STORED)
    put_somewhere(data, document)
    only(ValueError, lambda: Brondata.from_json(document))


@given(json_values)
def test_a_stored_bundle_of_anything_is_a_value_error(document: Any) -> None:
    with pytest.raises(ValueError, match="not a stored"):
        Brondata.from_json(document)


# The door

bsns = st.integers(1_000_000, 999_999_999).map(lambda number: f"{number:09}")
keys = st.sampled_from(["burgerservicenummer", "BSN", "bsn", "sofinummer", "burgerServiceNummer"])
spellings = st.sampled_from(
    [
        lambda bsn: bsn,
        lambda bsn: f" {bsn} ",
        lambda bsn: f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}",
        lambda bsn: f"{bsn[:3]} {bsn[3:6]} {bsn[6:]}",
        lambda bsn: bsn.lstrip("0"),
        lambda bsn: int(bsn),
    ]
)
words = st.text(alphabet=st.characters(exclude_categories=["Nd", "Cs"]), max_size=10)


@given(bsns, keys, spellings, words, words, st.sampled_from([None, 1, 4]), st.booleans())
def test_a_bsn_never_survives_the_door(
    bsn: str, key: str, spelled: Callable[[str], Any], before: str, after: str, indent: int | None, ascii_only: bool
) -> None:
    assume(len(bsn.lstrip("0")) >= 8)
    sent = {
        "persoon": {key: spelled(bsn), "naam": f"{before}{bsn}{after}"},
        "lijst": [bsn, f"P-{bsn}", {"x": int(bsn)}],
    }
    kept = without_bsn(json.dumps(sent, indent=indent, ensure_ascii=ascii_only).encode())
    assert bsn.encode() not in kept
    assert bsn.lstrip("0").encode() not in kept
    assert json.loads(kept)["persoon"][key] == "*********"


@given(bsns, st.data())
def test_a_bsn_in_escapes_does_not_survive_the_door(bsn: str, data: st.DataObject) -> None:
    escaped = "".join(f"\\u{ord(digit):04x}" if data.draw(st.booleans()) else digit for digit in bsn)
    kept = without_bsn(b'{"\\u0062sn": "%s", "b": "%s", "c": "\\\\u0062"}' % (escaped.encode(), escaped.encode()))
    assert bsn not in json.dumps(json.loads(kept))
    assert json.loads(kept)["c"] == "\\u0062"


@given(bsns, st.integers(1, 40))
def test_a_delivery_that_is_cut_off_keeps_no_part_of_the_bsn(bsn: str, length: int) -> None:
    sent = b'{"persoon": {"bsn": "%s", "a": 1}}' % bsn.encode()
    kept = without_bsn(sent[:length])
    assert bsn[:2].encode() not in kept


@given(st.binary(max_size=200))
def test_the_door_takes_any_bytes_and_twice_is_once(content: bytes) -> None:
    once = without_bsn(content)
    assert without_bsn(once) == once


@given(json_values)
def test_what_names_no_bsn_goes_through_unchanged_in_meaning(document: Any) -> None:
    sent = json.dumps(document)
    assume("bsn" not in sent.lower())
    assert json.dumps(json.loads(without_bsn(sent.encode()))) == json.dumps(json.loads(sent))


@pytest.mark.parametrize("key", personas.keys())
def test_every_persona_s_delivery_passes_without_its_bsn(key: str) -> None:
    sent = body(key)
    bsn = personas.spec(key).persoon.burgerservicenummer.encode()
    assert bsn in sent
    assert bsn not in without_bsn(sent)
    assert len(json.loads(without_bsn(sent))) == len(json.loads(sent))


@pytest.mark.parametrize("empty", ["000000000", "00000000", "000000012", ""])
def test_a_bsn_that_is_none_takes_nothing_else_with_it(empty: str) -> None:
    sent = b'{"bsn": "%s", "bedrag": 12, "saldo": 0}' % empty.encode()
    assert json.loads(without_bsn(sent)) == {"bsn": "*********", "bedrag": 12, "saldo": 0}
