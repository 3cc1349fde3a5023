"""Past dit bij jou: one question per page, and the page that says why it cannot be done online."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.journey.fit import every_question, exits, fit_questions
from portal.journey.forms.start import FitAnswer
from portal.journey.pages import INVALID, go_to, page, posted


@require_http_methods(["GET", "POST"])
def fit(request: HttpRequest, slug: str) -> HttpResponse:
    """One question; the answer only says where to go next, and is not kept."""
    day = clock.today()
    questions = {one.slug: one for one in fit_questions(day)}
    if slug not in questions:
        if slug in {one.slug for one in every_question(day)}:
            return go_to(request, "journey:start")  # the door closed meanwhile; the first page says so
        raise Http404(slug)
    question, order = questions[slug], list(questions)
    number = order.index(slug) + 1
    form = FitAnswer(posted(request), question=question.text)
    if request.method == "POST" and form.is_valid():
        if out := question.exits.get(form.cleaned_data["answer"]):
            return go_to(request, "journey:no_fit", out)
        return go_to(request, "journey:fit", order[number]) if number < len(order) else go_to(request, "identity:begin")
    context = {
        "form": form,
        "question": question,
        "number": number,
        "total": len(order),
        "before": order[number - 2] if number > 1 else "",
    }
    return page(request, "fit", context, status=INVALID if request.method == "POST" else 200)


@require_safe
def no_fit(request: HttpRequest, slug: str) -> HttpResponse:
    """The one reason why it cannot be done online, and what somebody can do instead."""
    found = {one.slug: one for one in exits(clock.today())}
    if slug not in found:
        return go_to(request, "journey:start")  # of another day, or of nobody: the first page lists those that are
    return page(request, "no_fit", {"exit": found[slug]})
