"""The documents we ask for, as the consumer sees them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from portal.assessments.services import decision_of, facts_of
from portal.assessments.spared import Spared, spared
from portal.assessments.words import Language
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.evidence.document_types import document_type
from portal.evidence.gate_texts import said_again
from portal.evidence.models import DocumentRequest, Upload
from portal.evidence.services import facts_id
from portal.formats.language import Language as Reader
from portal.formats.language import active


def document_rows(applicant: Applicant) -> list[dict[str, Any]]:
    """The requests of this applicant and of the dossier, for `_document_list.html`."""
    rows = applicant.dossier.requests.exclude(state=DocumentRequest.State.WITHDRAWN)
    return [_document(row) for row in rows if row.applicant_id in (None, applicant.pk)]


def spared_documents(applicant: Applicant) -> list[Spared]:
    """What the registers spare this applicant, by the last assessment that can be read."""
    row = applicant.dossier.assessments.filter(removed_at__isnull=True).select_related("key", "dossier__key").last()
    if row is None:
        return []
    language: Language = "nl" if active() is Reader.DUTCH else "en"
    return spared(facts_of(row), decision_of(row), facts_id(applicant), language)


def _document(row: DocumentRequest) -> dict[str, Any]:
    kind = document_type(row.document_type)
    latest = row.uploads.exclude(state=Upload.State.REMOVED).last()
    words = {
        DocumentRequest.State.OPEN: ("todo", gettext("Nog nodig")),
        DocumentRequest.State.RECEIVED: ("waiting", gettext("Ontvangen")),
        DocumentRequest.State.APPROVED: ("done", gettext("Akkoord")),
        DocumentRequest.State.REJECTED: ("attention", gettext("Opnieuw nodig")),
    }
    status, text = words[DocumentRequest.State(row.state)]
    if latest is not None and latest.state == Upload.State.RECEIVED:
        text = gettext("Wordt gecontroleerd")
    refused = latest is not None and latest.state in (Upload.State.REFUSED, Upload.State.REJECTED)
    closed = row.state == DocumentRequest.State.APPROVED or row.dossier.state != State.COLLECTING
    return {
        "title": kind.name,
        "why": row.note or kind.text,
        "href": None if closed else reverse("journey:document", args=[row.id]),
        "action": gettext("Bekijk") if row.state == DocumentRequest.State.RECEIVED else gettext("Upload"),
        "file_name": latest.filename if latest else "",
        "received_at": latest.uploaded_at if latest else None,
        "reason": (said_again(latest.refusal) or latest.judgement) if refused and latest else "",
        "status": {"kind": status, "text": text},
    }
