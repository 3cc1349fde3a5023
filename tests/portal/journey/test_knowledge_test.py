"""The knowledge test: one question at a time, answers that stay, failing warns and makes wait, passing goes on."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.assessments.models import AcceptanceSwitch
from portal.dossiers.models import Applicant, Dossier, KnowledgeSitting, KnowledgeTest
from portal.dossiers.services import start_dossier
from portal.identity.language import OF_THIS_VISIT
from portal.identity.models import User
from portal.identity.services import get_or_create_consumer
from portal.journey.knowledge import knowledge_test
from tests.portal.conftest import AtOnce
from tests.portal.journey.answers import assert_refused, question_of, right_answer, sit
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of
from tests.portal.journey.test_english import dutch_on
from tests.portal.journey.test_looking import rows

URL = reverse("journey:test")
TOTAL = knowledge_test().total
FAILING = TOTAL - knowledge_test().pass_mark + 1
STOP = "We raden je aan om advies te nemen"


def at(number: int) -> str:
    """The address of a question."""
    return reverse("journey:test_question", args=[number])


def plain(text: str) -> str:
    """With the spaces as `words_of` has them."""
    return text.replace("\u00a0", " ")


def wrong_answer(response: Any) -> dict[str, str]:
    """What the page would send with another answer than the right one."""
    sent = right_answer(response)
    return {**sent, "answer": "a" if sent["answer"] != "a" else "b"}


@pytest.fixture
def client(newcomer: User, enter: Enter) -> Client:
    """The browser of somebody without an application."""
    return enter(newcomer)


def test_the_intro_says_how_long_why_and_that_it_is_no_grade_and_begins_nothing(client: Client) -> None:
    before = rows()
    words = words_of(client.get(URL))
    exam = knowledge_test()
    for said in (f"{TOTAL} vragen, ongeveer {exam.minutes} minuten", "De wet vraagt", "geen cijfer over jou"):
        assert said in words
    assert f"moeten er {exam.pass_mark} goed zijn" in words
    assert "1 dag" in words.replace("\u00a0", " ")
    assert rows() == before


def test_beginning_begins_the_application_and_beginning_again_goes_on_where_one_was(client: Client) -> None:
    assert client.post(URL)["Location"] == at(1)
    assert Applicant.objects.get().dossier.number in words_of(client.get(reverse("journey:home")))
    sit(client, stop_after=2)
    assert tree_of(client.get(URL)).xpath(f"//a[@href='{at(3)}'][normalize-space()='Ga verder met vraag 3']")
    assert client.post(URL)["Location"] == at(3)
    assert (Dossier.objects.count(), KnowledgeSitting.objects.count()) == (1, 1)


def test_a_question_gives_nothing_away_and_chooses_nothing_for_you(client: Client) -> None:
    page = client.post(URL, follow=True)
    question = question_of(right_answer(page)["question"])
    tree = tree_of(page)
    assert tree.findtext(".//h1") == question.text
    assert tree.xpath("//input[@type='radio']/@value") == [letter for letter, _ in question.options]
    assert not tree.xpath("//input[@checked]")
    assert question.why not in words_of(page)
    assert "Waarom" not in words_of(page)


@pytest.mark.parametrize("right", [True, False])
def test_after_an_answer_comes_why_with_a_place_to_read_on(client: Client, right: bool) -> None:
    page = client.post(URL, follow=True)
    sent = right_answer(page) if right else wrong_answer(page)
    response = client.post(at(1), sent)
    assert (response.status_code, response["Location"]) == (303, at(1))
    question = question_of(sent["question"])
    shown = client.get(at(1))
    words = words_of(shown)
    assert ("Niet goed" in words) is not right
    for said in ("Waarom", question.why, plain(f"Je antwoord: {question.said(sent['answer'])}")):
        assert said in words
    assert (plain(f"Het goede antwoord: {question.said(question.right)}") in words) is not right
    assert tree_of(shown).xpath(f"//main//a[@href='{question.source.url}']")
    assert tree_of(shown).xpath(f"//a[@href='{at(2)}'][normalize-space()='Volgende vraag']")
    assert not tree_of(shown).xpath("//main//input[@type='radio']")


def test_an_answer_is_not_changed_once_its_explanation_was_shown(client: Client) -> None:
    page = client.post(URL, follow=True)
    wrong, right = wrong_answer(page), right_answer(page)
    client.post(at(1), wrong)
    response = client.post(at(1), right, follow=True)
    assert response.redirect_chain[-1] == (at(1), 303)
    assert "Je eerste antwoord telt." in words_of(response)
    assert "Niet goed" in words_of(response)
    assert [one["given"] for one in KnowledgeSitting.objects.get().shown] == [wrong["answer"]]


def test_the_same_answer_sent_twice_counts_once_and_says_nothing(client: Client) -> None:
    sent = right_answer(client.post(URL, follow=True))
    for _ in range(2):
        response = client.post(at(1), sent, follow=True)
        assert "Je eerste antwoord telt." not in words_of(response)
    assert len(KnowledgeSitting.objects.get().shown) == 1


def test_back_and_reload_show_what_was_answered_and_the_next_question_waits(client: Client) -> None:
    client.post(URL)
    sit(client, stop_after=2)
    for number in (1, 2, 1, 2):
        assert "Waarom" in words_of(client.get(at(number)))
    for _ in range(2):
        assert tree_of(client.get(at(3))).xpath("//input[@type='radio']")
    assert len(KnowledgeSitting.objects.get().shown) == 2


def test_nobody_skips_ahead(client: Client) -> None:
    sent = right_answer(client.post(URL, follow=True))
    for answer in (client.get(at(5)), client.post(at(5), sent)):
        assert (answer.status_code, answer["Location"]) == (303, at(1))
    assert "op volgorde" in words_of(client.get(at(1)))
    assert KnowledgeSitting.objects.get().shown == []
    for number in (0, TOTAL + 1):
        assert client.get(at(number)).status_code == 404


def test_two_windows_do_no_harm(newcomer: User, enter: Enter) -> None:
    one, other = enter(newcomer), enter(newcomer)
    page = one.post(URL, follow=True)
    first, second = right_answer(page), wrong_answer(other.get(at(1)))
    other.post(URL)
    one.post(at(1), first)
    assert "Je eerste antwoord telt." in words_of(other.post(at(1), second, follow=True))
    assert [row["given"] for row in KnowledgeSitting.objects.get().shown] == [first["answer"]]


def test_an_old_window_of_another_test_answers_nothing_in_this_one(
    client: Client, newcomer: User, enter: Enter
) -> None:
    old = right_answer(client.post(URL, follow=True))
    sit(client, mistakes=FAILING)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        later = enter(newcomer)
        later.post(URL)
        assert later.post(at(1), old)["Location"] == URL
        assert KnowledgeSitting.objects.get().shown == []


def test_passing_goes_on_and_the_explanations_stay_to_read(client: Client, newcomer: User) -> None:
    sit(client)
    assert tree_of(client.get(at(TOTAL))).xpath(f"//a[@href='{URL}'][normalize-space()='Bekijk je uitslag']")
    words = words_of(client.get(URL))
    assert "Je kunt zonder advies verder" in words
    assert "Lees hierover nog iets meer" not in words
    assert Applicant.objects.get(user=newcomer).test_passed_at is not None
    for number in (1, TOTAL):
        page = client.get(at(number))
        assert "Waarom" in words_of(page)
        assert tree_of(page).xpath(f"//a[@href='{URL}'][normalize-space()='Bekijk je uitslag']")


@pytest.mark.parametrize(("mistakes", "passed"), [(0, True), (FAILING - 1, True), (FAILING, False), (TOTAL, False)])
def test_the_pass_mark_is_the_last_score_that_passes(client: Client, mistakes: int, passed: bool) -> None:
    sit(client, mistakes=mistakes)
    finished = KnowledgeTest.objects.get()
    assert (finished.correct, finished.total, finished.passed) == (TOTAL - mistakes, TOTAL, passed)
    assert not KnowledgeSitting.objects.exists()


def test_who_passed_with_mistakes_reads_which_topics_they_were(client: Client) -> None:
    sit(client, mistakes=1)
    topic = question_of(KnowledgeTest.objects.get().shown[0]["id"]).topic
    words = words_of(client.get(URL))
    assert "Lees hierover nog iets meer" in words
    assert topic in words


def test_what_was_on_the_screen_is_kept_with_the_test(client: Client) -> None:
    sit(client, mistakes=1)
    finished = KnowledgeTest.objects.get()
    questions = knowledge_test().sets[finished.question_set]
    assert finished.version == knowledge_test().version
    assert set(finished.answers) == {one.id for one in questions}
    for number, (kept, question) in enumerate(zip(finished.shown, questions, strict=True), start=1):
        assert (kept["number"], kept["id"], kept["text"], kept["why"]) == (
            number,
            question.id,
            question.text,
            question.why,
        )
        assert kept["options"] == [list(option) for option in question.options]
        assert (kept["right"], kept["topic"], kept["source"]) == (question.right, question.topic, question.source.url)
        assert kept["language"] == "nl"
        assert kept["answered_at"]
    assert [one["given"] == one["right"] for one in finished.shown] == [False] + [True] * (TOTAL - 1)


def test_who_fails_is_warned_told_the_topics_and_stops(client: Client) -> None:
    sit(client, mistakes=FAILING)
    missed = {question_of(one["id"]).topic for one in KnowledgeTest.objects.get().shown[:FAILING]}
    others = {one.topic for one in knowledge_test().sets["a"]} - missed
    for response in (client.get(URL), client.post(URL)):
        words = words_of(response)
        assert STOP in words
        assert "Een hypotheek zonder advies past nu misschien niet bij jou" in words
        assert "sluiten we geen hypotheek zonder advies" in words
        assert all(topic in words for topic in missed)
        assert not any(topic in words for topic in others)
        assert not tree_of(response).xpath("//main//form")
    assert KnowledgeTest.objects.count() == 1
    assert Applicant.objects.get().test_passed_at is None
    assert client.post(reverse("journey:submit")).status_code == 422


def test_the_pause_lasts_a_day_to_the_minute_and_then_the_questions_are_others(
    client: Client, newcomer: User, enter: Enter
) -> None:
    failed_at = timezone.now()
    with time_machine.travel(failed_at, tick=False):
        sit(client, mistakes=FAILING)
    wait = knowledge_test().wait
    assert wait == timedelta(hours=24)
    with time_machine.travel(failed_at + wait - timedelta(seconds=1), tick=False):
        assert STOP in words_of(enter(newcomer).post(URL))
        assert not KnowledgeSitting.objects.exists()
    with time_machine.travel(failed_at + wait, tick=False):
        sit(enter(newcomer))
    first, second = KnowledgeTest.objects.order_by("taken_at")
    assert not set(first.answers) & set(second.answers)
    assert Applicant.objects.get().test_passed_at is not None


def test_who_failed_every_set_is_told_that_it_stops_here(client: Client, newcomer: User, enter: Enter) -> None:
    began = timezone.now()
    sets = len(knowledge_test().sets)
    for days in range(sets):
        with time_machine.travel(began + timedelta(days=2 * days), tick=False):
            sit(enter(newcomer), mistakes=FAILING)
    after = began + timedelta(days=2 * sets)
    for moment, stops in ((after, True), (began + knowledge_test().rest, False)):
        with time_machine.travel(moment, tick=False):
            words = words_of(enter(newcomer).post(URL, follow=True))
        assert ("Daarom stoppen we hier" in words) is stops
    assert KnowledgeTest.objects.count() == sets
    assert KnowledgeSitting.objects.get().question_set == KnowledgeTest.objects.order_by("taken_at")[0].question_set


def test_who_passed_is_not_examined_again(client: Client) -> None:
    sit(client)
    assert "Je kunt zonder advies verder" in words_of(client.post(URL))
    assert KnowledgeTest.objects.count() == 1
    assert not KnowledgeSitting.objects.exists()


def test_stopping_and_beginning_anew_does_not_shorten_the_pause(client: Client) -> None:
    sit(client, mistakes=FAILING)
    client.post(reverse("journey:withdraw"))
    client.post(reverse("journey:again"))
    assert STOP in words_of(client.post(URL))
    assert not KnowledgeSitting.objects.exists()


def test_stopping_halfway_and_beginning_anew_keeps_the_answers_that_were_given(client: Client) -> None:
    sit(client, mistakes=FAILING, stop_after=FAILING)
    before = KnowledgeSitting.objects.get()
    client.post(reverse("journey:withdraw"))
    client.post(reverse("journey:again"))
    assert client.post(URL)["Location"] == at(FAILING + 1)
    assert KnowledgeSitting.objects.get().question_set == before.question_set
    sit(client)
    finished = KnowledgeTest.objects.get()
    assert (finished.passed, finished.applicant.dossier.state) == (False, "intake")


def test_a_test_whose_questions_are_gone_begins_again_with_questions_that_are_there(client: Client) -> None:
    client.post(URL)
    KnowledgeSitting.objects.update(question_set="van-vroeger", shown=[{"number": 1, "id": "x", "given": "a"}])
    assert client.get(at(2))["Location"] == URL
    assert "Begin de toets" in words_of(client.get(URL))
    assert client.post(URL)["Location"] == at(1)
    assert KnowledgeSitting.objects.get().question_set in knowledge_test().sets


def test_a_partner_makes_a_test_of_their_own(enter: Enter, robin: Applicant) -> None:
    sit(enter(robin))
    partner = Applicant.objects.create(
        dossier=robin.dossier,
        user=get_or_create_consumer(email="sam@voorbeeld.nl"),
        position=2,
        accepted_at=timezone.now(),
    )
    client = enter(partner)
    assert "Begin de toets" in words_of(client.get(URL))
    assert client.get(at(1))["Location"] == URL
    sit(client, mistakes=FAILING)
    assert [one.test_passed_at is not None for one in robin.dossier.applicants.all()] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_begun_or_answered_at_once_there_is_one_application_one_test_and_one_answer(
    newcomer: User, enter: Enter, at_once: AtOnce
) -> None:
    browsers = [enter(newcomer) for _ in range(3)]
    outcomes = at_once(lambda: browsers.pop().post(URL).status_code, 3)
    assert outcomes == [303] * 3
    assert (Dossier.objects.count(), KnowledgeSitting.objects.count()) == (1, 1)
    sit(enter(newcomer), stop_after=TOTAL - 1)
    browsers = [enter(newcomer) for _ in range(3)]
    sent = right_answer(browsers[0].get(at(TOTAL)))
    assert at_once(lambda: browsers.pop().post(at(TOTAL), sent).status_code, 3) == [303] * 3
    assert KnowledgeTest.objects.get().total == TOTAL
    assert not KnowledgeSitting.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"answer": ""}, {"answer": "z"}, {"answer": "\x00"}, {"answer": "x" * 20_000}])
def test_no_answer_or_rubbish_is_asked_again_and_keeps_nothing(client: Client, sent: dict[str, str]) -> None:
    asked = right_answer(client.post(URL, follow=True))["question"]
    said = "Kies een van de mogelijkheden." if sent.get("answer") else "Kies een antwoord."
    assert_refused(client.post(at(1), {"question": asked, **sent}), "answer", said)
    assert KnowledgeSitting.objects.get().shown == []


def test_somebody_new_who_comes_for_another_page_begins_with_the_test(client: Client) -> None:
    for name in ("home", "loan", "ockto", "aanbod", "done"):
        response = client.get(reverse(f"journey:{name}"), follow=True)
        assert response.redirect_chain[-1] == (URL, 303)
        assert "Kennistoets" in words_of(response)
    assert client.get(at(1), follow=True).redirect_chain[-1] == (URL, 303)


@pytest.mark.django_db
def test_nobody_begins_while_new_customers_are_not_accepted(enter: Enter) -> None:
    AcceptanceSwitch.objects.all().delete()
    user = get_or_create_consumer(email="laat@voorbeeld.nl")
    response = enter(user).post(URL, follow=True)
    assert response.redirect_chain[-1] == (reverse("journey:start"), 303)
    assert "Nieuwe klanten kunnen nu geen hypotheek aanvragen" in words_of(response)
    assert not Dossier.objects.exists()


@pytest.mark.django_db
def test_who_began_before_the_door_closed_may_go_on(enter: Enter) -> None:
    AcceptanceSwitch.objects.all().delete()
    one = start_dossier(user=get_or_create_consumer(email="vroeg@voorbeeld.nl"))
    sit(enter(one))
    assert Applicant.objects.get().test_passed_at is not None


def test_every_page_of_it_is_there_in_english_and_is_kept_as_it_was_read(client: Client) -> None:
    session = client.session
    session[OF_THIS_VISIT] = "en"
    session.save()
    assert dutch_on(client.get(URL)) == []
    client.post(URL)
    for number in range(1, TOTAL + 1):
        page = client.get(at(number))
        assert dutch_on(page) == [], number
        assert dutch_on(client.post(at(number), {"question": right_answer(page)["question"]})) == [], number
        client.post(at(number), wrong_answer(page))
        assert dutch_on(client.get(at(number))) == [], number
    assert dutch_on(client.get(URL)) == []
    assert {one["language"] for one in KnowledgeTest.objects.get().shown} == {"en"}
