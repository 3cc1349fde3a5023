"""Mijn aanvraag: what to do now, sending once, stopping, and beginning again."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.assessments.models import AcceptanceSwitch
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.queries import applicant_of
from portal.dossiers.services import start_dossier
from portal.dossiers.states import State
from portal.identity.services import get_or_create_consumer
from portal.jobs.models import Job
from portal.notifications.models import Mail
from tests.portal import applications
from tests.portal.journey.answers import HOMES, INCOME, PERSON, assert_refused, loan, part, sit, url_of
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of
from tests.portal.journey.world import World

pytestmark = pytest.mark.django_db
HOME, SUBMIT, AGAIN = (reverse(f"journey:{name}") for name in ("home", "submit", "again"))


DECLARED = {"truth": "on", "no_advice": "on"}


def url(name: str) -> str:
    """The address of a page."""
    return reverse(f"journey:{name}")


def statuses(client: Client) -> dict[str, str]:
    """Each task on the page with the tag beside it."""
    rows = tree_of(client.get(HOME)).xpath("//*[contains(@class, 'neo-task ') or @class='neo-task']")
    return {
        row.xpath(".//*[contains(@class, '__title')]")[0].text_content().strip(): row.xpath(
            ".//*[contains(@class, 'neo-status')]"
        )[0]
        .text_content()
        .strip()
        for row in rows
    }


def test_the_whole_intake_can_be_done_by_typing_and_is_sent_once(enter: Enter) -> None:
    applications.open_the_door()
    client = enter(get_or_create_consumer(email="robin@voorbeeld.nl"))
    sit(client)
    steps = [
        ("together", {"relation": "alleen", "partner_email": ""}),
        ("loan", loan(part())),
        ("route", {"route": "documenten"}),
        ("income", INCOME),
        ("figures", {}),
    ]
    pages = [(url(name), typed) for name, typed in steps]
    pages[1:1] = [(url_of(slug), typed) for slug, typed in (PERSON | HOMES).items()]
    for address, typed in pages:
        assert "Je aanvraag is nog niet verstuurd." in words_of(client.get(HOME))
        assert client.post(SUBMIT).status_code == 422
        assert client.post(address, typed).status_code == 303, address
    assert "Verstuur mijn aanvraag" in words_of(client.get(SUBMIT))
    for _ in range(2):
        assert client.post(SUBMIT, DECLARED)["Location"] == HOME
    assert "Er is niets veranderd." in words_of(client.get(HOME))
    dossier = Dossier.objects.get()
    assert dossier.state == State.SUBMITTED
    assert dossier.events.filter(name="submit").count() == 1
    assert Job.objects.filter(kind="registers.check").count() == 1


def test_the_next_step_is_named_and_the_list_shows_what_is_done(enter: Enter) -> None:
    client = enter(start_dossier(user=get_or_create_consumer(email="robin@voorbeeld.nl")))
    assert "Je volgende stap: Kennistoets" in words_of(client.get(HOME))
    sit(client)
    client.post(url("together"), {"relation": "alleen", "partner_email": ""})
    assert "Je volgende stap: Over jou" in words_of(client.get(HOME))
    shown = statuses(client)
    assert (shown["Kennistoets"], shown["Alleen of samen"], shown["Over jou"]) == ("Klaar", "Klaar", "Nog te doen")
    assert shown["Controleer en verstuur"] == "Later"
    words = words_of(client.get(SUBMIT))
    assert "Nog niet alles is ingevuld" in words
    assert "Verstuur mijn aanvraag" not in words


def test_an_incomplete_application_is_not_sent_and_the_page_says_what_is_missing(enter: Enter) -> None:
    one = start_dossier(user=get_or_create_consumer(email="robin@voorbeeld.nl"))
    response = enter(one).post(SUBMIT)
    assert response.status_code == 422
    assert "De woning" in words_of(response)
    assert not Job.objects.filter(kind="registers.check").exists()


def test_an_applicant_may_stop_and_stopping_twice_stops_once(world: World) -> None:
    for times, state in enumerate((State.INTAKE, State.COLLECTING, State.OFFERED), start=1):
        world.put(state)
        assert "Ik wil mijn aanvraag stoppen" in words_of(world.client.get(HOME))
        world.client.post(world.url("withdraw"))
        assert "Je aanvraag is gestopt." in words_of(world.client.get(HOME))
        world.client.post(world.url("withdraw"))
        assert "Bel ons." in words_of(world.client.get(HOME))
        assert world.dossier.events.filter(name="withdraw").count() == times


def test_a_signed_application_is_not_stopped_by_a_button(world: World) -> None:
    for state in (State.SIGNED, State.SEALED, State.MANDATED, State.COMPLETED):
        world.put(state)
        assert "Ik wil mijn aanvraag stoppen" not in words_of(world.client.get(HOME))
        world.client.post(world.url("withdraw"))
        world.dossier.refresh_from_db()
        assert world.dossier.state == state


def test_who_stopped_begins_again_once_and_the_old_application_stays_what_it_was(world: World) -> None:
    applications.open_the_door()
    world.put(State.WITHDRAWN)
    assert "Begin een nieuwe aanvraag" in words_of(world.client.get(HOME))
    for _ in range(2):
        assert world.client.post(AGAIN)["Location"] == HOME
    assert Applicant.objects.filter(user=world.applicant.user).count() == 2
    assert applicant_of(world.applicant.user).dossier.state == State.INTAKE
    world.dossier.refresh_from_db()
    assert world.dossier.state == State.WITHDRAWN
    assert world.dossier.number not in words_of(world.client.get(HOME))


def test_nobody_begins_again_while_new_customers_are_not_accepted(world: World) -> None:
    AcceptanceSwitch.objects.all().delete()
    world.put(State.EXPIRED)
    assert world.client.post(AGAIN)["Location"] == url("start")
    assert Applicant.objects.filter(user=world.applicant.user).count() == 1


def test_a_running_or_completed_application_has_no_button_to_begin_again(world: World) -> None:
    for state in (State.INTAKE, State.COLLECTING, State.OFFERED, State.COMPLETED):
        world.put(state)
        assert "Begin een nieuwe aanvraag" not in words_of(world.client.get(HOME))


STANDS = {
    State.SUBMITTED: "We zijn voor je bezig",
    State.IN_REVIEW: "Een medewerker kijkt mee",
    State.DECLINED: "We kunnen je deze hypotheek niet geven",
    State.WITHDRAWN: "Je aanvraag is gestopt",
    State.EXPIRED: "De termijn is voorbij",
    State.COMPLETED: "Alles is geregeld",
    State.COLLECTING: "Documenten sturen",
    State.OFFERED: "Lees en onderteken je hypotheekaanbod",
    State.SEALED: "Machtiging voor automatische incasso",
}


def test_each_state_says_in_words_where_the_application_stands(world: World) -> None:
    for state, words in STANDS.items():
        world.put(state)
        assert words in words_of(world.client.get(HOME)), state


def test_who_is_in_goes_on_from_the_first_page(world: World, visitor: Client) -> None:
    assert "Ga verder met je aanvraag" in words_of(world.client.get(url("start")))
    applications.open_the_door()
    assert "Ik ben al begonnen" in words_of(visitor.get(url("start")))


def test_everything_that_one_answered_is_checked_before_it_is_sent_and_nothing_of_the_partner(enter: Enter) -> None:
    dossier = applications.couple()
    me, partner = dossier.applicants.get(position=1), dossier.applicants.get(position=2)
    page = words_of(enter(me).get(reverse("journey:submit")))
    assert me.given_names in page
    assert partner.given_names not in page
    for label in ("Telefoonnummer", "Partneralimentatie per maand", "Loonbeslag", "Looncessie", "Erfpacht", "Postcode"):
        assert label in page, label


@pytest.mark.parametrize("left_out", DECLARED)
def test_nothing_is_sent_before_one_declared_it_and_what_was_declared_is_kept(enter: Enter, left_out: str) -> None:
    dossier = applications.single()
    client = enter(dossier.applicants.get())
    assert not tree_of(client.get(SUBMIT)).xpath("//main//input[@type='checkbox' and @checked]")
    assert_refused(client.post(SUBMIT, {**DECLARED, left_out: ""}), left_out, "Kruis aan dat je")
    assert Dossier.objects.get().state == State.INTAKE
    assert client.post(SUBMIT, DECLARED)["Location"] == HOME
    assert dossier.events.get(name="submit").detail == {"declared": sorted(DECLARED)}


@pytest.mark.django_db(transaction=True)
def test_sending_in_two_windows_at_once_sends_once_and_both_are_home(enter: Enter, at_once: Any) -> None:
    dossier = applications.couple()
    me = dossier.applicants.get(position=1)
    clients = [enter(me), enter(me)]
    answers = at_once(lambda: clients.pop().post(SUBMIT, DECLARED)["Location"], 2)
    assert answers == [HOME, HOME]
    assert dossier.events.filter(name="submit").count() == 1
    assert Job.objects.filter(kind="registers.check").count() == 2
    assert Mail.objects.filter(template="application_sent").count() == 2


def test_when_it_was_sent_is_said_afterwards(world: World) -> None:
    Dossier.objects.filter(pk=world.dossier.pk).update(submitted_on=date(2026, 11, 20))
    world.put(State.COLLECTING)
    assert "Op 20\xa0november 2026." in world.client.get(world.url("home")).content.decode()
