"""The bank of the knowledge test is sound: whole sets that share nothing, fair options, an explanation everywhere."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import translation

from portal.formats.language import Language
from portal.journey.knowledge import Question, draw_set, knowledge_test, may_try_at

TOPICS = {"eigenschappen en risico's", "eigen financiële situatie", "behoefte aan advies", "bekende producten"}
"""What the law names (BGfo art. 80e, 2017)."""
NEUTRAL = {"www.afm.nl", "www.nhg.nl", "www.nibud.nl", "www.rijksoverheid.nl", "www.wijzeringeldzaken.nl"}
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
SETS = tuple(knowledge_test().sets)


@pytest.fixture(params=Language)
def bank(request: Any) -> Any:
    """Every set, in each language."""
    with translation.override(request.param):
        yield knowledge_test().sets


def every(bank: Any) -> list[Question]:
    """All questions of all sets."""
    return [question for questions in bank.values() for question in questions]


def lengths(question: Question) -> tuple[int, list[int]]:
    """How long the right answer is, and how long the wrong ones are; "I don't know" is neither."""
    named = question.options[:-1]
    wrong = [len(text) for letter, text in named if letter != question.right]
    return len(question.said(question.right)), wrong


def test_there_are_two_whole_sets_or_more_and_no_two_share_a_question(bank: Any) -> None:
    assert len(bank) >= 2
    assert len({len(questions) for questions in bank.values()}) == 1
    for first, second in combinations(bank.values(), 2):
        assert not {one.id for one in first} & {one.id for one in second}
        assert not {one.text for one in first} & {one.text for one in second}


def test_every_set_asks_every_topic_equally_often() -> None:
    for name, questions in knowledge_test().sets.items():
        counted = Counter(question.topic for question in questions)
        assert set(counted) == TOPICS, name
        assert len(set(counted.values())) == 1, name


def test_nobody_passes_with_a_topic_all_wrong() -> None:
    exam = knowledge_test()
    for questions in exam.sets.values():
        fewest = min(Counter(question.topic for question in questions).values())
        assert 0 <= len(questions) - exam.pass_mark < fewest


def test_every_question_has_one_right_answer_among_three_and_a_way_to_say_i_do_not_know(bank: Any) -> None:
    unknown = {question.options[-1][1] for question in every(bank)}
    assert len(unknown) == 1
    for question in every(bank):
        assert [letter for letter, _ in question.options] == ["a", "b", "c", "d"], question.id
        assert len({text for _, text in question.options}) == 4, question.id
        assert question.right in {"a", "b", "c"}, question.id


def test_every_question_has_its_explanation_and_a_neutral_place_to_read_on(bank: Any) -> None:
    for question in every(bank):
        assert len(question.why.split()) > 8, question.id
        assert urlsplit(question.source.url).hostname in NEUTRAL, question.id
        assert question.source.url.startswith("https://")
        assert question.source.name
        assert question.source.search


def test_the_length_of_the_right_answer_tells_nothing(bank: Any) -> None:
    for question in every(bank):
        right, wrong = lengths(question)
        assert 0.6 < right / (sum(wrong) / len(wrong)) < 1.4, question.id
    for name, questions in bank.items():
        longest = sum(right > max(wrong) for right, wrong in map(lengths, questions))
        assert longest <= len(questions) / 2, name
        shortest = sum(right < min(wrong) for right, wrong in map(lengths, questions))
        assert shortest <= len(questions) / 2, name


def test_the_right_answer_is_about_equally_often_on_each_place() -> None:
    for name, questions in knowledge_test().sets.items():
        counted = Counter(question.right for question in questions)
        assert set(counted) == {"a", "b", "c"}, name
        assert max(counted.values()) - min(counted.values()) <= 2, name


@pytest.mark.parametrize(
    "leading", ["denk je", "vind je", "hoe goed", "weet je wel", "toch", "volgens jou", "kies je het"]
)
def test_no_question_leads_or_asks_how_well_somebody_thinks_they_know_it(leading: str) -> None:
    assert [one.id for one in every(knowledge_test().sets) if leading in one.text.lower()] == []


def test_every_question_and_answer_is_said_in_english() -> None:
    dutch = {one.id: one for one in every(knowledge_test().sets)}
    with translation.override(Language.ENGLISH):
        for one in every(knowledge_test().sets):
            assert one.text != dutch[one.id].text
            assert one.why != dutch[one.id].why
            assert one.topic != dutch[one.id].topic
            assert not {text for _, text in one.options} & {text for _, text in dutch[one.id].options}


# Which set, and when


def sat(question_set: str, *, passed: bool = False, ago: timedelta = timedelta(0)) -> Any:
    """A test that was finished."""
    return SimpleNamespace(question_set=question_set, taken_at=NOW - ago, passed=passed)


def test_the_next_test_is_another_set() -> None:
    for failed in SETS:
        for _ in range(5):
            assert draw_set([sat(failed)], NOW) != failed


def test_who_never_sat_may_get_any_set() -> None:
    assert {draw_set([], NOW) for _ in range(200)} == set(SETS)


def test_after_passing_in_an_application_that_ended_the_other_set_comes_first_and_then_the_oldest() -> None:
    first, second, *_ = SETS
    day = timedelta(days=1)
    assert draw_set([sat(first, passed=True)], NOW) == second
    assert draw_set([sat(second, passed=True), sat(first, passed=True, ago=day)], NOW) == first


def test_when_every_set_was_failed_none_is_drawn_until_one_has_rested() -> None:
    rest = knowledge_test().rest
    last, first = sat(SETS[1]), sat(SETS[0], ago=timedelta(days=2))
    again_at = NOW - timedelta(days=2) + rest
    assert may_try_at([first, last]) == again_at
    for moment in (NOW, again_at - timedelta(seconds=1)):
        with pytest.raises(ValueError, match="rests"):
            draw_set([first, last], moment)
    assert draw_set([first, last], again_at) == SETS[0]


def test_a_set_of_another_bank_says_nothing_about_this_one() -> None:
    assert draw_set([sat("van-vroeger")], NOW) in SETS
    assert may_try_at([sat("van-vroeger")]) == NOW + knowledge_test().wait


def test_the_pause_is_counted_from_the_last_failed_test_and_passing_has_none() -> None:
    assert may_try_at([]) is None
    assert may_try_at([sat(SETS[0], passed=True)]) is None
    hour = timedelta(hours=1)
    assert may_try_at([sat(SETS[0], ago=hour), sat(SETS[1], passed=True)]) == NOW - hour + knowledge_test().wait
