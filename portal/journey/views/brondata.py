"""How to share data, the income of somebody who types it, and the figures to check."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.dossiers import services
from portal.dossiers.drafts import drop_draft
from portal.dossiers.models import Applicant
from portal.dossiers.parts import open_parts
from portal.dossiers.states import State
from portal.evidence.reading import latest_bundle
from portal.journey import figures as figure_rows
from portal.journey.dispute_rows import dispute_rows
from portal.journey.forms.brondata import IDENTITY, PENSION, WORK, DeclaredIncomeForm, RouteForm
from portal.journey.forms.part import from_plain, plain
from portal.journey.gaps import gaps_of, parts_to_type, untyped
from portal.journey.keeping import is_newest, keeping_form
from portal.journey.pages import INVALID, applicant_page, go_to, one_at_a_time, page, posted
from portal.journey.views.ockto import PERSON_FIRST

TYPE_FIRST = gettext_lazy(
    "Niet elke bron gaf je gegevens. Vul in wat nog ontbreekt. Met een document laat je het later zien."
)


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def route(request: Any) -> HttpResponse:
    """With Ockto or with documents: three words about each, none preset."""
    applicant = request.applicant
    if open_parts(applicant):
        messages.info(request, PERSON_FIRST)
        return go_to(request, "journey:person")
    form = RouteForm(posted(request), initial={"route": applicant.route})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["route"]
        services.save_answers(instance=applicant, dossier=applicant.dossier, by=request.user, answers={"route": chosen})
        to = "journey:ockto" if chosen == Applicant.Route.OCKTO else "journey:income"
        return go_to(request, to)
    status = INVALID if request.method == "POST" else 200
    return page(request, "route", {"form": form}, status=status)


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def income(request: Any) -> HttpResponse:
    """Without Ockto: tell your income, documents prove it later."""
    applicant = request.applicant
    parts = parts_to_type(applicant, latest_bundle(applicant))
    form = DeclaredIncomeForm(posted(request), initial=_typed_income(applicant), parts=parts)
    kept = keeping_form(request, "income", form)
    if request.method == "POST" and form.is_valid() and is_newest(request, kept, form):
        before = services.declared_income(applicant) or {}
        services.save_declared_income(applicant=applicant, income={**before, **plain(form.cleaned_data)})
        drop_draft(applicant, "income")
        return go_to(request, "journey:figures")
    status = INVALID if request.method == "POST" else 200
    return page(request, "income", {"form": form, "title": _income_title(parts), "keeping": kept}, status=status)


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def figures(request: Any) -> HttpResponse:
    """Each figure with its source and the day it was collected; confirming is a step of its own."""
    applicant = request.applicant
    bundle = latest_bundle(applicant)
    groups = figure_rows.groups_for(applicant, bundle)
    if not groups:
        messages.info(request, gettext("Haal eerst je gegevens op, of vul je inkomen in."))
        return go_to(request, "journey:route")
    to_type = untyped(applicant, bundle)
    if request.method == "POST" and applicant.figures_confirmed_at is not None:
        messages.info(request, gettext("Je had dit al gecontroleerd. Er is niets veranderd."))
        return go_to(request, "journey:home")
    if request.method == "POST" and to_type:
        messages.info(request, TYPE_FIRST)
        return go_to(request, "journey:income")
    if request.method == "POST":
        services.confirm_figures(applicant=applicant)
        return go_to(request, "journey:home")
    context = {
        "groups": groups,
        "applicant": applicant,
        "gaps": gaps_of(applicant, bundle),
        "to_type": to_type,
        "disputes": dispute_rows(applicant),
    }
    return page(request, "figures", context)


def _income_title(parts: tuple[tuple[str, ...], ...]) -> str:
    if IDENTITY in parts or not parts:
        return gettext("Je inkomen en identiteitsbewijs")
    return gettext("Je inkomen") if WORK in parts or PENSION in parts else gettext("Je studieschuld")


def _typed_income(applicant: Applicant) -> dict[str, Any]:
    """The typed income as the form shows it again."""
    income = from_plain(DeclaredIncomeForm.base_fields, services.declared_income(applicant) or {})
    if "hours_per_week" in income:
        income["hours_per_week"] = _shortest(income["hours_per_week"])
    return income


def _shortest(number: Decimal) -> Decimal:
    """Without the zeros that nobody types: 36 and 37.5, not 36.00 and 37.50."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()
