"""The knowledge test: why it is there, one question per page with its explanation, and how it ended."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.assessments.policy import accepts_new_customers
from portal.dossiers.knowledge_tests import finished_tests
from portal.dossiers.models import Applicant, KnowledgeTest
from portal.dossiers.states import State
from portal.journey.forms.start import KnowledgeAnswer
from portal.journey.knowledge import knowledge_test, may_try_at
from portal.journey.pages import INVALID, applicant_page, go_to, one_at_a_time, page, posted
from portal.journey.sitting import Sitting, begin_test, current_sitting, failed_lately, give_answer

FIRST_COUNTS = gettext_lazy("Deze vraag was al beantwoord. Je eerste antwoord telt.")
IN_ORDER = gettext_lazy("Je maakt de vragen op volgorde. Dit is de vraag waar je bent.")


@applicant_page(State.INTAKE, newcomers=True)
@require_http_methods(["GET", "POST"])
def test(request: Any) -> HttpResponse:
    """Why there is a test; after failing, the warning and a pause (Wft 4:24).

    It is the first thing somebody does, and beginning it begins the application: nothing is kept about a visitor who
    only looks.
    """
    applicant: Applicant | None = request.applicant
    if applicant is None and not accepts_new_customers(clock.today()):
        return go_to(request, "journey:start")
    sitting = current_sitting(request.user)
    if applicant is not None and applicant.test_passed_at is not None:
        return page(request, "test_passed", {"sitting": sitting})
    failed = failed_lately(request.user)
    if failed is not None:
        return page(request, "test_failed", _failure(request, failed, sitting))
    if request.method == "POST":
        return go_to(request, "journey:test_question", begin_test(request.user))
    running = sitting if sitting and not sitting.finished else None
    return page(request, "test", {"exam": knowledge_test(), "newcomer": applicant is None, "running": running})


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def test_question(request: Any, number: int) -> HttpResponse:
    """One question; once it is answered its explanation, and the answer stays what it was.

    Nobody skips ahead: a later question leads to the one that is next. After the last one the pages stay to read.
    """
    sitting = current_sitting(request.user)
    if sitting is None:
        return go_to(request, "journey:test")
    if not 1 <= number <= len(sitting.questions):
        raise Http404(number)
    if number > sitting.number:
        messages.info(request, IN_ORDER)
        return go_to(request, "journey:test_question", sitting.number)
    question = sitting.questions[number - 1]
    form = KnowledgeAnswer(posted(request), question=question)
    if request.method == "POST":
        if request.POST.get("question") != question.id:  # a page of another test
            return go_to(request, "journey:test")
        if number < sitting.number:
            if request.POST.get("answer") != sitting.answers[number - 1]:
                messages.info(request, FIRST_COUNTS)
            return go_to(request, "journey:test_question", number)
        if form.is_valid():
            letter = form.cleaned_data["answer"]
            if not give_answer(applicant=request.applicant, sitting=sitting, number=number, letter=letter):
                messages.info(request, FIRST_COUNTS)
            return go_to(request, "journey:test_question", number)
    if number < sitting.number:
        return page(request, "test_answer", _answered(sitting, number))
    context = {"form": form, "question": question, "number": number, "total": len(sitting.questions)}
    return page(request, "test_question", context, status=INVALID if request.method == "POST" else 200)


def _answered(sitting: Sitting, number: int) -> dict[str, Any]:
    question, given = sitting.questions[number - 1], sitting.answers[number - 1]
    return {
        "question": question,
        "number": number,
        "total": len(sitting.questions),
        "given": question.said(given),
        "right": question.said(question.right),
        "is_right": given == question.right,
        "last": number == len(sitting.questions),
        "finished": sitting.finished,
    }


def _failure(request: Any, failed: KnowledgeTest, sitting: Sitting | None) -> dict[str, Any]:
    again_at = may_try_at(finished_tests(request.user))
    return {
        "again_at": again_at,
        "correct": failed.correct,
        "total": failed.total,
        "sitting": sitting,
        # A longer wait than the pause: every set was asked and rests.
        "all_asked": again_at is not None and again_at > failed.taken_at + knowledge_test().wait,
    }
