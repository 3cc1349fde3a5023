"""What happened to a dossier and which days matter, in the consumer's words."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.journey.progress import AFTER_OFFER
from portal.offers.queries import current_renteaanbod, hypotheekaanbod_of

EVENTS = {
    "started": gettext_lazy("Aanvraag begonnen"),
    "partner_invited": gettext_lazy("Partner uitgenodigd"),
    "partner_joined": gettext_lazy("Partner doet mee"),
    "test_taken": gettext_lazy("Kennistoets gemaakt"),
    "ockto_invited": gettext_lazy("Uitnodiging voor Ockto gemaakt"),
    "brondata_received": gettext_lazy("Gegevens uit de bronnen ontvangen"),
    "data_ageing": gettext_lazy("Gegevens worden te oud"),
    "figures_confirmed": gettext_lazy("Gegevens gecontroleerd"),
    "submit": gettext_lazy("Aanvraag verstuurd"),
    "issue_renteaanbod": gettext_lazy("Rente-aanbod gemaakt"),
    "renteaanbod_used": gettext_lazy("Verder met het rente-aanbod"),
    "document_uploaded": gettext_lazy("Document gestuurd"),
    "document_approved": gettext_lazy("Document akkoord"),
    "document_rejected": gettext_lazy("Document niet akkoord"),
    "document_asked": gettext_lazy("Document gevraagd"),
    "complete_evidence": gettext_lazy("Documenten ingeleverd"),
    "assess": gettext_lazy("Beoordeling klaar, een medewerker kijkt mee"),
    "find_gaps": gettext_lazy("Nog een document nodig"),
    "ask_more": gettext_lazy("Nog een document nodig"),
    "refer_application": gettext_lazy("Een medewerker kijkt mee"),
    "return_to_applicant": gettext_lazy("Aanvraag terug om aan te passen"),
    "approve": gettext_lazy("Aanvraag goedgekeurd"),
    "issue_hypotheekaanbod": gettext_lazy("Hypotheekaanbod gemaakt"),
    "offer_signed": gettext_lazy("Hypotheekaanbod getekend"),
    "seal": gettext_lazy("Hypotheekaanbod verzegeld"),
    "identified": gettext_lazy("Geïdentificeerd met iDIN"),
    "mandate_signed": gettext_lazy("Machtiging gegeven"),
    "notary_chosen": gettext_lazy("Notaris gekozen"),
    "instruct_notary": gettext_lazy("Notaris heeft de opdracht"),
    "figure_disputed": gettext_lazy("Gemeld dat een gegeven niet klopt"),
    "dispute_decided": gettext_lazy("Besloten over een gegeven dat niet zou kloppen"),
    "brondata_ended": gettext_lazy("Gegevens uit registers onleesbaar gemaakt"),
    "decline": gettext_lazy("Aanvraag afgewezen"),
    "withdraw": gettext_lazy("Aanvraag gestopt"),
    "lapse": gettext_lazy("Termijn voorbij"),
}


def events_of(dossier: Dossier, limit: int = 6) -> list[dict[str, Any]]:
    """The time line, newest first, in words; what is internal is left out.

    The same thing by the same person a few times in a row is one line; of a couple it says who.
    """
    people = {one.user_id: one.first_name for one in dossier.applicants.all()}
    lines: list[dict[str, Any]] = []
    for row in dossier.events.filter(name__in=EVENTS).order_by("-id"):
        by = people.get(row.actor_id, "") if len(people) > 1 else ""
        title = EVENTS[row.name]
        if lines and (lines[-1]["title"], lines[-1]["by"]) == (title, by):
            lines[-1]["count"] += 1
            continue
        if len(lines) == limit:
            break
        lines.append({"at": row.at, "title": title, "by": by, "count": 1})
    for line in lines:
        line["text"] = gettext("%(count)s keer") % line if line["count"] > 1 else ""
    return lines


def dates_of(dossier: Dossier, state: State) -> list[dict[str, Any]]:
    """The last days that count now, for `components/_dates.html` and the calendar file."""
    row = current_renteaanbod(dossier)
    offer = hypotheekaanbod_of(dossier)
    if offer is not None and state in AFTER_OFFER:
        sign = {"key": "sign", "label": gettext("Tekenen tot en met"), "date": offer.sign_by}
        deed = {"key": "deed", "label": gettext("Bij de notaris uiterlijk"), "date": offer.valid_until}
        return [sign, deed] if state is State.OFFERED else [deed]
    if row is None or state not in (State.COLLECTING, State.ASSESSING, State.IN_REVIEW, State.APPROVED):
        return []
    dates = [
        {"key": "complete", "label": gettext("Documenten compleet en beoordeeld"), "date": row.complete_by},
        {"key": "valid", "label": gettext("Rente-aanbod geldig tot en met"), "date": row.valid_until},
    ]
    if row.used_at is None:
        dates.insert(0, {"key": "use", "label": gettext("Kies of je verdergaat"), "date": row.lapses_on})
    return dates
