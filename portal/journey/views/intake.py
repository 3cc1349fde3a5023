"""The questions before the application is sent: test, together, person, home, loan."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.assessments.policy import rentevastperioden
from portal.assessments.quote import quote_for
from portal.dossiers import services
from portal.dossiers.models import Wish
from portal.dossiers.states import State
from portal.journey.forms import (
    BaseLeningdelen,
    HomeForm,
    KnowledgeTestAnswers,
    LeningdelenFormSet,
    LoanForm,
    PersonForm,
    TogetherForm,
)
from portal.journey.knowledge import knowledge_test, may_try_at
from portal.journey.pages import INVALID, applicant_page, go_to, page


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def test(request: Any) -> HttpResponse:
    """The knowledge test; after failing, the warning and a pause (Wft 4:24)."""
    applicant = request.applicant
    if applicant.test_passed_at is not None:
        return page(request, "test_passed", {"applicant": applicant})
    exam = knowledge_test()
    last = applicant.tests.filter(passed=False).last()
    again_at = may_try_at(last.taken_at) if last else None
    if last and again_at and again_at > clock.now():
        context = {
            "again_at": again_at,
            "topics": exam.wrong_topics(last.answers),
            "correct": last.correct,
            "total": last.total,
        }
        return page(request, "test_failed", context)
    form = KnowledgeTestAnswers(request.POST or None)
    if request.method == "POST" and form.is_valid():
        correct = exam.correct(form.cleaned_data)
        services.record_test(
            applicant=applicant,
            version=exam.version,
            answers=form.cleaned_data,
            correct=correct,
            total=len(exam.questions),
            passed=correct >= exam.pass_mark,
        )
        return go_to(request, "journey:test")
    return page(request, "test", {"form": form, "exam": exam}, status=_status(request))


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def together(request: Any) -> HttpResponse:
    """Alone, or with a partner who gets an invitation of their own."""
    dossier, wish = request.applicant.dossier, request.applicant.dossier.wish
    if request.applicant.position != 1:
        return go_to(request, "journey:home")
    partner = dossier.applicants.filter(position=2).select_related("user").first()
    initial = {"relation": wish.relation, "partner_email": partner.user.email if partner else ""}
    form = TogetherForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        relation = form.cleaned_data["relation"]
        alone = relation == Wish.Relation.ALONE
        try:
            if alone:
                services.remove_partner(dossier=dossier, by=request.user)
            elif not partner or partner.user.email != form.cleaned_data["partner_email"].lower():
                services.invite_partner(dossier=dossier, by=request.user, email=form.cleaned_data["partner_email"])
            services.save_answers(
                instance=wish,
                dossier=dossier,
                by=request.user,
                answers={"relation": relation, "together": not alone},
            )
            return go_to(request, "journey:home")
        except services.PartnerRefused as refused:
            form.add_error("partner_email", str(refused))
    return page(request, "together", {"form": form, "partner": partner}, status=_status(request))


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def person(request: Any) -> HttpResponse:
    """Who you are."""
    applicant = request.applicant
    form = PersonForm(request.POST or None, instance=applicant)
    if request.method == "POST" and form.is_valid():
        services.save_answers(instance=applicant, dossier=applicant.dossier, by=request.user, answers=form.cleaned_data)
        return go_to(request, "journey:home")
    return page(request, "person", {"form": form}, status=_status(request))


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def home_details(request: Any) -> HttpResponse:
    """Which home, what it costs."""
    dossier = request.applicant.dossier
    form = HomeForm(request.POST or None, instance=dossier.wish)
    if request.method == "POST" and form.is_valid():
        services.save_answers(instance=dossier.wish, dossier=dossier, by=request.user, answers=form.cleaned_data)
        return go_to(request, "journey:home")
    return page(request, "home_details", {"form": form}, status=_status(request))


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def loan(request: Any) -> HttpResponse:
    """The loan in leningdelen with live costs; the same address answers htmx with the costs only."""
    applicant, wish = request.applicant, request.applicant.dossier.wish
    if wish.market_value is None or wish.price is None:
        return go_to(request, "journey:home_details")
    form = LoanForm(request.POST or None, initial={"nhg": wish.nhg})
    parts = _parts_formset(request, wish)
    adding = request.method == "POST" and "add_part" in request.POST
    valid = request.method == "POST" and form.is_valid() and parts.is_valid()
    quote = None
    if request.method == "GET" or valid:
        quote = quote_for(applicant, nhg=_nhg(form, wish), parts=_plain_parts(parts, bound=valid))
    preview = bool(getattr(request, "htmx", False)) and "save" not in request.POST
    if valid and not preview and not adding:
        services.save_loan(
            dossier=applicant.dossier,
            by=request.user,
            nhg=form.cleaned_data["nhg"],
            parts=_plain_parts(parts, bound=True),
        )
        return go_to(request, "journey:home")
    context = {"form": form, "parts": parts, "quote": quote, "wish": wish, "can_add": parts.total_form_count() < 3}
    status = 200 if preview or adding else _status(request)
    return page(request, "loan", context, fragment="loan_costs", status=status)


def _parts_formset(request: Any, wish: Wish) -> BaseLeningdelen:
    periods = rentevastperioden(clock.today())
    saved = [
        {
            "amount": part.amount,
            "aflosvorm": part.aflosvorm,
            "term_years": part.term_months // 12,
            "rentevastperiode_years": part.rentevastperiode_years,
        }
        for part in wish.leningdelen.all()
    ]
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and "add_part" in data:
        total = int(data.get("form-TOTAL_FORMS", "1") or 1)
        data["form-TOTAL_FORMS"] = str(min(total + 1, 3))
    formset: BaseLeningdelen = LeningdelenFormSet(data, initial=saved or None, form_kwargs={"periods": periods})
    formset.market_value = wish.market_value
    return formset


def _nhg(form: LoanForm, wish: Wish) -> bool:
    return bool(form.cleaned_data["nhg"]) if form.is_bound else bool(wish.nhg)


def _plain_parts(formset: BaseLeningdelen, *, bound: bool) -> list[dict[str, Any]]:
    rows = [form.cleaned_data for form in formset.parts()] if bound else (formset.initial or [])
    return [
        {
            "amount": row["amount"],
            "aflosvorm": row["aflosvorm"],
            "term_months": int(row["term_years"]) * 12,
            "rentevastperiode_years": int(row["rentevastperiode_years"]),
        }
        for row in rows
    ]


def _status(request: Any) -> int:
    return INVALID if request.method == "POST" else 200
