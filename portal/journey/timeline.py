"""What happened to a dossier and which days matter, in the consumer's words."""

from typing import Any

from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.journey.progress import AFTER_OFFER
from portal.offers.queries import current_renteaanbod, hypotheekaanbod_of

EVENTS = {
    "started": "Aanvraag begonnen",
    "partner_invited": "Partner uitgenodigd",
    "partner_joined": "Partner doet mee",
    "test_taken": "Kennistoets gemaakt",
    "ockto_invited": "Uitnodiging voor Ockto gemaakt",
    "brondata_received": "Gegevens uit de bronnen ontvangen",
    "data_ageing": "Gegevens worden te oud",
    "figures_confirmed": "Gegevens gecontroleerd",
    "submit": "Aanvraag verstuurd",
    "issue_renteaanbod": "Rente-aanbod gemaakt",
    "renteaanbod_used": "Verder met het rente-aanbod",
    "document_uploaded": "Document gestuurd",
    "document_approved": "Document akkoord",
    "document_rejected": "Document niet akkoord",
    "document_asked": "Document gevraagd",
    "complete_evidence": "Documenten ingeleverd",
    "assess": "Beoordeling klaar, een medewerker kijkt mee",
    "find_gaps": "Nog een document nodig",
    "ask_more": "Nog een document nodig",
    "refer_application": "Een medewerker kijkt mee",
    "return_to_applicant": "Aanvraag terug om aan te passen",
    "approve": "Aanvraag goedgekeurd",
    "issue_hypotheekaanbod": "Hypotheekaanbod gemaakt",
    "offer_signed": "Hypotheekaanbod getekend",
    "seal": "Hypotheekaanbod verzegeld",
    "identified": "Geïdentificeerd met iDIN",
    "mandate_signed": "Machtiging gegeven",
    "notary_chosen": "Notaris gekozen",
    "instruct_notary": "Notaris heeft de opdracht",
    "figure_disputed": "Gemeld dat een gegeven niet klopt",
    "dispute_decided": "Besloten over een gegeven dat niet zou kloppen",
    "brondata_ended": "Gegevens uit registers onleesbaar gemaakt",
    "decline": "Aanvraag afgewezen",
    "withdraw": "Aanvraag gestopt",
    "lapse": "Termijn voorbij",
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
        line["text"] = f"{line['count']} keer" if line["count"] > 1 else ""
    return lines


def dates_of(dossier: Dossier, state: State) -> list[dict[str, Any]]:
    """The last days that count now, for `components/_dates.html`."""
    row = current_renteaanbod(dossier)
    offer = hypotheekaanbod_of(dossier)
    if offer is not None and state in AFTER_OFFER:
        sign = {"label": "Tekenen tot en met", "date": offer.sign_by}
        deed = {"label": "Bij de notaris uiterlijk", "date": offer.valid_until}
        return [sign, deed] if state is State.OFFERED else [deed]
    if row is None or state not in (State.COLLECTING, State.ASSESSING, State.IN_REVIEW, State.APPROVED):
        return []
    dates = [
        {"label": "Documenten compleet en beoordeeld", "date": row.complete_by},
        {"label": "Rente-aanbod geldig tot en met", "date": row.valid_until},
    ]
    if row.used_at is None:
        dates.insert(0, {"label": "Kies of je verdergaat", "date": row.lapses_on})
    return dates
