"""Addresses of the BAG and labels of EP-Online, by their public protocols, and every way in which they can be away."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.homes import HomesAway, find_homes, label_of
from portal.homes.wire import MAX_ANSWER_BYTES, get_json

Registers = Callable[..., None]
BROKEN = ["down", "slow", "broken", "odd"]


def test_every_address_with_a_number_is_found_in_order(registers: Registers) -> None:
    found = find_homes(postcode="3811EP", house_number=21)
    assert [(one.street, one.addition, one.city) for one in found] == [
        ("Kersenlaan", "", "Amersfoort"),
        ("Kersenlaan", "bis", "Amersfoort"),
    ]
    assert len({one.id for one in found}) == 2


def test_a_letter_and_a_suffix_are_written_as_people_do(registers: Registers) -> None:
    assert [one.addition for one in find_homes(postcode="3811EP", house_number=23)] == ["A", "A-2"]


def test_an_address_that_is_not_there_is_not_found(registers: Registers) -> None:
    assert find_homes(postcode="3811EP", house_number=999) == []


@pytest.mark.parametrize(
    ("postcode", "number", "label"),
    [("3811EP", 21, "B"), ("1013AA", 4, "A++"), ("4811CC", 1, "A++++"), ("9711BB", 88, None)],
    ids=["valid", "two plusses", "four plusses", "not valid any more"],
)
def test_the_label_that_holds_today(registers: Registers, postcode: str, number: int, label: str | None) -> None:
    home = label_of(find_homes(postcode=postcode, house_number=number)[0])
    assert (home.label.name if home.label else None) == label
    assert not home.label_away


def test_a_label_says_when_it_was_registered_and_until_when_it_holds(registers: Registers) -> None:
    label = label_of(find_homes(postcode="3811EP", house_number=21)[0]).label
    assert label is not None
    assert (label.registered_on, label.valid_until) == (date(2021, 3, 15), date(2031, 3, 10))


def test_a_home_without_a_label_has_none(registers: Registers) -> None:
    home = label_of(find_homes(postcode="3811EP", house_number=23)[1])
    assert (home.label, home.label_away) == (None, False)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_register_of_addresses_that_misbehaves_is_away(registers: Registers, fault: str) -> None:
    registers(pdok=fault)
    with pytest.raises(HomesAway):
        find_homes(postcode="3811EP", house_number=21)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_register_of_labels_that_misbehaves_takes_nothing_from_the_address(registers: Registers, fault: str) -> None:
    (address, *_) = find_homes(postcode="3811EP", house_number=21)
    registers(ep_online=fault)
    home = label_of(address)
    assert (home.address, home.label, home.label_away) == (address, None, True)


def test_the_label_of_a_neighbour_is_never_taken(registers: Registers) -> None:
    registers(ep_online="neighbours")
    for address, name in zip(find_homes(postcode="3811EP", house_number=21), ("B", "C"), strict=True):
        label = label_of(address).label
        assert label is not None
        assert label.name == name


def test_a_wrong_key_is_a_register_that_is_away(registers: Registers, settings) -> None:
    (address, *_) = find_homes(postcode="3811EP", house_number=21)
    settings.EP_ONLINE_KEY = "wrong"
    assert label_of(address).label_away


def test_nobody_there_is_away(settings) -> None:
    settings.PDOK_URL = "http://127.0.0.1:9/none"
    with pytest.raises(HomesAway):
        find_homes(postcode="3811EP", house_number=21)


@pytest.mark.parametrize("address", ["http://api.pdok.nl/x", "ftp://127.0.0.1/x", "file:///etc/passwd"])
def test_where_somebody_goes_to_live_is_never_sent_in_the_clear(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        get_json(address, {})


def test_an_answer_has_a_size(registers: Registers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.homes.wire.MAX_ANSWER_BYTES", 10)
    assert MAX_ANSWER_BYTES > 10
    with pytest.raises(HomesAway):
        find_homes(postcode="3811EP", house_number=21)
