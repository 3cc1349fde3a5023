"""What happened to a dossier and which days matter, in the consumer's words."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from portal.dossiers.event_words import EVENTS
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.journey.progress import AFTER_OFFER
from portal.offers.queries import current_renteaanbod, hypotheekaanbod_of


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


SHARED = frozenset(
    {
        "partner_joined",
        "submit",
        "issue_renteaanbod",
        "renteaanbod_used",
        "change_asked",
        "change_agreed",
        "change_not_agreed",
        "change_taken_back",
        "change_settled",
        "complete_evidence",
        "assess",
        "find_gaps",
        "ask_more",
        "refer_application",
        "return_to_applicant",
        "approve",
        "issue_hypotheekaanbod",
        "offer_signed",
        "sign_refused",
        "seal",
        "instruct_notary",
        "decline",
        "withdraw",
        "lapse",
    }
)
"""What concerns everybody in a dossier; the rest may be about one of two."""


def news_of(applicant: Applicant, since: datetime) -> list[dict[str, Any]]:
    """What others did since a moment, newest first, for who comes back; nothing that is private to the partner."""
    rows = applicant.dossier.events.filter(name__in=SHARED, at__gt=since).exclude(actor=applicant.user_id)
    return [{"title": EVENTS[row.name], "at": row.at} for row in rows.order_by("-id")[:5]]


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
