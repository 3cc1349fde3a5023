"""iDIN: the way to the bank and back, and each of its endings."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.mandates.idin.port import Status
from portal.mandates.models import Identification
from tests.portal import applications
from tests.portal.journey.answers import assert_refused
from tests.portal.journey.bank import leave_for_the_bank, says
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
IDENTIFY, BACK, MANDATE = (reverse(f"journey:{name}") for name in ("identify", "identify_return", "mandate"))


@pytest.fixture
def client(sanne: Applicant, enter: Enter) -> Client:
    """Sanne's browser."""
    return enter(sanne)


@pytest.mark.parametrize("bank", ["", "ABNANL2A", "\x00", "x" * 5000])
def test_a_bank_that_is_not_on_the_list_is_refused(client: Client, bank: str) -> None:
    text = "Kies een van de mogelijkheden." if bank else "Kies je bank."
    assert_refused(client.post(IDENTIFY, {"bank": bank}), "bank", text)
    assert not Identification.objects.exists()


def test_back_from_the_bank_the_person_is_identified_and_asked_for_the_mandate(
    client: Client, sanne: Applicant, idin: Any
) -> None:
    came = leave_for_the_bank(client, idin)
    idin.result = says(sanne)
    assert client.get(BACK, came)["Location"] == MANDATE
    assert "Gelukt. Je bent geïdentificeerd." in words_of(client.get(MANDATE))
    assert client.get(BACK, came)["Location"] == MANDATE
    assert idin.asked == [came["trxid"]]
    assert "Je bent geïdentificeerd via je bank." in words_of(client.get(IDENTIFY))
    assert client.post(IDENTIFY, {"bank": "NEOBNL2A"}).status_code == 200
    assert Identification.objects.count() == 1


def test_a_return_that_is_not_of_this_applicant_is_not_asked_about(
    client: Client, sanne: Applicant, idin: Any, enter: Enter
) -> None:
    came = leave_for_the_bank(client, idin)
    idin.result = says(sanne)
    strange = [
        {},
        {"trxid": came["trxid"]},
        {"ec": came["ec"]},
        {**came, "ec": "0" * 40},
        {**came, "ec": came["ec"] + "\x00"},
        {**came, "trxid": "9999999999999999"},
        {**came, "trxid": "\x00"},
        {**came, "trxid": "x" * 5000},
        {**came, "ec": "\ud83c\udfe0".encode("utf-16", "surrogatepass").decode("utf-16")},
    ]
    for query in strange:
        response = client.get(BACK, query, follow=True)
        assert "Deze identificatie hoort niet bij jouw aanvraag." in words_of(response), query
    thomas = applications.put(applications.single("thomas"), State.SEALED).applicants.get()
    response = enter(thomas).get(BACK, came, follow=True)
    assert "Deze identificatie hoort niet bij jouw aanvraag." in words_of(response)
    assert not idin.asked
    assert Identification.objects.get().state == "started"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.CANCELLED, "Je hebt het afgebroken"),
        (Status.EXPIRED, "Het duurde te lang"),
        (Status.FAILURE, "Het is niet gelukt"),
        (Status.OPEN, "We weten nog niet of het gelukt is."),
        (Status.PENDING, "We weten nog niet of het gelukt is."),
    ],
)
def test_each_end_at_the_bank_has_its_own_text_and_may_be_tried_again(
    client: Client, sanne: Applicant, idin: Any, status: Status, words: str
) -> None:
    came = leave_for_the_bank(client, idin)
    idin.result = says(sanne, status)
    assert words in words_of(client.get(BACK, came, follow=True))
    came = leave_for_the_bank(client, idin)
    idin.result = says(sanne)
    assert client.get(BACK, came)["Location"] == MANDATE


def test_somebody_else_at_the_bank_is_not_the_applicant(client: Client, sanne: Applicant, idin: Any) -> None:
    came = leave_for_the_bank(client, idin)
    idin.result = says(sanne, born=date(1960, 1, 1))
    words = words_of(client.get(BACK, came, follow=True))
    assert "De gegevens van je bank passen niet bij je aanvraag" in words
    assert client.get(MANDATE)["Location"] == IDENTIFY
    assert Identification.objects.get().state == "mismatch"


def test_idin_that_is_away_is_said_kindly_before_and_after_the_bank(
    client: Client, sanne: Applicant, idin: Any
) -> None:
    came = leave_for_the_bank(client, idin)
    idin.down = True
    page = client.get(IDENTIFY)
    assert "iDIN is nu niet bereikbaar. Er is niets verloren gegaan." in words_of(page)
    assert "Probeer opnieuw" in words_of(page)
    refused = client.post(IDENTIFY, {"bank": "NEOBNL2A"})
    assert refused.status_code == 422
    assert "iDIN is nu niet bereikbaar." in words_of(refused)
    assert "We weten nog niet of het gelukt is." in words_of(client.get(BACK, came, follow=True))
    idin.down, idin.result = False, says(sanne)
    assert client.get(BACK, came)["Location"] == MANDATE
