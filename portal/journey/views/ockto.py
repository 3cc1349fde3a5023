"""The Ockto page: what one needs, the invitation, and each register while the phone works."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from brondata.datasets import STANDARD_SOURCES, Source
from brondata.provider import BrondataError
from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.parts import open_parts
from portal.dossiers.states import State
from portal.evidence import ockto
from portal.evidence.models import OcktoSession
from portal.journey import weather
from portal.journey.no_news import news_only, note_of
from portal.journey.pages import applicant_page, go_to, page, post_only
from portal.journey.session_words import PERSON, SOURCE, end_of
from portal.journey.source_words import WORDS, name_of

Status = OcktoSession.Status
PERSON_FIRST = gettext_lazy(
    "Vul eerst je eigen gegevens in. Dan weten we zeker dat de opgehaalde gegevens van jou zijn."
)
AWAY = gettext_lazy(
    "Ockto is nu niet bereikbaar. Er is niets verloren gegaan. Probeer het over een paar minuten "
    "opnieuw, of stuur zelf documenten."
)


@news_only
@applicant_page(State.INTAKE)
@require_safe
def ockto_page(request: Any) -> HttpResponse:
    """QR, link, button; while the phone works, the state of each source. Asks for news by itself."""
    session = ockto.current_session(request.applicant)
    if session is not None and session.status == Status.READ:
        return go_to(request, "journey:figures")
    context = _context(request.applicant, session)
    if context["polling"]:
        context["seen"] = note_of(request, session)
    return page(request, "ockto", context, fragment="ockto_status", polling=context["polling"])


@post_only
@applicant_page(State.INTAKE)
def ockto_invite(request: Any) -> HttpResponse:
    """Make a new invitation, for everything or for one source; the older one stops working."""
    return invite(request, _only(request.POST.get("only", "")))


@post_only
@applicant_page(State.INTAKE)
def ockto_mail(request: Any) -> HttpResponse:
    """The same invitation by e-mail."""
    session = ockto.current_session(request.applicant)
    if session is None or session.status != Status.INVITED:
        messages.info(request, gettext("Deze uitnodiging is al gebruikt. Maak een nieuwe code."))
    else:
        ockto.mail_link(session=session)
        messages.success(request, gettext("We hebben de link gemaild naar %(email)s.") % {"email": request.user.email})
    return go_to(request, "journey:ockto")


def invite(request: Any, only: Source | None) -> HttpResponse:
    """Make the invitation and show it; a kind word when that does not work now."""
    if open_parts(request.applicant):
        messages.info(request, PERSON_FIRST)
        return go_to(request, "journey:person")
    try:
        ockto.invite(applicant=request.applicant, only=only)
    except BrondataError:
        messages.error(request, AWAY)
        return go_to(request, "journey:route")
    return go_to(request, "journey:ockto")


def _only(value: str) -> Source | None:
    try:
        return Source(value)
    except ValueError:
        return None


def _context(applicant: Applicant, session: OcktoSession | None) -> dict[str, Any]:
    alone = weather.asked_alone(session)
    asked = [Source(one) for one in session.asked] if session and session.asked else list(STANDARD_SOURCES)
    context: dict[str, Any] = {
        "session": session,
        "polling": session is not None and session.is_open,
        "alone": alone,
        "alone_name": name_of(alone) if alone else "",
        "uses": [{"name": one.label, "words": WORDS[one.value]} for one in asked if one.value in WORDS],
    }
    if session is None:
        return context
    if session.is_open:
        context["lines"] = weather.source_lines(session)
        context["spoken"] = weather.spoken(session)
        context["pace"], context["slowest"] = weather.pace_of(session)
    else:
        context |= _ended(applicant, session)
    if session.status == Status.INVITED:
        context["works_until"] = weather.works_until(session.expires_at, clock.today())
        context["link"] = link = ockto.link_of(session)
        context["qr"] = segno.make(link, error="m").svg_data_uri(border=4, scale=6, dark="#000", light="#fff")
    return context


def _ended(applicant: Applicant, session: OcktoSession) -> dict[str, Any]:
    end = end_of(session.status, brp_failed=Source.BRP in weather.failed_sources(session))
    return {
        "end": end,
        "to_person": end.next == PERSON,
        "to_source": Source.BRP.value if end.next == SOURCE else "",
        "has_earlier": applicant.brondata.exists(),
    }
