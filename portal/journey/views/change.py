"""Wat als ik iets wil wijzigen? What a change does to the running renteaanbod; nothing changes here (gids 7.5)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.assessments.changes import Effect, effect_of, outcome_of
from portal.assessments.policy import energy_share, rentevastperioden
from portal.assessments.quote import quote_for
from portal.dossiers.models import Leningdeel
from portal.dossiers.transitions import StaleDossier
from portal.formats.numbers import euro, percent
from portal.journey.forms.change import CHANGES, OtherChangesForm
from portal.journey.forms.loan import MAX_PARTS, LoanForm, leningdelen
from portal.journey.pages import INVALID, NOTHING_CHANGED, applicant_page, go_to, page, posted
from portal.journey.views.loan import asked_parts, errors_of, saved_rows
from portal.offers import change_requests, queries
from portal.offers.lening import Lening
from portal.offers.models import Renteaanbod
from portal.offers.queries import RUNNING

ASKED = gettext_lazy("Je wijziging is gevraagd. Tot iemand beslist, verandert er niets.")
ASKED_BEFORE = gettext_lazy("Er staat al een wijziging open. Wacht tot daarover is besloten, of neem die terug.")


@applicant_page(*RUNNING)
@require_http_methods(["GET", "POST"])
def change(request: Any) -> HttpResponse:
    """The loan to play with: old and new beside each other, and whether the renteaanbod stays."""
    applicant, wish = request.applicant, request.applicant.dossier.wish
    row = queries.current_renteaanbod(applicant.dossier)
    if row is None:
        raise Http404
    if change_requests.open_change(applicant.dossier) is not None:
        return go_to(request, "journey:change_request")
    data = posted(request)
    changing = data is not None and ("add_part" in data or "remove_part" in data)
    form = LoanForm(None if changing else data, initial={"nhg": data.get("nhg") if data else wish.nhg})
    chosen = data.getlist("others") if data else []
    others = OtherChangesForm(None if changing else data, initial={"others": chosen})
    parts = leningdelen(
        data,
        saved=saved_rows(wish),
        periods=rentevastperioden(clock.today()),
        market_value=wish.market_value,
        energy_share=energy_share(clock.today()),
    )
    judged = data is not None and not changing
    valid = judged and all((form.is_valid(), others.is_valid(), parts.is_valid()))
    shown: dict[str, Any] = {}
    if valid:
        lening = queries.renteaanbod_document(row).lening
        new, nhg = asked_parts(parts), form.cleaned_data["nhg"]
        outcome = outcome_of(
            wish,
            old=_offered(lening),
            old_nhg=lening.nhg,
            nhg=nhg,
            new=new,
            others=others.cleaned_data["others"],
        )
        quote = quote_for(applicant, nhg=nhg, parts=new)
        if outcome is not None and quote is not None:
            kinds = [kind for kind, _ in outcome.effects]
            shown = {
                "outcome": outcome,
                "changes": [{"text": CHANGES[kind], "effect": effect} for kind, effect in outcome.effects],
                "warnings": quote.warnings,
                "old": {
                    "amount": euro(lening.hoofdsom, 0),
                    "monthly": euro(lening.maandlast),
                    "rate": ", ".join(percent(part.rate) for part in lening.leningdelen),
                },
                "new": {
                    "amount": euro(quote.amount, 0),
                    "monthly": euro(outcome.gross_monthly),
                    "rate": ", ".join(percent(rate) for rate in outcome.rates),
                },
            }
            if kinds and "ask" in data:
                wanted = {"kinds": kinds, "old": shown["old"], "new": shown["new"], "nhg": nhg, "parts": _plain(new)}
                return _ask(request, row, outcome.effect, wanted)
    wrong = judged and not valid
    context = {
        "form": form,
        "others": others,
        "parts": parts,
        "errors": errors_of(parts) if wrong else [],
        "show_errors": wrong,
        "can_add": parts.total_form_count() < MAX_PARTS,
        "lists": {effect.value: [CHANGES[kind] for kind in CHANGES if effect_of(kind) is effect] for effect in Effect},
        "row": row,
        "together": applicant.dossier.applicants.filter(accepted_at__isnull=False).count() > 1,
        **shown,
    }
    return page(request, "change", context, status=INVALID if wrong else 200)


def _ask(request: Any, row: Renteaanbod, effect: Effect, wanted: dict[str, Any]) -> HttpResponse:
    """Ask for what the page showed; another window may have been first."""
    try:
        change_requests.ask(applicant=request.applicant, renteaanbod=row, effect=effect, wanted=wanted)
        messages.success(request, ASKED)
    except (change_requests.AlreadyAsked, StaleDossier):
        messages.info(request, ASKED_BEFORE)
    except change_requests.NotOpen:
        messages.info(request, NOTHING_CHANGED)
        return go_to(request, "journey:home")
    return go_to(request, "journey:change_request")


def _plain(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leningdelen as JSON takes them: amounts in euros as text."""
    return [{**part, "amount": str(part["amount"]), "purpose": str(part["purpose"])} for part in parts]


def _offered(lening: Lening) -> list[dict[str, Any]]:
    """The leningdelen of the paper. It does not say what each is for, which changes neither rate nor class."""
    return [
        {
            "purpose": Leningdeel.Purpose.AANKOOP,
            "amount": part.hoofdsom,
            "aflosvorm": part.aflosvorm,
            "term_months": part.looptijd_months,
            "rentevastperiode_years": part.rentevastperiode_years,
            "rate": part.rate,
        }
        for part in lening.leningdelen
    ]
