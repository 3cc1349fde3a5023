"""Document requests: opened by a decision or a clerk, fallen away when something covers them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from portal import clock
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import Context, Event, State
from portal.dossiers.transitions import advance, note, touch
from portal.evidence.models import DocumentRequest, Upload
from portal.identity.models import User

MISSING = ("ontbreekt", "verouderd", "afgekeurd")


def sync_requests(*, dossier: Dossier, required: Iterable[Mapping[str, Any]]) -> int:
    """Make the open requests equal to what a decision still misses; returns how many are open.

    `required` is `required_documents` of a decision (contract).
    """
    wanted: dict[tuple[str, str, str], list[str]] = {}
    for document in still_missing(required):
        key = (document.get("applicant_id", ""), document["type"], document.get("subject_id", ""))
        wanted.setdefault(key, []).extend(document["rule_ids"])
    applicants = {facts_id(one): one for one in dossier.applicants.all()}
    with transaction.atomic():
        touch(dossier)
        for (applicant_id, kind, subject_id), rule_ids in wanted.items():
            _ask(dossier, applicants.get(applicant_id), kind, subject_id, sorted(set(rule_ids)), note_text="")
        for request in open_requests(dossier).filter(note="").select_related("applicant"):
            who = facts_id(request.applicant) if request.applicant else ""
            key = (who, request.document_type, request.subject_id)
            if key not in wanted:
                _withdraw(request)
        return open_requests(dossier).count()


def still_missing(required: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The documents of a decision that the applicants must still send.

    Of documents that are alternatives (`alternative_group`) one suffices: none is missing when one
    is there, and else the first is.
    """
    documents = list(required)
    settled = {_group(one) for one in documents if one["status"] not in MISSING}
    found: list[Mapping[str, Any]] = []
    for document in documents:
        group = _group(document)
        if document["status"] not in MISSING or (group and group in settled):
            continue
        settled.add(group)
        found.append(document)
    return found


def facts_id(applicant: Applicant) -> str:
    """The id of an applicant in facts and decisions: no key of a row leaves the portal."""
    return f"p{applicant.position}"


def ask_document(
    *, dossier: Dossier, document_type: str, applicant: Applicant | None, note_text: str, by: User
) -> DocumentRequest:
    """A clerk asks for a document in their own words."""
    with transaction.atomic():
        touch(dossier)
        request = _ask(dossier, applicant, document_type, "", [], note_text=note_text)
        note(dossier, "document_asked", actor=by, detail={"type": document_type})
    return request


def open_requests(dossier: Dossier) -> QuerySet[DocumentRequest]:
    """Requests the applicants still have to answer."""
    return dossier.requests.filter(state__in=(DocumentRequest.State.OPEN, DocumentRequest.State.REJECTED))


def complete_evidence(*, dossier: Dossier, by: User) -> None:
    """Everything asked for was sent: start the underwriting.

    Raises:
        GuardRefused: something is still open; IllegalTransition: not this step.
    """
    with transaction.atomic():
        touch(dossier)
        checking = Upload.objects.filter(request__dossier=dossier, state=Upload.State.RECEIVED).count()
        chosen = bool(dossier.wish.collection_account and dossier.wish.notary_email)
        context = Context(
            open_requests=open_requests(dossier).count() + checking,
            missing_answers=() if chosen else (gettext("je notaris"), gettext("je rekening")),
        )
        version = dossier.version
        advance(
            dossier,
            Event.COMPLETE_EVIDENCE,
            actor=by,
            context=context,
            jobs=(
                (
                    "assess",
                    f"{dossier.id}:dossier:{version}",
                    {"dossier_id": str(dossier.id), "phase": "dossier"},
                ),
            ),
        )


def can_complete(dossier: Dossier) -> bool:
    """Whether the applicants can hand in: nothing open, nothing still at the gate."""
    if dossier.state != State.COLLECTING or open_requests(dossier).exists():
        return False
    if not (dossier.wish.collection_account and dossier.wish.notary_email):
        return False
    return not Upload.objects.filter(request__dossier=dossier, state=Upload.State.RECEIVED).exists()


def _group(document: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Alternatives stand beside each other for one applicant and one subject."""
    if not (name := document.get("alternative_group", "")):
        return None
    return name, document.get("applicant_id", ""), document.get("subject_id", "")


def _ask(
    dossier: Dossier,
    applicant: Applicant | None,
    kind: str,
    subject_id: str,
    rule_ids: list[str],
    *,
    note_text: str,
) -> DocumentRequest:
    request, created = DocumentRequest.objects.get_or_create(
        dossier=dossier,
        applicant=applicant,
        document_type=kind,
        subject_id=subject_id,
        defaults={"rule_ids": rule_ids, "note": note_text, "opened_at": clock.now()},
    )
    answered = {DocumentRequest.State.WITHDRAWN, DocumentRequest.State.APPROVED}
    if note_text:  # a clerk who asks has seen what is there, and wants more
        answered.add(DocumentRequest.State.RECEIVED)
    if not created:
        request.state = DocumentRequest.State.OPEN if request.state in answered else request.state
        request.note = note_text or request.note
        request.rule_ids = rule_ids or request.rule_ids
        request.save(update_fields=["state", "note", "rule_ids"])
    return request


def _withdraw(request: DocumentRequest) -> None:
    request.state = DocumentRequest.State.WITHDRAWN
    request.save(update_fields=["state"])
