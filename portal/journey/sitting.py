"""Making the knowledge test: begin, one answer at a time, and how it ended.

An answer is given once: its explanation is on the same page as soon as it is in. Whatever window, device or application
somebody comes from, there is one test that they are making.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from portal import clock
from portal.dossiers.knowledge_tests import (
    begin_sitting,
    drop_sitting,
    finished_tests,
    keep_answer,
    record_test,
    sitting_of,
)
from portal.dossiers.models import Applicant, KnowledgeTest
from portal.identity.models import User
from portal.journey.begin import begin
from portal.journey.knowledge import Question, draw_set, knowledge_test, may_try_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A test as its pages show it; `answers` are the letters given so far, by the order of the questions."""

    question_set: str
    questions: tuple[Question, ...]
    answers: tuple[str, ...]

    @property
    def number(self) -> int:
        """The question that is next, from 1; one past the last when all are answered."""
        return len(self.answers) + 1

    @property
    def finished(self) -> bool:
        """Whether every question has its answer."""
        return len(self.answers) == len(self.questions)

    @property
    def wrong_topics(self) -> tuple[str, ...]:
        """The topics of the answers that were not right, each once, in order."""
        pairs = zip(self.questions, self.answers, strict=False)
        return tuple(dict.fromkeys(one.topic for one, given in pairs if given != one.right))


def current_sitting(user: User) -> Sitting | None:
    """The test that is being made, else the last one that was finished; None when its questions are gone."""
    finished = finished_tests(user)
    row = sitting_of(user) or (finished[-1] if finished else None)
    questions = knowledge_test().sets.get(row.question_set) if row else None
    if row is None or questions is None:
        return None
    given = {one["id"]: one["given"] for one in row.shown}
    answers = tuple(given[one.id] for one in questions if one.id in given)
    if isinstance(row, KnowledgeTest) and len(answers) < len(questions):
        return None  # of a time when a test had other questions
    return Sitting(question_set=row.question_set, questions=questions, answers=answers)


def failed_lately(user: User) -> KnowledgeTest | None:
    """The failed test whose pause still runs, or None; beginning anew does not end a pause."""
    finished = finished_tests(user)
    again_at = may_try_at(finished)
    if again_at is None or again_at <= clock.now():
        return None
    return next(one for one in reversed(finished) if not one.passed)


def begin_test(user: User) -> int:
    """Begin the application when there is none, and the test; who is making one goes on with that.

    Who passed, or has to wait, gets no other test. Asked twice at once there is one.

    Returns:
        The number of the question that is next.
    """
    exam = knowledge_test()
    with transaction.atomic():
        applicant = begin(user)
        if applicant.test_passed_at is not None or failed_lately(user) is not None:
            return 1
        running = sitting_of(user)
        if running is not None and running.question_set in exam.sets:
            return len(running.shown) + 1
        drop_sitting(user)
        begin_sitting(user=user, version=exam.version, question_set=draw_set(finished_tests(user), clock.now()))
        return 1


def give_answer(*, applicant: Applicant, sitting: Sitting, number: int, letter: str) -> bool:
    """Keep an answer to question `number` of this test, and the whole test when it was the last.

    Returns:
        Whether it was kept; not when another window was first, or another question is next.
    """
    exam = knowledge_test()
    shown = _shown(sitting.questions[number - 1], number, letter)
    with transaction.atomic():
        kept = keep_answer(user=applicant.user, question_set=sitting.question_set, shown=shown)
        if kept is not None and len(kept.shown) == len(sitting.questions):
            correct = sum(one["given"] == one["right"] for one in kept.shown)
            record_test(applicant=applicant, sitting=kept, correct=correct, passed=correct >= exam.pass_mark)
    return kept is not None


def _shown(question: Question, number: int, letter: str) -> dict[str, Any]:
    """What is kept of a question: every word that was read, in the language it was read in."""
    return {
        "number": number,
        "id": question.id,
        "topic": question.topic,
        "text": question.text,
        "options": [list(option) for option in question.options],
        "given": letter,
        "right": question.right,
        "why": question.why,
        "source": question.source.url,
        "language": get_language(),
    }
