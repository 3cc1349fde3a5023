"""The questions by subject: one page each, an overview of the answers, and back to where a change began."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from portal.dossiers import services
from portal.dossiers.drafts import drop_draft
from portal.dossiers.models import Applicant, Wish
from portal.dossiers.parts import open_parts, parts_of
from portal.dossiers.states import State
from portal.journey.forms.homes import HOME_FORMS
from portal.journey.forms.money import MONEY_FORMS
from portal.journey.forms.part import PartForm
from portal.journey.forms.person import PERSON_FORMS
from portal.journey.keeping import is_newest, keeping_form
from portal.journey.pages import INVALID, applicant_page, go_to, one_at_a_time, page, posted
from portal.journey.subjects import RETURN, onward, overview, part_url, returns_to

FORMS = PERSON_FORMS | MONEY_FORMS | HOME_FORMS


@applicant_page(State.INTAKE)
@require_safe
def person(request: Any) -> HttpResponse:
    """Over jou: what was answered, by subject; who did not begin begins."""
    return _overview(request, request.applicant)


@applicant_page(State.INTAKE, first_only=True)
@require_safe
def homes(request: Any) -> HttpResponse:
    """De woning: what was answered, by subject; who did not begin begins."""
    return _overview(request, request.applicant.dossier.wish)


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def person_part(request: Any, slug: str) -> HttpResponse:
    """One subject about you."""
    return _subject(request, request.applicant, slug)


@applicant_page(State.INTAKE, first_only=True)
@require_http_methods(["GET", "POST"])
@one_at_a_time
def home_part(request: Any, slug: str) -> HttpResponse:
    """One subject about the homes."""
    return _subject(request, request.applicant.dossier.wish, slug)


def _overview(request: Any, row: Applicant | Wish) -> HttpResponse:
    parts, unanswered = parts_of(row), open_parts(row)
    if unanswered == parts:
        return go_to(request, part_url(row, unanswered[0]))
    context = {
        "groups": overview(row, parts),
        "next": part_url(row, unanswered[0]) if unanswered else "",
        "about_you": isinstance(row, Applicant),
    }
    return page(request, "subjects", context)


def _subject(request: Any, row: Applicant | Wish, slug: str) -> HttpResponse:
    part = next((one for one in parts_of(row) if one.slug == slug and slug in FORMS), None)
    if part is None:
        raise Http404
    name = f"{'jij' if isinstance(row, Applicant) else 'woning'}-{slug}"
    form = FORMS[slug](posted(request), row=row, part=part)
    kept = keeping_form(request, name, form)
    if request.method == "POST" and form.is_valid() and is_newest(request, kept, form):
        _save(request, row, form)
        drop_draft(request.applicant, name)
        return go_to(request, onward(request, row))
    context = {
        "form": form,
        "keeping": kept,
        "title": part.title,
        "action": part_url(row, part),
        "returns_to": returns_to(request),
        "return_name": RETURN,
    }
    return page(request, "subject", context, status=INVALID if request.method == "POST" else 200)


def _save(request: Any, row: Applicant | Wish, form: PartForm) -> None:
    services.save_answers(
        instance=row,
        dossier=request.applicant.dossier,
        by=request.user,
        answers=form.columns(),
        told=form.told() or None,
    )
