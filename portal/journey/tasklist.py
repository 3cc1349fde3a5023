"""What Mijn aanvraag shows in each state of the dossier: what to do now, what waits, what is done."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from portal import clock
from portal.correspondence.services import open_look, unread
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.queries import asked_to_change, missing_answers
from portal.dossiers.states import TRANSITIONS, Event, State
from portal.evidence import services as evidence
from portal.formats.dates import long_date
from portal.journey.begin import MAY_BEGIN_AGAIN
from portal.journey.progress import AFTER_OFFER, waiting_context
from portal.journey.steps import Intake, next_step, steps_for
from portal.journey.timeline import dates_of, events_of
from portal.mandates import services as mandates
from portal.offers.change_requests import open_change
from portal.offers.models import Hypotheekaanbod
from portal.offers.queries import RUNNING, current_renteaanbod, hypotheekaanbod_of, refused_by

TODO, WAITING, DONE = "todo", "waiting", "done"
# States in which we are at work and the page looks for news by itself.
AT_WORK = (State.SUBMITTED, State.ASSESSING, State.APPROVED, State.SIGNED, State.MANDATED)
# States in which there is nothing left to stop or to go on with.
OVER = (State.COMPLETED, State.DECLINED, State.WITHDRAWN, State.EXPIRED)


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
        "dates": dates_of(dossier, state),
        "events": events_of(dossier),
        "polling": state in AT_WORK,
        **waiting_context(dossier),
        "partner": dossier.applicants.exclude(pk=applicant.pk).first(),
        "asked_to_change": asked_to_change(dossier) if state is State.INTAKE else "",
        "next": next_step(intake) if state is State.INTAKE else None,
        "can_begin_again": state in MAY_BEGIN_AGAIN,
        "over": state in OVER,
        "can_change": state in RUNNING and current_renteaanbod(dossier) is not None,
        "has_consent": applicant.consents.exists(),
        "can_withdraw": (state, Event.WITHDRAW) in TRANSITIONS,
    }


def messages_context(applicant: Applicant) -> dict[str, Any]:
    """What waits to be read, and the request for a person that is open."""
    count = unread(applicant)
    text = ngettext("%(count)s nieuw bericht", "%(count)s nieuwe berichten", count) % {"count": count}
    return {"unread": count, "unread_text": text, "look": open_look(applicant)}


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
        if not missing:
            hint = gettext("Alles is ingevuld.")
        elif dossier.applicants.count() > 1:
            hint = gettext("Nog nodig: %(what)s.") % {"what": ", ".join(missing)}
        else:
            hint = gettext("Dit kan als alles hierboven klaar is.")
        last.append(_task(gettext("Controleer en verstuur"), "journey:submit", hint, TODO if not missing else "later"))
    elif mine_done:
        last.append(
            {
                "title": gettext("Jouw deel is klaar"),
                "hint": gettext("De eerste aanvrager verstuurt de aanvraag."),
                "href": None,
                "status": {"kind": WAITING, "text": gettext("Wacht")},
            }
        )
    partner = dossier.applicants.exclude(pk=applicant.pk).first()
    if partner is not None:
        joined = partner.accepted_at is not None
        last.append(
            {
                "title": partner.first_name or gettext("Je partner"),
                "hint": gettext("Doet mee en vult het eigen deel in.")
                if joined
                else gettext(
                    "Deed nog niets met de uitnodiging. Je kunt hem opnieuw sturen, of een ander adres kiezen."
                ),
                "href": None if joined or applicant.position != 1 else reverse("journey:together"),
                "status": {"kind": WAITING, "text": gettext("Bezig") if joined else gettext("Wacht")},
            }
        )
    return [{"title": gettext("Jouw gegevens"), "tasks": tasks}, {"title": gettext("Daarna"), "tasks": last}]


def _later_groups(applicant: Applicant, state: State) -> list[dict[str, Any]]:
    dossier = applicant.dossier
    now: list[dict[str, Any]] = []
    busy: list[dict[str, Any]] = []
    sent_on = gettext("Op %(day)s.") % {"day": long_date(dossier.submitted_on)} if dossier.submitted_on else ""
    done: list[dict[str, Any]] = [_plain(gettext("Aanvraag verstuurd"), sent_on, DONE, gettext("Klaar"))]
    if state is State.SUBMITTED:
        busy.append(
            _plain(
                gettext("Je rente-aanbod"),
                gettext("We rekenen je aanvraag na."),
                WAITING,
                gettext("Bezig"),
            )
        )
    if current_renteaanbod(dossier) is not None:
        target = now if state is State.COLLECTING and _unused(dossier) else done
        target.append(
            _task(
                gettext("Je rente-aanbod"),
                "journey:renteaanbod",
                gettext("Rente, geldigheid en uitgangspunten."),
                TODO if target is now else DONE,
            )
        )
    if state is State.COLLECTING:
        count = evidence.open_requests(dossier).filter(applicant__in=[applicant]).count()
        count += evidence.open_requests(dossier).filter(applicant__isnull=True).count()
        hint = (
            ngettext("Nog %(count)s document.", "Nog %(count)s documenten.", count) % {"count": count}
            if count
            else gettext("Alles is gestuurd. Lever je documenten in.")
        )
        now.append(_task(gettext("Documenten sturen"), "journey:documents", hint, TODO))
    if state in RUNNING and (change := open_change(dossier)) is not None:
        answers = change.asked_by_id != applicant.pk and change.agreed_at is None
        (now if answers else busy).append(
            _task(
                gettext("Ga je akkoord met een wijziging?") if answers else gettext("Een wijziging die is gevraagd"),
                "journey:change_request",
                gettext("Zonder jouw akkoord verandert er niets.") if answers else gettext("Er verandert nog niets."),
                TODO if answers else WAITING,
            )
        )
    if state in (State.ASSESSING, State.IN_REVIEW, State.APPROVED):
        busy.append(
            _task(
                gettext("We beoordelen je aanvraag"),
                "journey:assessment",
                gettext("Je kunt hier live meekijken."),
                WAITING,
            )
        )
    if state in AFTER_OFFER:
        _signing_tasks(applicant, state, now, busy, done)
    if state is State.COLLECTING:
        chosen = bool(dossier.wish.notary_email and dossier.wish.collection_account)
        hint = dossier.wish.notary_name or gettext("Bij wie teken je de akte, en van welke rekening betaal je?")
        (done if chosen else now).append(
            _task(gettext("Notaris en rekening kiezen"), "journey:notary", hint, DONE if chosen else TODO)
        )
    return [
        {"title": gettext("Nu te doen"), "tasks": now},
        {"title": gettext("Bij ons in behandeling"), "tasks": busy},
        {"title": gettext("Klaar"), "tasks": done},
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
        now.append(
            _task(
                gettext("Lees en onderteken je hypotheekaanbod"),
                "journey:aanbod",
                _sign_hint(row, applicant),
                TODO,
            )
        )
    elif state is State.OFFERED:
        busy.append(
            _task(
                gettext("Hypotheekaanbod"),
                "journey:aanbod",
                gettext("Jij hebt getekend. We wachten op je partner."),
                WAITING,
            )
        )
    else:
        done.append(_task(gettext("Hypotheekaanbod"), "journey:aanbod", gettext("Getekend door iedereen."), DONE))
    if state is State.SIGNED:
        busy.append(
            _plain(
                gettext("Verzegelen"), gettext("We zetten een digitaal zegel op het aanbod."), WAITING, gettext("Bezig")
            )
        )
    if state is State.SEALED:
        identified = mandates.identified(applicant) is not None
        (done if identified else now).append(
            _task(
                gettext("Identificeer je met iDIN"),
                "journey:identify",
                gettext("Via je eigen bank."),
                DONE if identified else TODO,
            )
        )
        mandate = mandates.mandate_of(applicant.dossier)
        (done if mandate else now).append(
            _task(
                gettext("Machtiging voor automatische incasso"),
                "journey:mandate",
                gettext("Zo betaal je elke maand vanzelf."),
                DONE if mandate else TODO,
            )
        )
    if state is State.MANDATED:
        busy.append(
            _plain(gettext("Opdracht aan de notaris"), gettext("We sturen de opdracht."), WAITING, gettext("Bezig"))
        )
    if state in (State.MANDATED, State.COMPLETED):
        done.append(_task(gettext("Je getekende documenten"), "journey:done", gettext("Download en bewaar ze."), DONE))


def _sign_hint(row: Hypotheekaanbod | None, applicant: Applicant) -> str:
    if row is not None and applicant.user_id in refused_by(row):
        return gettext("Je liet weten niet te tekenen. Tot de laatste dag mag het nog.")
    return gettext("Lees het rustig. Je hebt bedenktijd.")


def _unused(dossier: Dossier) -> bool:
    row = current_renteaanbod(dossier)
    return row is not None and row.used_at is None and clock.today() <= row.lapses_on


def _task(title: str, url: str, hint: str, kind: str) -> dict[str, Any]:
    texts = {TODO: gettext("Nog te doen"), DONE: gettext("Klaar"), WAITING: gettext("Bezig"), "later": gettext("Later")}
    return {
        "title": title,
        "href": reverse(url),
        "hint": hint,
        "status": {"kind": kind, "text": texts[kind]},
    }


def _plain(title: str, hint: str, kind: str, text: str) -> dict[str, Any]:
    return {"title": title, "href": None, "hint": hint, "status": {"kind": kind, "text": text}}
