"""One register that failed: again, a mail when it works, or a document; and how all registers do today."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from brondata.datasets import Source
from portal.dossiers.states import State
from portal.evidence import sources as evidence
from portal.evidence.document_types import document_type
from portal.evidence.instead import ask_instead, document_instead
from portal.evidence.reading import latest_bundle
from portal.journey.pages import applicant_page, go_to, page
from portal.journey.source_words import WORDS, name_of
from portal.journey.views.ockto import invite

CACHED_SECONDS = 60


@applicant_page(State.INTAKE)
@require_http_methods(["GET", "POST"])
def source(request: Any, source: str) -> HttpResponse:
    """What to do about one register that gave nothing. The link in the mail leads here; a GET does nothing."""
    one, applicant = _known(source), request.applicant
    kind = document_instead(one)
    match request.POST.get("action", ""):
        case "again":
            return invite(request, None if one is Source.BRP else one)
        case "mail":
            evidence.watch(applicant=applicant, source=one)
            messages.success(
                request,
                gettext("We mailen je op %(email)s als %(name_of)s weer werkt.")
                % {"email": request.user.email, "name_of": name_of(one)},
            )
            return go_to(request, "journey:source", one.value)
        case "no-mail":
            evidence.end_watches(applicant, [one])
            return go_to(request, "journey:source", one.value)
        case "document" if kind:
            return go_to(request, "journey:document", ask_instead(applicant=applicant, source=one).id)
    bundle = latest_bundle(applicant)
    context = {
        "source": one,
        "name": name_of(one),
        "words": WORDS.get(one.value),
        "here": bundle is not None and bundle.collected(one) is not None,
        "watched": one in evidence.watched(applicant),
        "document": document_type(kind) if kind else None,
        "whole": one is Source.BRP,
        "has_brondata": bundle is not None,
    }
    return page(request, "source", context)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """How each register did in our own sessions of the last 24 hours; for everybody, from counts only."""
    states = cache.get_or_set("source-weather", _states, CACHED_SECONDS)
    return render(request, "journey/about/sources.html", {"sources": states, "least": evidence.LEAST})


def _states() -> list[dict[str, Any]]:
    return [
        {
            "name": one.source.label,
            "state": one.state,
            "percent": None if one.share is None else int(one.share * 100),
        }
        for one in evidence.weather()
        if one.source.value in WORDS
    ]


def _known(value: str) -> Source:
    try:
        return Source(value)
    except ValueError:
        raise Http404(value) from None
