"""Collecting brondata: the choice, the Ockto page that polls, the figures to check."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseStopPolling

from brondata.provider import BrondataError
from portal.dossiers import services
from portal.dossiers.models import Applicant
from portal.dossiers.queries import PERSON_FIELDS, answered
from portal.dossiers.states import State
from portal.evidence import ockto
from portal.evidence.models import OcktoSession
from portal.journey import figures as figure_rows
from portal.journey.forms import DeclaredIncomeForm, RouteForm
from portal.journey.pages import INVALID, applicant_page, go_to, page
from portal.journey.weather import source_lines

Status = OcktoSession.Status


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def route(request: Any) -> HttpResponse:
    """With Ockto or with documents: three words about each, none preset."""
    applicant = request.applicant
    if not answered(applicant, PERSON_FIELDS):
        messages.info(request, "Vul eerst je eigen gegevens in. Dan weten we zeker dat de brondata van jou is.")
        return go_to(request, "journey:person")
    form = RouteForm(request.POST or None, initial={"route": applicant.route})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["route"]
        services.save_answers(instance=applicant, dossier=applicant.dossier, by=request.user, answers={"route": chosen})
        to = "journey:ockto" if chosen == Applicant.Route.OCKTO else "journey:income"
        return go_to(request, to)
    status = INVALID if request.method == "POST" else 200
    return page(request, "route", {"form": form}, status=status)


@applicant_page(State.INTAKE)
@require_GET
def ockto_page(request: Any) -> HttpResponse:
    """QR, link, button; while the phone works, the state of each source. Polls itself."""
    session = ockto.current_session(request.applicant)
    if session is not None and session.status == Status.READ:
        response = go_to(request, "journey:figures")
        return _stop(response) if getattr(request, "htmx", False) else response
    return page(request, "ockto", _ockto_context(session), fragment="ockto_status")


def _stop(response: HttpResponse) -> HttpResponse:
    """End the polling and move on: 286 with the redirect header of htmx."""
    return HttpResponseStopPolling(headers={"HX-Redirect": response.headers["HX-Redirect"]})


@applicant_page(State.INTAKE)
@require_POST
def ockto_invite(request: Any) -> HttpResponse:
    """Make a new invitation; the older one stops working."""
    if not answered(request.applicant, PERSON_FIELDS):
        return go_to(request, "journey:person")
    try:
        ockto.invite(applicant=request.applicant)
    except BrondataError:
        messages.error(
            request,
            "Ockto is nu niet bereikbaar. Er is niets verloren gegaan. Probeer het over een paar minuten "
            "opnieuw, of stuur zelf documenten.",
        )
        return go_to(request, "journey:route")
    return go_to(request, "journey:ockto")


@applicant_page(State.INTAKE)
@require_POST
def ockto_mail(request: Any) -> HttpResponse:
    """The same invitation by e-mail."""
    session = ockto.current_session(request.applicant)
    if session is None or session.status != Status.INVITED:
        messages.info(request, "Deze uitnodiging is al gebruikt. Maak een nieuwe code.")
    else:
        ockto.mail_link(session=session)
        messages.success(request, f"We hebben de link gemaild naar {request.user.email}.")
    return go_to(request, "journey:ockto")


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def income(request: Any) -> HttpResponse:
    """Without Ockto: tell your income, documents prove it later."""
    applicant = request.applicant
    form = DeclaredIncomeForm(request.POST or None, initial=_typed_income(applicant))
    if request.method == "POST" and form.is_valid():
        plain = {
            name: value
            if isinstance(value, str)
            else (value.isoformat() if hasattr(value, "isoformat") else f"{value:.2f}")
            for name, value in form.cleaned_data.items()
        }
        services.save_declared_income(applicant=applicant, income=plain)
        return go_to(request, "journey:figures")
    status = INVALID if request.method == "POST" else 200
    return page(request, "income", {"form": form}, status=status)


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def figures(request: Any) -> HttpResponse:
    """Each figure with its source and the day it was collected; confirming is a step of its own."""
    applicant = request.applicant
    groups = figure_rows.groups_for(applicant)
    if not groups:
        return go_to(request, "journey:route")
    if request.method == "POST":
        services.confirm_figures(applicant=applicant)
        return go_to(request, "journey:home")
    return page(request, "figures", {"groups": groups, "applicant": applicant})


def _typed_income(applicant: Applicant) -> dict[str, Any]:
    return services.declared_income(applicant) or {}


def _ockto_context(session: OcktoSession | None) -> dict[str, Any]:
    context: dict[str, Any] = {"session": session}
    if session is None:
        return context
    context["lines"] = source_lines(session)
    context["polling"] = session.is_open
    if session.status == Status.INVITED:
        link = ockto.link_of(session)
        context["link"] = link
        context["qr"] = segno.make(link, error="m").svg_data_uri(border=4, scale=6, dark="#000", light="#fff")
    return context
