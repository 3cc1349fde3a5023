"""The first page, and Mijn aanvraag: the task list that is home from then on."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.assessments.policy import accepts_new_customers
from portal.assessments.terms import cancellation_fee
from portal.dossiers import parting, services
from portal.dossiers.models import Applicant
from portal.dossiers.parts import parts_of
from portal.dossiers.queries import applicant_of, missing_answers
from portal.dossiers.states import TERMINAL, GuardRefused, IllegalTransition, State
from portal.dossiers.transitions import StaleDossier
from portal.identity.access import step_up_required
from portal.identity.errors import LimitsAway, TooMany
from portal.identity.limits import MAILS_AGAIN, spend
from portal.identity.sessions import BEFORE
from portal.journey import tasklist
from portal.journey.begin import MAY_BEGIN_AGAIN, begin
from portal.journey.fit import exits, fit_questions
from portal.journey.forms.start import DeclarationForm
from portal.journey.missed import missed_context
from portal.journey.pages import INVALID, STOP_POLLING, applicant_page, go_to, page, post_only, posted, wants_fragment
from portal.journey.queries import intake_of
from portal.journey.subjects import overview
from portal.journey.timeline import news_of
from portal.notifications.delivery import missed_by, send_again

NO = {
    "niet-samen": gettext_lazy("We hebben genoteerd dat je niet meedoet. Je hoeft niets meer te doen."),
    "onbekend": gettext_lazy(
        "Goed dat je het zegt. We kijken ernaar en gebruiken je adres niet meer voor deze aanvraag. Je hoeft niets te "
        "doen."
    ),
}
"""What somebody hears who says no to an invitation."""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Before you begin: what you need, what it costs, for whom it is not, and that it is without advice."""
    today = clock.today()
    accepting = accepts_new_customers(today)
    known = request.user.is_authenticated and not request.user.is_staff
    context = {
        "open": accepting,
        "first": fit_questions(today)[0].slug,
        "exits": exits(today),
        "fee": cancellation_fee(today),
        # Who is logged in without an application cannot go on while the door is closed.
        "running": known and (accepting or applicant_of(request.user) is not None),
    }
    return render(request, "journey/start.html", context)


@step_up_required()
@require_safe
def home(request: Any) -> HttpResponse:
    """Mijn aanvraag. Who has no dossier yet goes to the knowledge test, which begins one."""
    applicant = applicant_of(request.user)
    if applicant is None:
        return go_to(request, "journey:test")
    if applicant.accepted_at is None:
        return go_to(request, "journey:join")
    context = tasklist.home_context(intake_of(applicant))
    if not wants_fragment(request):
        context |= tasklist.messages_context(applicant) | missed_context(applicant) | _news(request, applicant)
    response = page(request, "home", context, fragment="home_status", polling=context["polling"])
    if response.status_code == STOP_POLLING:
        response["HX-Refresh"] = "true"  # dates and time line beside the fragment changed too
    return response


def _news(request: Any, applicant: Applicant) -> dict[str, Any]:
    """What happened since the visit before this one."""
    before = request.session.get(BEFORE, "")
    if not before:
        return {}
    since = datetime.fromisoformat(before)
    return {"news": news_of(applicant, since), "news_since": since}


@applicant_page(joined=False)
@require_http_methods(["GET", "POST"])
def join(request: Any) -> HttpResponse:
    """«Klopt dit?» The one invited joins, says no, or does not know of it; before a yes nothing of it is shown."""
    applicant: Applicant = request.applicant
    if applicant.accepted_at is not None:
        return go_to(request, "journey:home")
    if State(applicant.dossier.state) in TERMINAL:
        return page(request, "join_over", {})
    answer = request.POST.get("answer", "")
    if answer == "ja":
        services.accept_invitation(applicant=applicant)
        return go_to(request, "journey:home")
    if answer in NO:
        try:
            parting.decline_invitation(applicant=applicant, unknown=answer == "onbekend")
            messages.success(request, NO[answer])
            return go_to(request, "journey:start")
        except services.PartnerRefused:  # joined in another window
            return go_to(request, "journey:home")
    first = applicant.dossier.applicants.get(position=1)
    context = {"first": first, "applicant": applicant, "unanswered": request.method == "POST"}
    return page(request, "join", context, status=INVALID if request.method == "POST" else 200)


@applicant_page(State.INTAKE, first_only=True)
@require_http_methods(["GET", "POST"])
def submit(request: Any) -> HttpResponse:
    """Check your answers, then send. Sending twice sends once."""
    dossier = request.applicant.dossier
    missing = missing_answers(dossier)
    form = DeclarationForm(posted(request) if not missing else None)
    if request.method == "POST" and not missing and form.is_valid():
        try:
            services.submit(dossier=dossier, by=request.user, declared=sorted(form.cleaned_data))
        except (GuardRefused, IllegalTransition, StaleDossier):
            messages.info(request, gettext("Je aanvraag is al verstuurd of nog niet compleet."))
        return go_to(request, "journey:home")
    context = {
        "applicants": dossier.applicants.all(),
        "mine": overview(request.applicant, parts_of(request.applicant), back="versturen"),
        "home": overview(dossier.wish, parts_of(dossier.wish), back="versturen"),
        "wish": dossier.wish,
        "parts": dossier.wish.leningdelen.all(),
        "missing": missing,
        "form": form,
        "applicant": request.applicant,
    }
    return page(request, "submit", context, status=INVALID if request.method == "POST" else 200)


@post_only
@applicant_page(*MAY_BEGIN_AGAIN)
def again(request: Any) -> HttpResponse:
    """A new application after one that ended; twice is once."""
    if not accepts_new_customers(clock.today()):
        return go_to(request, "journey:start")
    begin(request.user)
    return go_to(request, "journey:home")


@post_only
@applicant_page()
def withdraw(request: Any) -> HttpResponse:
    """Stop the application."""
    try:
        services.withdraw(dossier=request.applicant.dossier, by=request.user)
        messages.success(request, gettext("Je aanvraag is gestopt."))
    except (IllegalTransition, StaleDossier):
        messages.error(request, gettext("Stoppen kan nu niet meer via deze pagina. Bel ons."))
    return go_to(request, "journey:home")


@post_only
@applicant_page()
def mail_again(request: Any) -> HttpResponse:
    """Send the mails that did not reach this applicant once more."""
    try:
        spend(MAILS_AGAIN, str(request.applicant.user_id))
    except (TooMany, LimitsAway) as error:
        messages.error(request, str(error))
        return go_to(request, "journey:home")
    for mail in missed_by(request.applicant.user):
        send_again(mail)
    messages.success(request, gettext("We proberen het opnieuw. Kijk over een paar minuten in je mailbox."))
    return go_to(request, "journey:home")
