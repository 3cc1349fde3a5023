"""What the desk does in one go: verdict and new assessment, documents asked and dossier sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from portal.disputes.models import Dispute
from portal.disputes.services import decide_dispute
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.evidence.document_types import document_type
from portal.evidence.models import Upload
from portal.evidence.services import ask_document
from portal.evidence.uploads import judge_upload
from portal.identity.models import User
from portal.notifications.mails import MailName
from portal.offers import process


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document to ask for, of one applicant or of all, and the question in words."""

    document_type: str
    applicant: Applicant | None
    question: str


def approve_upload(*, upload: Upload, by: User, dated: date, figures: Mapping[str, Any]) -> None:
    """A document is right: keep what was read on it and have the engine look again.

    Raises:
        AlreadyJudged: somebody was first.
    """
    with transaction.atomic():
        judge_upload(upload=upload, by=by, approved=True, dated=dated, figures=figures)
        _look_again(upload)


def reject_upload(*, upload: Upload, by: User, reason: str) -> None:
    """A document is not right; its applicant reads `reason`.

    Raises:
        AlreadyJudged: somebody was first.
    """
    with transaction.atomic():
        judge_upload(upload=upload, by=by, approved=False, judgement=reason)
        _look_again(upload)


def ask_documents(*, dossier: Dossier, by: User, wanted: Sequence[Wanted]) -> None:
    """Ask for documents in one mail; a dossier that is in review goes back to collecting.

    Raises:
        IllegalTransition: the dossier is past this step.
        ValueError: nothing is asked.
    """
    if not wanted:
        raise ValueError("nothing is asked")
    with transaction.atomic():
        for one in wanted:
            ask_document(
                dossier=dossier,
                document_type=one.document_type,
                applicant=one.applicant,
                note_text=one.question,
                by=by,
            )
        if dossier.state == State.COLLECTING:
            names = [document_type(one.document_type).name for one in wanted]
            once = f"{dossier.id}:{dossier.version}"
            process.tell(dossier, MailName.DOCUMENTS_ASKED, once=once, documents=names)
        else:
            process.ask_more(dossier=dossier, by=by)


def _look_again(upload: Upload) -> None:
    if upload.request.dossier.state == State.IN_REVIEW:
        process.reassess(dossier=upload.request.dossier)


def settle_dispute(
    *, dispute: Dispute, by: User, motivation: str, corrected: Decimal | None = None, evidence: Upload | None = None
) -> None:
    """Decide about a figure that would be wrong, and have the engine look again.

    Raises:
        AlreadyDecided: somebody was first.
    """
    with transaction.atomic():
        decide_dispute(dispute=dispute, by=by, motivation=motivation, corrected=corrected, evidence=evidence)
        dossier = dispute.applicant.dossier
        dossier.refresh_from_db(fields=["state", "version"])
        if dossier.state == State.IN_REVIEW:
            process.reassess(dossier=dossier)
