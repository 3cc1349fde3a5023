"""What Mijn aanvraag shows in each state of the dossier: tasks, dates and what happened."""

from typing import Any

from django.urls import reverse

from portal import clock
from portal.dossiers.models import Applicant, Dossier, DossierEvent
from portal.dossiers.queries import missing_answers
from portal.dossiers.states import State
from portal.evidence import services as evidence
from portal.evidence.document_types import document_type
from portal.evidence.models import DocumentRequest, Upload
from portal.journey.steps import Intake, next_step, steps_for
from portal.mandates import services as mandates
from portal.offers.queries import current_renteaanbod, hypotheekaanbod_of

TODO, WAITING, DONE = "todo", "waiting", "done"
# States in which we are at work and the page looks for news by itself.
AT_WORK = (State.SUBMITTED, State.ASSESSING, State.APPROVED, State.SIGNED, State.MANDATED)
EVENTS = {
    "started": "Aanvraag begonnen",
    "partner_invited": "Partner uitgenodigd",
    "partner_joined": "Partner doet mee",
    "test_taken": "Kennistoets gemaakt",
    "ockto_invited": "Uitnodiging voor Ockto gemaakt",
    "brondata_received": "Gegevens uit de bronnen ontvangen",
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
    "decline": "Aanvraag afgewezen",
    "withdraw": "Aanvraag gestopt",
    "lapse": "Termijn voorbij",
}


def home_context(intake: Intake) -> dict[str, Any]:
    """Everything `journey/home.html` needs."""
    applicant, dossier = intake.applicant, intake.applicant.dossier
    state = State(dossier.state)
    groups = _intake_groups(intake) if state is State.INTAKE else _later_groups(applicant, state)
    return {
        "applicant": applicant,
        "dossier": dossier,
        "state": state,
        "groups": [group for group in groups if group["tasks"]],
        "dates": _dates(dossier, state),
        "events": events_of(dossier),
        "polling": state in AT_WORK,
        "partner": dossier.applicants.exclude(pk=applicant.pk).first(),
        "next": next_step(intake) if state is State.INTAKE else None,
        "can_withdraw": state in (State.INTAKE, State.COLLECTING, State.OFFERED),
    }


def events_of(dossier: Dossier, limit: int = 8) -> list[dict[str, Any]]:
    """The time line, newest first, in words; what is internal is left out."""
    rows = dossier.events.filter(name__in=EVENTS).order_by("-id")[:limit]
    return [_event(row) for row in rows]


def document_rows(applicant: Applicant) -> list[dict[str, Any]]:
    """The requests of this applicant and of the dossier, for `_document_list.html`."""
    rows = applicant.dossier.requests.exclude(state=DocumentRequest.State.WITHDRAWN)
    return [_document(row) for row in rows if row.applicant_id in (None, applicant.pk)]


def submit_context(applicant: Applicant, missing: list[str]) -> dict[str, Any]:
    """Check your answers."""
    dossier = applicant.dossier
    return {
        "applicants": dossier.applicants.all(),
        "wish": dossier.wish,
        "parts": list(dossier.wish.leningdelen.all()),
        "missing": missing,
        "applicant": applicant,
    }


def assessment_context(applicant: Applicant) -> dict[str, Any]:
    """The running underwriting, step by step."""
    dossier = applicant.dossier
    state = State(dossier.state)
    order = [State.ASSESSING, State.IN_REVIEW, State.APPROVED, State.OFFERED]
    reached = order.index(state) if state in order else (len(order) if state in _after_offer() else -1)
    names = [
        "We rekenen je aanvraag na",
        "Een medewerker bekijkt je documenten",
        "We maken je hypotheekaanbod",
        "Je hypotheekaanbod staat klaar",
    ]
    steps = [
        {"label": name, "state": "done" if index < reached else "current" if index == reached else "todo"}
        for index, name in enumerate(names)
    ]
    return {
        "dossier": dossier,
        "state": state,
        "steps": steps,
        "polling": state in (State.ASSESSING, State.APPROVED, State.SUBMITTED, State.IN_REVIEW),
        "ready": state in _after_offer() or state is State.OFFERED,
        "gaps": state is State.COLLECTING,
        "declined": state is State.DECLINED,
    }


def _after_offer() -> tuple[State, ...]:
    return (State.OFFERED, State.SIGNED, State.SEALED, State.MANDATED, State.COMPLETED)


def _intake_groups(intake: Intake) -> list[dict[str, Any]]:
    applicant, dossier = intake.applicant, intake.applicant.dossier
    tasks = []
    for step in steps_for(applicant):
        done = step.is_done(intake)
        tasks.append(_task(step.title, step.url, step.hint, DONE if done else TODO))
    missing = missing_answers(dossier)
    mine_done = next_step(intake) is None
    last = []
    if applicant.position == 1:
        hint = "Alles is ingevuld." if not missing else "Nog nodig: " + ", ".join(missing) + "."
        last.append(_task("Controleer en verstuur", "journey:submit", hint, TODO if not missing else "later"))
    elif mine_done:
        last.append(
            {
                "title": "Jouw deel is klaar",
                "hint": "De eerste aanvrager verstuurt de aanvraag.",
                "href": None,
                "status": {"kind": WAITING, "text": "Wacht"},
            }
        )
    partner = dossier.applicants.exclude(pk=applicant.pk).first()
    if partner is not None:
        joined = partner.accepted_at is not None
        last.append(
            {
                "title": partner.first_name or "Je partner",
                "hint": "Doet mee en vult het eigen deel in." if joined else "Heeft de uitnodiging nog niet geopend.",
                "href": None,
                "status": {"kind": WAITING, "text": "Bezig" if joined else "Wacht"},
            }
        )
    return [{"title": "Jouw gegevens", "tasks": tasks}, {"title": "Daarna", "tasks": last}]


def _later_groups(applicant: Applicant, state: State) -> list[dict[str, Any]]:
    dossier = applicant.dossier
    now: list[dict[str, Any]] = []
    busy: list[dict[str, Any]] = []
    done: list[dict[str, Any]] = [_plain("Aanvraag verstuurd", "", DONE, "Klaar")]
    if state is State.SUBMITTED:
        busy.append(
            _plain(
                "Je rente-aanbod",
                "We rekenen je aanvraag na. Dit duurt meestal minder dan een minuut.",
                WAITING,
                "Bezig",
            )
        )
    if current_renteaanbod(dossier) is not None:
        target = now if state is State.COLLECTING and _unused(dossier) else done
        target.append(
            _task(
                "Je rente-aanbod",
                "journey:renteaanbod",
                "Rente, geldigheid en uitgangspunten.",
                TODO if target is now else DONE,
            )
        )
    if state is State.COLLECTING:
        count = evidence.open_requests(dossier).filter(applicant__in=[applicant]).count()
        count += evidence.open_requests(dossier).filter(applicant__isnull=True).count()
        hint = f"Nog {count} nodig." if count else "Alles is gestuurd. Lever je documenten in."
        now.append(_task("Documenten sturen", "journey:documents", hint, TODO))
    if state in (State.ASSESSING, State.IN_REVIEW, State.APPROVED):
        busy.append(_task("We beoordelen je aanvraag", "journey:assessment", "Je kunt hier live meekijken.", WAITING))
    if state in _after_offer():
        _signing_tasks(applicant, state, now, busy, done)
    if state is State.COLLECTING:
        chosen = bool(dossier.wish.notary_email and dossier.wish.collection_account)
        hint = dossier.wish.notary_name or "Bij wie teken je de akte, en van welke rekening betaal je?"
        (done if chosen else now).append(
            _task("Notaris en rekening kiezen", "journey:notary", hint, DONE if chosen else TODO)
        )
    return [
        {"title": "Nu te doen", "tasks": now},
        {"title": "Bij ons in behandeling", "tasks": busy},
        {"title": "Klaar", "tasks": done},
    ]


def _signing_tasks(
    applicant: Applicant,
    state: State,
    now: list[dict[str, Any]],
    busy: list[dict[str, Any]],
    done: list[dict[str, Any]],
) -> None:
    row = hypotheekaanbod_of(applicant.dossier)
    signed = row is not None and row.signatures.filter(applicant=applicant).exists()
    if state is State.OFFERED and not signed:
        now.append(_task("Lees en onderteken je hypotheekaanbod", "journey:aanbod", "Neem de tijd.", TODO))
    elif state is State.OFFERED:
        busy.append(_task("Hypotheekaanbod", "journey:aanbod", "Jij hebt getekend. We wachten op je partner.", WAITING))
    else:
        done.append(_task("Hypotheekaanbod", "journey:aanbod", "Getekend door iedereen.", DONE))
    if state is State.SIGNED:
        busy.append(_plain("Verzegelen", "We zetten een digitaal zegel op het aanbod.", WAITING, "Bezig"))
    if state is State.SEALED:
        identified = mandates.identified(applicant) is not None
        (done if identified else now).append(
            _task("Identificeer je met iDIN", "journey:identify", "Via je eigen bank.", DONE if identified else TODO)
        )
        mandate = mandates.mandate_of(applicant.dossier)
        (done if mandate else now).append(
            _task(
                "Machtiging voor automatische incasso",
                "journey:mandate",
                "Eén rekening, op jullie naam.",
                DONE if mandate else TODO,
            )
        )
    if state is State.MANDATED:
        busy.append(_plain("Opdracht aan de notaris", "We sturen de opdracht.", WAITING, "Bezig"))
    if state in (State.MANDATED, State.COMPLETED):
        done.append(_task("Je getekende documenten", "journey:done", "Download en bewaar ze.", DONE))


def _dates(dossier: Dossier, state: State) -> list[dict[str, Any]]:
    row = current_renteaanbod(dossier)
    offer = hypotheekaanbod_of(dossier)
    if offer is not None:
        return [
            {"label": "Tekenen tot en met", "date": offer.sign_by},
            {"label": "Bij de notaris uiterlijk", "date": offer.valid_until},
        ]
    if row is None or state not in (State.COLLECTING, State.ASSESSING, State.IN_REVIEW, State.APPROVED):
        return []
    dates = [
        {"label": "Documenten compleet en beoordeeld", "date": row.complete_by},
        {"label": "Rente-aanbod geldig tot en met", "date": row.valid_until},
    ]
    if row.used_at is None:
        dates.insert(0, {"label": "Kies of je verdergaat", "date": row.lapses_on})
    return dates


def _unused(dossier: Dossier) -> bool:
    row = current_renteaanbod(dossier)
    return row is not None and row.used_at is None and clock.today() <= row.lapses_on


def _event(row: DossierEvent) -> dict[str, Any]:
    return {"at": row.at, "title": EVENTS[row.name]}


def _document(row: DocumentRequest) -> dict[str, Any]:
    kind = document_type(row.document_type)
    latest = row.uploads.exclude(state=Upload.State.REMOVED).last()
    words = {
        DocumentRequest.State.OPEN: ("todo", "Nog nodig"),
        DocumentRequest.State.RECEIVED: ("waiting", "Ontvangen"),
        DocumentRequest.State.APPROVED: ("done", "Akkoord"),
        DocumentRequest.State.REJECTED: ("attention", "Opnieuw nodig"),
    }
    status, text = words[DocumentRequest.State(row.state)]
    if latest is not None and latest.state == Upload.State.RECEIVED:
        text = "Wordt gecontroleerd"
    refused = latest is not None and latest.state in (Upload.State.REFUSED, Upload.State.REJECTED)
    closed = row.state == DocumentRequest.State.APPROVED or row.dossier.state != State.COLLECTING
    return {
        "title": kind.name,
        "why": row.note or kind.text,
        "href": None if closed else reverse("journey:document", args=[row.id]),
        "action": "Bekijk" if row.state == DocumentRequest.State.RECEIVED else "Upload",
        "file_name": latest.filename if latest else "",
        "received_at": latest.uploaded_at if latest else None,
        "reason": (latest.refusal or latest.judgement) if refused and latest else "",
        "status": {"kind": status, "text": text},
    }


def _task(title: str, url: str, hint: str, kind: str) -> dict[str, Any]:
    texts = {TODO: "Nog te doen", DONE: "Klaar", WAITING: "Bezig", "later": "Later"}
    return {
        "title": title,
        "href": reverse(url),
        "hint": hint,
        "status": {"kind": kind, "text": texts[kind]},
    }


def _plain(title: str, hint: str, kind: str, text: str) -> dict[str, Any]:
    return {"title": title, "href": None, "hint": hint, "status": {"kind": kind, "text": text}}
