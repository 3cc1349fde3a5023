"""The language of a visit: chosen at the door or on any page, kept with the account, and no page pays for it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.formats.language import Language
from portal.identity.models import User

pytestmark = pytest.mark.django_db
SWITCH, ENTER = reverse("identity:language"), reverse("identity:enter")


@pytest.fixture
def come_in(client: Client, sam: User, run_jobs, press):
    """Sam asks for a link in this browser and comes in by it."""

    def go() -> None:
        client.post(ENTER, {"email": sam.email})
        run_jobs()
        press(client, sam)

    return go


def choose(client: Client, code: str, next_path: str = ENTER):
    return client.post(SWITCH, {"language": code, "next": next_path})


def test_a_visitor_reads_dutch_until_they_choose(client):
    assert client.get(ENTER, headers={"Accept-Language": "en"})["Content-Language"] == "nl"
    assert choose(client, "en")["Location"] == ENTER
    assert client.get(ENTER)["Content-Language"] == "en"


@pytest.mark.parametrize("code", ["", "de", "en ", "EN", "../en"])
def test_what_is_no_language_changes_nothing(client, code):
    assert choose(client, code).status_code == 302
    assert client.get(ENTER)["Content-Language"] == "nl"


def test_a_language_chosen_at_the_door_is_kept_with_the_account(client, sam, come_in):
    choose(client, "en")
    come_in()
    assert User.objects.get(pk=sam.pk).language == Language.ENGLISH
    assert client.get(ENTER)["Content-Language"] == "en"


def test_who_chose_before_reads_on_in_that_language_on_another_device(client, sam, come_in):
    User.objects.filter(pk=sam.pk).update(language=Language.ENGLISH)
    come_in()
    assert client.get(reverse("identity:code"))["Content-Language"] == "en"


def test_a_choice_inside_is_kept_for_the_mails_and_stays_on_the_page(client, sam, come_in):
    come_in()
    assert choose(client, "en", "/aanvraag/?a=1")["Location"] == "/aanvraag/?a=1"
    assert User.objects.get(pk=sam.pk).language == Language.ENGLISH
    assert choose(client, "nl", "https://elders.example/")["Location"] == reverse("journey:start")
    assert User.objects.get(pk=sam.pk).language == Language.DUTCH


def test_the_back_office_is_dutch_for_everybody(client):
    choose(client, "en")
    assert client.get(reverse("admin:index"))["Content-Language"] == "nl"


def test_knowing_the_language_takes_no_row_but_the_session(client, sam, come_in):
    come_in()
    with CaptureQueriesContext(connection) as queries:
        client.get("/nergens/")
    assert [one["sql"].split('FROM "')[1].split('"')[0] for one in queries][:1] == ["django_session"]
