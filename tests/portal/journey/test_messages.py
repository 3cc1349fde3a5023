"""The pages of messages and of asking that a person looks."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from portal.correspondence import services
from portal.correspondence.models import HumanLook, LastRead, Message
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from tests.portal import applications
from tests.portal.journey.answers import typed_on
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
MESSAGES, HUMAN, HOME = (reverse(f"journey:{name}") for name in ("messages", "human", "home"))


@pytest.fixture
def people(db: None) -> tuple[Applicant, Applicant]:
    dossier = applications.couple()
    return dossier.applicants.get(position=1), dossier.applicants.get(position=2)


@pytest.fixture
def me(people: tuple[Applicant, Applicant], enter: Enter) -> Client:
    return enter(people[0])


def sent(**changes: str) -> dict[str, str]:
    return {"text": "Wanneer hoor ik iets?", "shared": "nee", "once": str(uuid.uuid4()), **changes}


def test_what_i_write_is_there_after_and_the_partner_does_not_see_it(me: Client, people, enter: Enter) -> None:
    answer = me.post(MESSAGES, sent(), follow=True)
    assert "Wanneer hoor ik iets?" in words_of(answer)
    assert "Alleen jij leest dit" in words_of(answer)
    assert "Wanneer hoor ik iets?" not in words_of(enter(people[1]).get(MESSAGES))


def test_shared_with_the_partner_by_choice_only(me: Client, people, enter: Enter) -> None:
    me.post(MESSAGES, sent(shared="ja"))
    page = words_of(enter(people[1]).get(MESSAGES))
    assert "Wanneer hoor ik iets?" in page
    assert "Robin" in page


def test_no_choice_of_reader_is_made_for_me(me: Client) -> None:
    answer = me.post(MESSAGES, sent(shared=""))
    assert answer.status_code == 422
    assert "Wanneer hoor ik iets?" in answer.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize(("length", "status"), [(2000, 303), (2001, 422)])
def test_a_message_has_a_length_and_what_is_too_long_stays_on_the_page(me: Client, length: int, status: int) -> None:
    answer = me.post(MESSAGES, sent(text="a" * length))
    assert answer.status_code == status
    if status == 422:
        assert "a" * length in answer.content.decode()


def test_pressing_twice_sends_once(me: Client) -> None:
    form = sent()
    for _ in range(2):
        assert me.post(MESSAGES, form).status_code == 303
    assert Message.objects.count() == 1


def test_the_form_without_its_hidden_name_still_sends(me: Client) -> None:
    assert me.post(MESSAGES, sent(once="kapot")).status_code == 303
    assert Message.objects.count() == 1


def test_who_applies_alone_is_not_asked_who_may_read(enter: Enter) -> None:
    client = enter(applications.single().applicants.get())
    assert "Wie mag dit lezen?" not in words_of(client.get(MESSAGES))
    form = sent()
    del form["shared"]
    assert client.post(MESSAGES, form).status_code == 303


def test_news_is_counted_at_home_until_it_is_read(me: Client, people) -> None:
    services.reply(dossier=people[0].dossier, by=applications.clerk(), text="Morgen", to=people[0], once=uuid.uuid4())
    assert "1 nieuw bericht" in words_of(me.get(HOME))
    page = me.get(MESSAGES)
    assert "Nieuw" in words_of(page)
    assert 'hx-trigger="load"' in page.content.decode()
    assert not LastRead.objects.exists(), "looking is not reading"
    assert me.post(reverse("journey:messages_read"), headers={"HX-Request": "true"}).status_code == 204
    assert "nieuw bericht" not in words_of(me.get(HOME))
    assert 'hx-trigger="load"' not in me.get(MESSAGES).content.decode()


def test_too_many_messages_is_said_at_the_field_and_nothing_is_lost(me: Client) -> None:
    for _ in range(services.PER_PERSON.allowed):
        me.post(MESSAGES, sent())
    answer = me.post(MESSAGES, sent(text="Nog een vraag"))
    assert answer.status_code == 422
    assert "Nog een vraag" in answer.content.decode()
    assert "te vaak geprobeerd" in words_of(answer)


def asked(**changes: str) -> dict[str, str]:
    return {"subject": "besluit", "text": "Mijn situatie is anders", "once": str(uuid.uuid4()), **changes}


@pytest.mark.parametrize("state", [State.INTAKE, State.IN_REVIEW, State.DECLINED])
def test_a_person_is_asked_in_any_state_and_the_day_of_the_answer_is_said(me: Client, people, state: State) -> None:
    applications.put(people[0].dossier, state)
    answer = me.post(HUMAN, asked(), follow=True)
    look = HumanLook.objects.get()
    page = words_of(answer)
    assert "Een medewerker kijkt ernaar" in page
    assert str(look.answer_by.day) in page
    assert "antwoordt uiterlijk" in words_of(me.get(HOME))


def test_asking_twice_asks_once(me: Client) -> None:
    me.post(HUMAN, asked())
    assert me.post(HUMAN, asked(text="Nog iets over mijn contract")).status_code == 303
    assert HumanLook.objects.count() == 1
    assert Message.objects.count() == 1
    page = me.get(MESSAGES)
    assert "Je had al gevraagd of een mens kijkt." in words_of(page)
    assert typed_on(page, action=MESSAGES)["text"] == ["Nog iets over mijn contract"]


def test_a_message_that_was_not_sent_is_there_again_until_it_is(me: Client) -> None:
    draft = reverse("journey:draft", args=["messages"])
    assert me.post(draft, {"text": "Ik was nog niet kl", "once": str(uuid.uuid4())}).status_code == 204
    typed = typed_on(me.get(MESSAGES), action=MESSAGES)
    assert typed["text"] == ["Ik was nog niet kl"]
    me.post(MESSAGES, {name: values[-1] for name, values in typed.items()} | {"shared": "nee"})
    assert typed_on(me.get(MESSAGES), action=MESSAGES)["text"] == [""]


def test_a_question_for_both_is_open_until_the_desk_writes_to_who_asked_it() -> None:
    first, partner = applications.couple().applicants.order_by("position")
    asked_by = services.write(applicant=first, text="Hoe lang duurt het?", shared=True, once=uuid.uuid4())
    services.reply(dossier=first.dossier, by=applications.clerk(), text="Iets anders", to=partner, once=uuid.uuid4())
    assert list(services.unanswered()) == [asked_by]
    services.reply(dossier=first.dossier, by=applications.clerk(), text="Twee weken", to=first, once=uuid.uuid4())
    assert not services.unanswered()


@pytest.mark.parametrize("wrong", [{"subject": ""}, {"subject": "x"}, {"text": ""}])
def test_what_is_missing_is_said_and_what_was_typed_stays(me: Client, wrong: dict[str, str]) -> None:
    answer = me.post(HUMAN, asked(**wrong))
    assert answer.status_code == 422
    if "text" not in wrong:
        assert "Mijn situatie is anders" in answer.content.decode()
    assert not HumanLook.objects.exists()


def test_the_answer_is_found_again_from_where_it_was_asked(me: Client) -> None:
    me.post(HUMAN, asked())
    look = HumanLook.objects.get()
    services.answer_human(look=look, by=applications.clerk(), text="We keken opnieuw", once=uuid.uuid4())
    look.refresh_from_db()
    page = me.get(HUMAN).content.decode()
    assert f"{MESSAGES}#bericht-{look.answer_id}" in page
    assert "We keken opnieuw" in words_of(me.get(MESSAGES))


@pytest.mark.parametrize("name", ["decision", "assessment"])
def test_every_no_has_a_person_one_click_away(me: Client, people, name: str) -> None:
    applications.put(people[0].dossier, State.DECLINED)
    assert HUMAN in me.get(reverse(f"journey:{name}")).content.decode()
