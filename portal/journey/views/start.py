"""The first page, and Mijn aanvraag: the task list that is home from then on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal import clock
from portal.assessments.policy import accepts_new_customers
from portal.dossiers import services
from portal.dossiers.models import Applicant
from portal.dossiers.queries import applicant_of, missing_answers
from portal.dossiers.states import GuardRefused, IllegalTransition, State
from portal.dossiers.transitions import StaleDossier
from portal.identity.access import step_up_required
from portal.journey import tasklist
from portal.journey.knowledge import knowledge_test
from portal.journey.pages import applicant_page, go_to, page
from portal.journey.queries import intake_of


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What it is, what you need, what execution-only means."""
    context = {
        "open": accepts_new_customers(clock.today()),
        "questions": len(knowledge_test().questions),
        "running": request.user.is_authenticated and not request.user.is_staff,
    }
    return render(request, "journey/start.html", context)


@step_up_required()
@require_http_methods(["GET", "POST"])
def home(request: Any) -> HttpResponse:
    """Mijn aanvraag. The first visit makes the dossier; a partner joins first."""
    applicant = applicant_of(request.user)
    if applicant is None:
        if not accepts_new_customers(clock.today()):
            return go_to(request, "journey:start")
        applicant = services.start_dossier(user=request.user)
        return go_to(request, "journey:test")
    if applicant.accepted_at is None:
        return go_to(request, "journey:join")
    return page(request, "home", tasklist.home_context(intake_of(applicant)), fragment="home_status")


@applicant_page(joined=False)
@require_http_methods(["GET", "POST"])
def join(request: Any) -> HttpResponse:
    """The partner says yes or no to the invitation."""
    applicant: Applicant = request.applicant
    if applicant.accepted_at is not None:
        return go_to(request, "journey:home")
    if request.method == "POST":
        services.accept_invitation(applicant=applicant)
        return go_to(request, "journey:home")
    first = applicant.dossier.applicants.get(position=1)
    return page(request, "join", {"first": first, "applicant": applicant})


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def submit(request: Any) -> HttpResponse:
    """Check your answers, then send. Sending twice sends once."""
    dossier = request.applicant.dossier
    missing = missing_answers(dossier)
    if request.method == "POST" and not missing:
        try:
            services.submit(dossier=dossier, by=request.user)
        except (GuardRefused, IllegalTransition, StaleDossier):
            messages.info(request, "Je aanvraag is al verstuurd of nog niet compleet.")
        return go_to(request, "journey:home")
    status = 422 if request.method == "POST" else 200
    return page(request, "submit", tasklist.submit_context(request.applicant, missing), status=status)


@applicant_page()
@require_POST
def withdraw(request: Any) -> HttpResponse:
    """Stop the application."""
    try:
        services.withdraw(dossier=request.applicant.dossier, by=request.user)
        messages.success(request, "Je aanvraag is gestopt.")
    except (IllegalTransition, StaleDossier):
        messages.error(request, "Stoppen kan nu niet meer via deze pagina. Bel ons.")
    return go_to(request, "journey:home")
