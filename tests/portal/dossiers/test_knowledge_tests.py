"""What is kept of a knowledge test: one that is being made per person, answers in order, evidence at the end."""

import pytest

from portal.dossiers.knowledge_tests import begin_sitting, finished_tests, keep_answer, record_test, sitting_of
from portal.dossiers.models import AppendOnlyError, Applicant, KnowledgeSitting
from portal.dossiers.services import start_dossier
from portal.identity.services import get_or_create_consumer

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Applicant:
    """Somebody who just began."""
    return start_dossier(user=get_or_create_consumer(email="robin@voorbeeld.nl"))


def answer(one: Applicant, number: int, *, question_set: str = "a") -> KnowledgeSitting | None:
    """Answer a question."""
    shown = {"number": number, "id": f"q{number}", "given": "b"}
    return keep_answer(user=one.user, question_set=question_set, shown=shown)


def test_somebody_makes_one_test_at_a_time(first: Applicant) -> None:
    begun = begin_sitting(user=first.user, version="1", question_set="a")
    assert begin_sitting(user=first.user, version="2", question_set="b") == begun
    assert sitting_of(first.user).question_set == "a"


def test_answers_come_in_order_each_once_and_of_the_right_set(first: Applicant) -> None:
    assert answer(first, 1) is None
    begin_sitting(user=first.user, version="1", question_set="a")
    assert answer(first, 2) is None
    assert answer(first, 1, question_set="b") is None
    assert len(answer(first, 1).shown) == 1
    assert answer(first, 1) is None
    assert [one["id"] for one in answer(first, 2).shown] == ["q1", "q2"]


@pytest.mark.parametrize("passed", [True, False])
def test_a_finished_test_is_evidence_and_only_passing_opens_something(first: Applicant, passed: bool) -> None:
    sitting = begin_sitting(user=first.user, version="7", question_set="a")
    sitting = answer(first, 1)
    finished = record_test(applicant=first, sitting=sitting, correct=1, passed=passed)
    first.refresh_from_db()
    assert first.test_passed_at == (finished.taken_at if passed else None)
    assert (finished.version, finished.question_set, finished.total, finished.answers) == ("7", "a", 1, {"q1": "b"})
    assert finished.shown[0]["answered_at"]
    assert sitting_of(first.user) is None
    assert finished_tests(first.user) == [finished]
    with pytest.raises(AppendOnlyError):
        finished.save()
    assert first.dossier.events.filter(name="test_taken").get().detail == {"passed": passed}
