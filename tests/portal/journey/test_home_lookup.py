"""«Zoek adres»: fills in what registers know when asked, overwrites nothing, and its absence blocks nobody."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from portal.dossiers.models import Applicant, Wish
from portal.homes import HomesAway, Label
from portal.homes import lookup as homes
from portal.homes.port import HomeAddress
from portal.journey import home_lookup
from tests.portal.journey.answers import ADDRESS, typed_on
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
URL = reverse("journey:home_details")


def address(addition: str = "", *, number: int = 21) -> HomeAddress:
    return HomeAddress(
        id=f"0307-{number}-{addition}",
        home_id="1",
        street="Kersenlaan",
        house_number=number,
        letter="",
        suffix=addition,
        postcode="3811EP",
        city="Amersfoort",
    )


class Registers:
    """What both say; `away` names the ones that do not answer."""

    def __init__(self) -> None:
        self.addresses = [address("bis")]
        self.label: Label | None = Label(name="C", registered_on=homes.clock.today(), valid_until=None)
        self.away: set[str] = set()

    def find(self, *, postcode: str, house_number: int) -> list[HomeAddress]:
        if "pdok" in self.away:
            raise HomesAway("status 503")
        return [one for one in self.addresses if (one.postcode, one.house_number) == (postcode, house_number)]

    def label_for(self, *_: Any, **__: Any) -> Label | None:
        if "ep-online" in self.away:
            raise HomesAway("status 503")
        return self.label


@pytest.fixture
def registers(monkeypatch: pytest.MonkeyPatch) -> Registers:
    cache.clear()
    found = Registers()
    monkeypatch.setattr(home_lookup, "find_homes", found.find)
    monkeypatch.setattr(homes.ep_online, "label", found.label_for)
    return found


@pytest.fixture
def me(robin: Applicant, enter: Enter) -> Client:
    return enter(robin)


def asked(**typed: Any) -> dict[str, Any]:
    return {"postcode": "3811 ep", "house_number": "21", "zoek": "1", **typed}


def shown(response: Any) -> dict[str, list[str]]:
    return typed_on(response, action=URL)


def test_one_address_is_filled_in_with_its_label_and_where_it_comes_from(me: Client, registers: Registers) -> None:
    response = me.post(URL, asked(leasehold="nee"))
    assert response.status_code == 200
    fields = shown(response)
    assert (fields["street"], fields["city"], fields["addition"]) == (["Kersenlaan"], ["Amersfoort"], ["bis"])
    assert fields["energy_label"] == ["C"]
    assert fields["leasehold"] == ["nee"], "what was typed elsewhere stays"
    assert "Van de BAG" in words_of(response)
    assert "EP-Online, geregistreerd op" in words_of(response)
    assert Wish.objects.get().street == "", "looking saves nothing"


def test_of_several_the_person_chooses(me: Client, registers: Registers) -> None:
    registers.addresses = [address(), address("bis")]
    response = me.post(URL, asked())
    assert shown(response)["street"] == [""]
    assert "Welk adres is het?" in words_of(response)
    response = me.post(URL, asked(zoek="", kies="0307-21-bis") | {"zoek": "1"})
    assert shown(response)["addition"] == ["bis"]
    assert shown(response)["street"] == ["Kersenlaan"]


def test_an_addition_that_was_typed_points_it_out(me: Client, registers: Registers) -> None:
    registers.addresses = [address(), address("bis")]
    assert shown(me.post(URL, asked(addition="BIS")))["street"] == ["Kersenlaan"]


def test_a_street_that_was_typed_is_not_overwritten_without_asking(me: Client, registers: Registers) -> None:
    response = me.post(URL, asked(street="Kerzenlaan"))
    assert shown(response)["street"] == ["Kerzenlaan"]
    assert "Neem over: Kersenlaan 21 bis, Amersfoort" in words_of(response)


@pytest.mark.parametrize("typed", ["B", "onbekend"])
def test_a_label_that_was_chosen_is_not_overwritten_but_asked_about(
    me: Client, registers: Registers, typed: str
) -> None:
    response = me.post(URL, asked(energy_label=typed))
    assert shown(response)["energy_label"] == [typed]
    assert "Neem label C over" in words_of(response)


def test_the_label_of_the_register_is_taken_over_when_asked_to_and_nothing_else(
    me: Client, registers: Registers
) -> None:
    typed = asked(energy_label="B", street="Kerzenlaan", neemlabel="0307-21-bis")
    response = me.post(URL, typed)
    assert shown(response)["energy_label"] == ["C"]
    assert shown(response)["street"] == ["Kerzenlaan"]
    assert "Neem label C over" not in words_of(response)


def test_the_same_label_as_the_register_asks_nothing(me: Client, registers: Registers) -> None:
    response = me.post(URL, asked(energy_label="C"))
    assert shown(response)["energy_label"] == ["C"]
    assert "Jij koos iets anders" not in words_of(response)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"postcode": ""}, "Vul eerst een postcode"),
        ({"house_number": "x"}, "Vul eerst een postcode"),
        ({"house_number": "99"}, "staat niet in het register"),
    ],
)
def test_what_was_not_found_is_said_and_nothing_is_lost(
    me: Client, registers: Registers, typed: dict[str, str], text: str
) -> None:
    response = me.post(URL, asked(city="Zeist", **typed))
    assert text in words_of(response)
    assert shown(response)["city"] == ["Zeist"]


def test_a_register_that_is_away_blocks_nobody(me: Client, registers: Registers) -> None:
    registers.away = {"pdok"}
    response = me.post(URL, asked())
    assert "Het register van adressen is er even niet" in words_of(response)
    assert me.post(URL, ADDRESS).status_code == 303
    assert Wish.objects.get().home_sources == {}


def test_without_labels_the_address_is_still_filled_in(me: Client, registers: Registers) -> None:
    registers.away = {"ep-online"}
    response = me.post(URL, asked(energy_label="B"))
    assert shown(response)["street"] == ["Kersenlaan"]
    assert shown(response)["energy_label"] == ["B"]
    assert "van energielabels, is er even niet" in words_of(response)


def saved(me: Client, response: Any, **changes: str) -> dict[str, Any]:
    found = shown(response)["gevonden"][0]
    answer = me.post(URL, {**ADDRESS, "gevonden": found, **changes})
    assert answer.status_code == 303
    return Wish.objects.get().home_sources


def test_what_was_taken_over_is_kept_with_its_source(me: Client, registers: Registers) -> None:
    sources = saved(me, me.post(URL, asked()), energy_label="C")
    assert sources["address"]["bag"] == "0307-21-bis"
    assert sources["label"]["name"] == "C"
    assert "notice" not in me.get(URL).context.get("differs", "")


def test_another_label_than_the_register_is_kept_and_asked_about(me: Client, registers: Registers) -> None:
    saved(me, me.post(URL, asked()), energy_label="A")
    wish = Wish.objects.get()
    assert (wish.energy_label, home_lookup.differing_label(wish)) == ("A", "C")
    assert "Volgens EP-Online heeft de woning label C." in words_of(me.get(URL))


@pytest.mark.parametrize("change", [{"street": "Perenlaan"}, {"house_number": "22"}, {"addition": ""}])
def test_another_address_is_not_the_one_that_was_found(
    me: Client, registers: Registers, change: dict[str, str]
) -> None:
    assert saved(me, me.post(URL, asked()), **change) == {}


def test_what_was_found_can_not_be_made_up(me: Client, registers: Registers) -> None:
    response = me.post(URL, asked())
    assert saved(me, response, gevonden=shown(response)["gevonden"][0][:-2] + "xx") == {}


def test_so_many_searches_in_an_hour(me: Client, registers: Registers) -> None:
    for _ in range(home_lookup.PER_PERSON.allowed):
        me.post(URL, asked())
    assert "Je hebt vaak gezocht." in words_of(me.post(URL, asked()))
