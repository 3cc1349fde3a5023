"""Everything that the page of one dossier shows, read once and put in the desk's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from brondata.datasets import CollectionStatus
from portal import clock
from portal.assessments.facts.sources import document_id
from portal.assessments.models import Assessment
from portal.assessments.registers.port import Outcome, RegisterAnswer
from portal.assessments.registers.services import answers_of
from portal.assessments.services import decision_of, facts_of
from portal.backoffice import findings, wording
from portal.backoffice.actions import ACTIONS, is_current, standing, why_not, why_not_ask
from portal.backoffice.checklist import ageing_rows
from portal.backoffice.figures import groups
from portal.backoffice.ibl_steps import explained
from portal.backoffice.queries import JUDGED_IN, jobs_of, next_to_judge, with_columns
from portal.backoffice.register_words import register_entries
from portal.disputes.services import open_disputes
from portal.dossiers.access import first_broken_look
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.evidence.document_types import document_type
from portal.evidence.models import DocumentRequest, Upload
from portal.evidence.reading import latest_bundle
from portal.evidence.services import facts_id
from portal.identity.models import User
from portal.jobs.models import JobState
from portal.notifications.delivery import undelivered
from portal.offers.queries import current_renteaanbod, hypotheekaanbod_of
from portal.privacy.answers import told_rows

DOCUMENT_STATUS = {
    "ontbreekt": "ontbreekt",
    "aanwezig": "aanwezig",
    "verouderd": "te oud",
    "afgekeurd": "afgekeurd",
    "vervangen-door-brondata": "brondata is genoeg",
}

RECENT = 12
"""Events that are shown without asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of a list: what it is called and what it says."""

    name: str
    value: Any


def context_for(dossier: Dossier, *, viewer: User) -> dict[str, Any]:
    """The context of the dossier page."""
    listed = with_columns(Dossier.objects.filter(pk=dossier.pk)).get()
    applicants = list(dossier.applicants.select_related("user__key", "dossier__wish"))
    requests = list(_requests(dossier))
    names = {facts_id(one): str(one) for one in applicants}
    names |= {_facts_id(upload): item["name"] for item in requests for upload in item["uploads"]}
    assessments = list(dossier.assessments.select_related("key").order_by("-decided_at"))
    readable = [row for row in assessments if row.removed_at is None]
    events = _events(dossier)
    return {
        "dossier": dossier,
        "state": wording.STATES[State(dossier.state)],
        "amount": listed.amount,
        "deadline": listed.deadline,
        "today": clock.today(),
        "days_in_state": (clock.now() - dossier.state_since).days,
        "renteaanbod": current_renteaanbod(dossier),
        "hypotheekaanbod": hypotheekaanbod_of(dossier),
        "actions": _actions(dossier, viewer),
        "ask_refusal": why_not_ask(dossier),
        "to_judge": next_to_judge(dossier) if dossier.state in JUDGED_IN else None,
        "people": [_person(one) for one in applicants],
        "wish": dossier.wish,
        "told_of_home": told_rows(dossier.wish),
        "leningdelen": list(dossier.wish.leningdelen.all()),
        "decision": _decision(readable, names) if readable else None,
        "decision_is_old": bool(readable) and not is_current(readable[0]),
        "assessments": [_assessment(row) for row in assessments],
        "requests": requests,
        "disputes": list(open_disputes(dossier)),
        "message_count": dossier.messages.count(),
        "events": events[:RECENT],
        "earlier_events": events[RECENT:],
        "undelivered": list(undelivered().filter(user__in=[one.user_id for one in applicants])),
        "now": clock.now(),
        **_jobs(dossier),
        "looks": list(dossier.looks.select_related("actor").order_by("-id")[:50]),
        "looks_broken": first_broken_look(dossier),
    }


def _actions(dossier: Dossier, viewer: User) -> list[dict[str, Any]]:
    context = standing(dossier, by=viewer)
    may = viewer.has_perm("dossiers.change_dossier")
    refused = "" if may else "Je rol mag dit niet."
    return [{"action": one, "refusal": refused or why_not(one, dossier, context)} for one in ACTIONS]


def _person(applicant: Applicant) -> dict[str, Any]:
    bundle = latest_bundle(applicant)
    collections = bundle.collections if bundle else ()
    return {
        "applicant": applicant,
        "facts": list(_person_facts(applicant)),
        "collections": [
            {
                "source": one.source.label,
                "at": one.at,
                "collected": one.status is CollectionStatus.COLLECTED,
                "reason": one.reason or "",
                "method": one.method.value if one.method else "",
            }
            for one in collections
        ],
        "registers": [_register(one) for one in answers_of(applicant)],
    }


def _person_facts(applicant: Applicant) -> Iterator[Fact]:
    yield Fact(name="E-mailadres", value=applicant.user.email)
    yield Fact(name="Telefoon", value=applicant.phone)
    yield Fact(name="Geboren", value=applicant.birth_date)
    yield Fact(name="Burgerlijke staat", value=applicant.get_civil_status_display())
    yield Fact(name="Nederlandse nationaliteit", value=applicant.dutch)
    yield Fact(name="Alleen belastingplichtig in Nederland", value=applicant.tax_only_in_nl)
    yield Fact(name="Werkt bij N26", value=applicant.works_for_n26)
    yield Fact(name="Scheiding loopt", value=applicant.divorce_pending)
    yield Fact(name="Loon per bank", value=applicant.wage_by_bank)
    yield Fact(name="Loonbeslag", value=applicant.wage_garnished)
    yield Fact(name="Looncessie", value=applicant.wage_ceded)
    yield Fact(name="Baan stopt", value=applicant.job_ending)
    yield from (Fact(name=name, value=value) for name, value in told_rows(applicant))
    yield Fact(name="Route", value=applicant.get_route_display())


def _register(answer: RegisterAnswer) -> dict[str, Any]:
    return {
        "name": wording.REGISTERS[answer.kind.value],
        "outcome": wording.REGISTER_OUTCOMES[answer.outcome.value],
        "clear": answer.outcome is Outcome.CLEAR,
        "at": answer.checked_at,
        "entries": register_entries(answer.details),
    }


def _decision(rows: list[Assessment], names: dict[str, str]) -> dict[str, Any]:
    """The last decision, and what it says otherwise than the one before."""
    row, *earlier = rows
    decision = decision_of(row)
    found = findings.lines(decision, names=names)
    return {
        **_assessment(row),
        "groups": [
            {"title": findings.VERDICTS[verdict], "verdict": verdict, "lines": found[verdict]}
            for verdict in ("fail", "refer", "missing")
            if found[verdict]
        ],
        "changes": findings.changes(decision_of(earlier[0]), decision, names=names) if earlier else [],
        "passed": found["pass"],
        "figures": groups(decision, names=names),
        "ageing": ageing_rows(facts_of(row), names),
        "ibl": list(explained(facts_of(row), names=names)),
        "required": [
            {
                "name": _document_name(one["type"]),
                "whose": names.get(one.get("applicant_id", ""), ""),
                "status": DOCUMENT_STATUS[one["status"]],
                "missing": one["status"] in ("ontbreekt", "verouderd", "afgekeurd"),
                "articles": ", ".join(dict.fromkeys(findings.article_of(rule) for rule in one["rule_ids"])),
            }
            for one in decision["required_documents"]
        ],
        "not_applicable": len(decision["not_applicable"]),
        "deferred": len(decision["deferred"]),
    }


def _assessment(row: Assessment) -> dict[str, Any]:
    return {
        "row": row,
        "phase": wording.PHASES.get(row.phase, row.phase),
        "outcome": wording.OUTCOMES.get(row.outcome, row.outcome),
        "code": row.outcome,
    }


def _requests(dossier: Dossier) -> Iterator[dict[str, Any]]:
    rows = dossier.requests.select_related("applicant").prefetch_related("uploads__judged_by")
    for request in rows:
        uploads = [one for one in request.uploads.all() if one.state != Upload.State.REMOVED]
        yield {
            "request": request,
            "name": _document_name(request.document_type),
            "whose": str(request.applicant) if request.applicant else "",
            "articles": ", ".join(dict.fromkeys(findings.article_of(rule) for rule in request.rule_ids)),
            "open": request.state in (DocumentRequest.State.OPEN, DocumentRequest.State.REJECTED),
            "uploads": uploads,
            "judge": dossier.state in JUDGED_IN,
        }


def _events(dossier: Dossier) -> list[dict[str, Any]]:
    """Newest first; the same thing several times in a row is one line."""
    rows = dossier.events.select_related("actor").order_by("-id")
    found = []
    for (name, actor), group in groupby(rows, key=lambda row: (row.name, row.actor)):
        same = list(group)
        words = [text for text in (_event_words(row.detail) for row in reversed(same)) if text]
        found.append(
            {
                "at": same[0].at,
                "name": wording.event_name(name),
                "times": len(same),
                "to": wording.state_name(same[0].to_state) if same[0].to_state else "",
                "actor": str(actor) if actor else "het systeem",
                "words": ", ".join(dict.fromkeys(words)),
            }
        )
    return found


def _event_words(detail: dict[str, Any]) -> str:
    if "motivation" in detail:
        return str(detail["motivation"])
    if "type" in detail:
        return _document_name(detail["type"])
    if "kind" in detail:
        return wording.REGISTERS.get(detail["kind"], str(detail["kind"]))
    if "outcome" in detail:
        phase = wording.PHASES.get(detail.get("phase", ""), "")
        return f"{phase}: {wording.OUTCOMES.get(detail['outcome'], detail['outcome'])}".lstrip(": ")
    return ""


def _facts_id(upload: Upload) -> str:
    """The id that the facts give a document."""
    return document_id(upload.id.hex)


def _jobs(dossier: Dossier) -> dict[str, Any]:
    """What still runs or failed, and what is done."""
    rows = [
        {"job": job, "name": wording.job_name(job.kind), "parked": job.state == JobState.PARKED}
        for job in jobs_of(dossier)
    ]
    done = [row for row in rows if row["job"].state == JobState.DONE]
    return {"jobs": [row for row in rows if row not in done], "jobs_done": done}


def _document_name(code: str) -> str:
    try:
        return document_type(code).name
    except KeyError:
        return code
