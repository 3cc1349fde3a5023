"""Knowledge tests of a person: the one that is being made, answer by answer, and those that are finished.

What the questions are and which answer is right is the journey's; here is what was shown and what was answered.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portal import clock
from portal.dossiers.models import Applicant, KnowledgeSitting, KnowledgeTest
from portal.dossiers.transitions import note, touch
from portal.identity.models import User


def begin_sitting(*, user: User, version: str, question_set: str) -> KnowledgeSitting:
    """The test that this person is making, else a new one with this set."""
    begun = {"version": version, "question_set": question_set, "began_at": clock.now()}
    sitting, _ = KnowledgeSitting.objects.get_or_create(user=user, defaults=begun)
    return sitting


def sitting_of(user: User) -> KnowledgeSitting | None:
    """The test that this person is making, or None."""
    return KnowledgeSitting.objects.filter(user=user).first()


def drop_sitting(user: User) -> None:
    """Let go of a test that can no longer be finished: its questions are not there any more."""
    KnowledgeSitting.objects.filter(user=user).delete()


def finished_tests(user: User) -> list[KnowledgeTest]:
    """The tests that this person finished, in whatever application, oldest first."""
    return list(KnowledgeTest.objects.filter(applicant__user=user).order_by("taken_at"))


def keep_answer(*, user: User, question_set: str, shown: Mapping[str, Any]) -> KnowledgeSitting | None:
    """Add an answer, with what was on the screen, to the test that is being made; an answer is given once.

    Args:
        question_set: the set that the answer is about.
        shown: `number` (from 1), `id`, `given` and the texts as they were read.

    Returns:
        The test with this answer in it, or None when this is not the next answer of that set: nothing is changed.
    """
    with transaction.atomic():
        sitting = KnowledgeSitting.objects.select_for_update().filter(user=user, question_set=question_set).first()
        if sitting is None or shown["number"] != len(sitting.shown) + 1:
            return None
        sitting.shown = [*sitting.shown, {**shown, "answered_at": clock.now().isoformat()}]
        sitting.save(update_fields=["shown"])
        return sitting


def record_test(*, applicant: Applicant, sitting: KnowledgeSitting, correct: int, passed: bool) -> KnowledgeTest:
    """Keep a test whose last answer is in, passed or not; it is no longer one that is being made."""
    with transaction.atomic():
        touch(applicant.dossier)
        finished = KnowledgeTest.objects.create(
            applicant=applicant,
            version=sitting.version,
            question_set=sitting.question_set,
            answers={one["id"]: one["given"] for one in sitting.shown},
            shown=sitting.shown,
            correct=correct,
            total=len(sitting.shown),
            passed=passed,
            taken_at=clock.now(),
        )
        drop_sitting(applicant.user)
        if passed:
            applicant.test_passed_at = finished.taken_at
            applicant.save(update_fields=["test_passed_at"])
        note(applicant.dossier, "test_taken", actor=applicant.user, detail={"passed": passed})
    return finished
