"""The knowledge test: its questions are sound, failing warns and makes wait, passing begins the rest."""

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.assessments.models import AcceptanceSwitch
from portal.dossiers.models import Applicant, Dossier, KnowledgeTest
from portal.dossiers.services import start_dossier
from portal.identity.models import User
from portal.identity.services import get_or_create_consumer
from portal.journey.knowledge import knowledge_test
from tests.portal.conftest import AtOnce
from tests.portal.journey.answers import assert_kept, assert_refused, right_answers, wrong_answers
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of

URL = reverse("journey:test")
FAILING = len(knowledge_test().questions) - knowledge_test().pass_mark + 1


@pytest.fixture
def client(newcomer: User, enter: Enter) -> Client:
    """The browser of somebody without an application."""
    return enter(newcomer)


def test_every_question_has_one_right_answer_among_three_and_a_way_to_say_i_do_not_know() -> None:
    exam = knowledge_test()
    assert 0 < exam.pass_mark < len(exam.questions)
    assert len({question.id for question in exam.questions}) == len(exam.questions)
    for question in exam.questions:
        letters = [letter for letter, _ in question.options]
        assert letters.count(question.right) == 1
        assert len(set(letters)) == len(letters) >= 4
        assert len({text for _, text in question.options}) == len(letters)
        assert question.options[-1][1] == "Dat weet ik niet"
        assert question.right != letters[-1]
        assert question.why


def test_the_right_answer_is_not_always_on_the_same_place() -> None:
    rights = [question.right for question in knowledge_test().questions]
    assert len(set(rights)) == 3
    assert max(rights.count(letter) for letter in set(rights)) < knowledge_test().pass_mark
    assert any(first != second for first, second in pairwise(rights))


def test_the_four_topics_that_the_law_names_are_asked() -> None:
    assert {question.topic for question in knowledge_test().questions} == {
        "eigenschappen en risico's",
        "eigen financiële situatie",
        "behoefte aan advies",
        "bekende producten",
    }


def test_the_page_gives_no_answer_away(client: Client) -> None:
    page = tree_of(client.get(URL))
    assert not page.xpath("//input[@checked]")
    words = words_of(client.get(URL))
    assert not [question.why for question in knowledge_test().questions if question.why in words]


def test_handing_in_a_passed_test_begins_the_application(client: Client, newcomer: User) -> None:
    response = client.post(URL, right_answers())
    assert (response.status_code, response["Location"]) == (303, URL)
    assert "Je kunt zonder advies verder" in words_of(client.get(URL))
    one = Applicant.objects.get(user=newcomer)
    assert one.test_passed_at is not None
    assert one.dossier.number in words_of(client.get(reverse("journey:home")))


@pytest.mark.parametrize(("mistakes", "passed"), [(0, True), (FAILING - 1, True), (FAILING, False)])
def test_the_pass_mark_is_the_last_score_that_passes(client: Client, mistakes: int, passed: bool) -> None:
    client.post(URL, wrong_answers(mistakes))
    sitting = KnowledgeTest.objects.get()
    assert (sitting.correct, sitting.passed) == (len(knowledge_test().questions) - mistakes, passed)


def test_a_question_without_an_answer_is_asked_again_with_the_others_kept(client: Client) -> None:
    typed = right_answers()
    left_out = typed.popitem()[0]
    response = client.post(URL, typed)
    assert_refused(response, left_out, "Kies een antwoord.")
    assert_kept(response, typed, action=URL)
    assert_refused(client.post(URL, {**typed, left_out: "z"}), left_out, "Kies een van de mogelijkheden.")
    assert not Dossier.objects.exists()


def test_who_fails_is_warned_told_the_topics_and_may_not_try_at_once(client: Client) -> None:
    client.post(URL, wrong_answers(FAILING))
    for response in (client.get(URL), client.post(URL, right_answers())):
        words = words_of(response)
        assert "We raden je aan om advies te nemen" in words
        assert "Een hypotheek zonder advies past nu misschien niet bij jou" in words
        assert knowledge_test().questions[0].topic in words
        assert "behoefte aan advies" not in words
        assert not tree_of(response).xpath("//input[@type='radio']")
    assert KnowledgeTest.objects.count() == 1
    assert Applicant.objects.get().test_passed_at is None


def test_the_pause_lasts_a_day_to_the_minute(client: Client, newcomer: User, enter: Enter) -> None:
    failed_at = timezone.now()
    with time_machine.travel(failed_at, tick=False):
        client.post(URL, wrong_answers(FAILING))
    wait = knowledge_test().wait
    assert wait == timedelta(hours=24)
    with time_machine.travel(failed_at + wait - timedelta(seconds=1), tick=False):
        enter(newcomer).post(URL, right_answers())
        assert Applicant.objects.get().test_passed_at is None
    with time_machine.travel(failed_at + wait, tick=False):
        assert enter(newcomer).post(URL, right_answers()).status_code == 303
        assert Applicant.objects.get().test_passed_at is not None


def test_who_passed_is_not_examined_again(client: Client) -> None:
    client.post(URL, right_answers())
    response = client.post(URL, wrong_answers(FAILING))
    assert "Je kunt zonder advies verder" in words_of(response)
    assert KnowledgeTest.objects.count() == 1


def test_stopping_and_beginning_anew_does_not_shorten_the_pause(client: Client) -> None:
    client.post(URL, wrong_answers(FAILING))
    client.post(reverse("journey:withdraw"))
    client.post(reverse("journey:again"))
    assert "We raden je aan om advies te nemen" in words_of(client.post(URL, right_answers()))
    assert KnowledgeTest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tests_handed_in_at_once_make_one_application_and_one_sitting(
    newcomer: User, enter: Enter, at_once: AtOnce
) -> None:
    browsers = [enter(newcomer) for _ in range(3)]
    outcomes = at_once(lambda: browsers.pop().post(URL, wrong_answers(FAILING)).status_code, 3)
    assert set(outcomes) <= {200, 303}
    assert (Dossier.objects.count(), KnowledgeTest.objects.count()) == (1, 1)


def test_somebody_new_who_comes_for_another_page_begins_with_the_test(client: Client) -> None:
    for name in ("home", "loan", "ockto", "aanbod", "done"):
        response = client.get(reverse(f"journey:{name}"), follow=True)
        assert response.redirect_chain[-1] == (URL, 303)
        assert "Kennistoets" in words_of(response)


@pytest.mark.django_db
def test_nobody_begins_while_new_customers_are_not_accepted(enter: Enter) -> None:
    AcceptanceSwitch.objects.all().delete()
    user = get_or_create_consumer(email="laat@voorbeeld.nl")
    response = enter(user).post(URL, right_answers(), follow=True)
    assert response.redirect_chain[-1] == (reverse("journey:start"), 303)
    assert "Nieuwe klanten kunnen nu geen hypotheek aanvragen" in words_of(response)
    assert not Dossier.objects.exists()


@pytest.mark.django_db
def test_who_began_before_the_door_closed_may_go_on(enter: Enter) -> None:
    AcceptanceSwitch.objects.all().delete()
    one = start_dossier(user=get_or_create_consumer(email="vroeg@voorbeeld.nl"))
    enter(one).post(URL, right_answers())
    assert Applicant.objects.get().test_passed_at is not None


@pytest.mark.parametrize("rubbish", ["\x00", "x" * 20_000, "🏠", "9" * 5000, "<b>", " "])
def test_rubbish_for_an_answer_is_asked_again_and_begins_nothing(client: Client, rubbish: str) -> None:
    response = client.post(URL, dict.fromkeys(right_answers(), rubbish))
    assert response.status_code == 422
    assert not Dossier.objects.exists()
