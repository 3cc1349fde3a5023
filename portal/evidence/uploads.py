"""Uploads: stored sealed at once, checked by a job, judged by a person.

The original is evidence and is never shown; people see the disarmed copy that the gate made.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from portal import clock
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.dossiers.transitions import note, touch
from portal.evidence import exports, filed, gate
from portal.evidence.models import DocumentRequest, Upload
from portal.identity.models import User
from portal.jobs.services import publish
from portal.notifications.services import queue_mail
from portal.vault import services as vault
from portal.vault.models import StoredFile

FIGURES_PLACE = "evidence.Upload.figures"
MAX_FILES_PER_REQUEST = 20
# Before the application is sent too: a document may stand in for a register that failed (gids 8, route 3).
SENDING = (State.INTAKE, State.COLLECTING)
STANDING = (Upload.State.RECEIVED, Upload.State.READY, Upload.State.APPROVED)


class UploadRefused(Exception):
    """The file or the moment does not fit; the text is for the reader (Dutch)."""


class AlreadyJudged(Exception):
    """Somebody judged this upload before."""


def add_upload(*, request: DocumentRequest, by: User, filename: str, content: bytes) -> Upload:
    """Store a file for a request and ask for the check.

    Raises:
        UploadRefused: empty, too large, too many, or the dossier is past this step.
    """
    if not content:
        raise UploadRefused(gettext("Dit bestand is leeg. Kies het bestand opnieuw."))
    if len(content) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise UploadRefused(
            gettext("Dit bestand is groter dan %(limit)s MB. Maak het kleiner of splits het op.") % {"limit": limit}
        )
    with transaction.atomic():
        touch(request.dossier)
        if request.dossier.state not in SENDING or not _accepts(request):
            raise UploadRefused(gettext("We hebben dit document nu niet van je nodig."))
        kept = request.uploads.exclude(state__in=(Upload.State.REMOVED, Upload.State.REFUSED))
        if kept.count() >= MAX_FILES_PER_REQUEST:
            raise UploadRefused(
                gettext("Je kunt per document %(MAX_FILES_PER_REQUEST)s bestanden sturen.")
                % {"MAX_FILES_PER_REQUEST": MAX_FILES_PER_REQUEST}
            )
        original = vault.store_file(request.dossier.key, content=content, content_type="application/octet-stream")
        upload = Upload.objects.create(
            request=request,
            uploaded_by=by,
            filename=_safe_name(filename),
            original=original,
            uploaded_at=clock.now(),
        )
        _set_state(request, DocumentRequest.State.RECEIVED)
        note(request.dossier, "document_uploaded", actor=by, detail={"type": request.document_type})
        publish("upload.check", key=str(upload.id), payload={"upload_id": str(upload.id)})
    return upload


def check_upload(upload_id: str) -> None:
    """Job: let the gate look at the bytes; keep the disarmed copy or say why not."""
    upload = Upload.objects.select_related("request__dossier__key", "original__key").get(pk=upload_id)
    if upload.state != Upload.State.RECEIVED:
        return
    content = vault.read_file(upload.original)
    try:
        export = filed.export_type(upload.request.document_type, content)
        accepted = exports.inspect(content, export) if export else gate.inspect(content, upload.filename)
    except gate.Refused as refused:
        with transaction.atomic():
            touch(upload.request.dossier)
            rows = Upload.objects.filter(pk=upload.pk, state=Upload.State.RECEIVED)
            if rows.update(state=Upload.State.REFUSED, refusal=refused.message_nl[:500]):
                _reopen_when_empty(upload.request)
                note(upload.request.dossier, "document_refused", actor=None, detail={"code": refused.code})
        return
    with transaction.atomic():
        touch(upload.request.dossier)
        disarmed = vault.store_file(
            upload.request.dossier.key, content=accepted.disarmed, content_type="application/pdf"
        )
        rows = Upload.objects.filter(pk=upload.pk, state=Upload.State.RECEIVED)
        taken = rows.update(
            state=Upload.State.READY,
            disarmed=disarmed,
            pages=accepted.pages,
            notices=[str(notice) for notice in accepted.notices],
        )
        if taken and filed.is_readable(upload.request.document_type):
            publish("upload.read", key=str(upload.id), payload={"upload_id": str(upload.id)})


def remove_upload(*, upload: Upload, by: User) -> None:
    """Take a file back, while nobody judged it."""
    with transaction.atomic():
        touch(upload.request.dossier)
        open_states = (Upload.State.RECEIVED, Upload.State.READY, Upload.State.REFUSED)
        rows = Upload.objects.filter(pk=upload.pk, state__in=open_states)
        if upload.request.dossier.state not in SENDING or not rows.update(state=Upload.State.REMOVED):
            raise UploadRefused(gettext("Dit bestand is al in behandeling. Je kunt het niet meer weghalen."))
        _reopen_when_empty(upload.request)
        note(upload.request.dossier, "document_removed", actor=by)


def judge_upload(
    *,
    upload: Upload,
    by: User,
    approved: bool,
    dated: date | None = None,
    figures: Mapping[str, Any] | None = None,
    judgement: str = "",
) -> None:
    """A person's verdict on one file, with the date and figures read on it.

    Raises:
        AlreadyJudged: somebody was first, or the gate is not ready with it.
        ValueError: an approval without a date, or a rejection without a reason.
    """
    if approved and dated is None:
        raise ValueError("an approved document has a date")
    if not approved and not judgement:
        raise ValueError("a rejection says why")
    request = upload.request
    sealed = vault.seal_json(request.dossier.key, place=FIGURES_PLACE, row=upload.id, value=_plain(figures or {}))
    with transaction.atomic():
        touch(request.dossier)
        changed = Upload.objects.filter(pk=upload.pk, state=Upload.State.READY).update(
            state=Upload.State.APPROVED if approved else Upload.State.REJECTED,
            judged_by=by,
            judged_at=clock.now(),
            dated=dated,
            figures=sealed,
            judgement=judgement[:500],
        )
        if not changed:
            raise AlreadyJudged(upload.filename)
        _set_state(request, _verdict(request))
        if not approved:
            for one in people_asked(request):
                queue_mail(
                    user=one.user,
                    template="document_refused",
                    context={"first_name": one.first_name},
                    once=str(upload.id),
                )
        note(
            request.dossier,
            "document_approved" if approved else "document_rejected",
            actor=by,
            detail={"type": request.document_type},
        )


def figures_of(upload: Upload) -> dict[str, Any]:
    """What the clerk read on an approved file."""
    if not upload.figures:
        return {}
    found: dict[str, Any] = vault.unseal_json(
        upload.request.dossier.key, place=FIGURES_PLACE, row=upload.id, sealed=upload.figures
    )
    return found


def disarmed_bytes(upload: Upload) -> bytes:
    """The copy that people may see (PDF); LookupError before the gate made it."""
    if upload.disarmed is None:
        raise LookupError("not checked yet")
    return vault.read_file(StoredFile.objects.select_related("key").get(pk=upload.disarmed_id))


def people_asked(request: DocumentRequest) -> list[Applicant]:
    """Who gets mail about a request: its applicant, or everybody on the dossier."""
    if request.applicant is not None:
        return [request.applicant]
    return list(request.dossier.applicants.select_related("user__key"))


def unjudged(dossier: Dossier) -> int:
    """How many files still wait for the gate or a person."""
    waiting = (Upload.State.RECEIVED, Upload.State.READY)
    return Upload.objects.filter(request__dossier=dossier, state__in=waiting).count()


def _accepts(request: DocumentRequest) -> bool:
    request.refresh_from_db(fields=["state"])
    return request.state not in (DocumentRequest.State.APPROVED, DocumentRequest.State.WITHDRAWN)


def _verdict(request: DocumentRequest) -> "DocumentRequest.State":
    """What the judged files make of a request, whichever was judged first.

    A rejection stands until a file was sent after it; a file that waits keeps the request waiting.
    """
    rejected_at = request.uploads.filter(state=Upload.State.REJECTED).aggregate(last=Max("judged_at"))["last"]
    later = request.uploads.filter(uploaded_at__gt=rejected_at) if rejected_at else request.uploads.all()
    if rejected_at and not later.filter(state__in=STANDING).exists():
        return DocumentRequest.State.REJECTED
    waiting = request.uploads.filter(state__in=(Upload.State.RECEIVED, Upload.State.READY))
    return DocumentRequest.State.RECEIVED if waiting.exists() else DocumentRequest.State.APPROVED


def _reopen_when_empty(request: DocumentRequest) -> None:
    kept = request.uploads.exclude(state__in=(Upload.State.REMOVED, Upload.State.REFUSED, Upload.State.REJECTED))
    if not kept.exists():
        _set_state(request, DocumentRequest.State.OPEN)


def _set_state(request: DocumentRequest, state: "DocumentRequest.State") -> None:
    request.state = state
    DocumentRequest.objects.filter(pk=request.pk).update(state=state)


def _safe_name(filename: str) -> str:
    """A name to show: no path, no control characters, not endless."""
    bare = re.sub(r"[^\w .()+-]", "_", filename.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return bare[-150:] or "bestand"


def _plain(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Decimals and dates as text, as the facts document wants them."""
    plain: dict[str, Any] = {}
    for name, value in figures.items():
        if isinstance(value, Decimal):
            plain[name] = f"{value:.2f}"
        elif isinstance(value, date):
            plain[name] = value.isoformat()
        else:
            plain[name] = value
    return plain
