"""Registers on file: what an applicant downloaded and sent, read into the datasets that Ockto also gives.

The bytes are stored before anybody reads them, and read in a process with limits. A reading only helps the clerk: it is
about the applicant or it is not kept, and it counts from the clerk's approval on. It never counts as brondata, which
comes straight from the source (NHG A6.5): docs/decisions/files-of-applicants.md.
"""

import json
import logging
from collections.abc import Iterator

from django.db import transaction

from brondata.files import FileKind, FileReading
from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.transitions import touch
from portal.evidence import gate, sandbox
from portal.evidence.holders import is_about
from portal.evidence.matching import Typed
from portal.evidence.models import FiledData, Upload
from portal.evidence.names import Surname
from portal.vault import services as vault

log = logging.getLogger(__name__)
READING_PLACE = "evidence.FiledData.reading"
UWV = "uwv-verzekeringsbericht"
PENSION = "pensioenoverzicht"
CAGE = sandbox.Cage(cpu_seconds=10, wall_seconds=20.0, memory_bytes=512 * 1024 * 1024, output_bytes=8 * 1024 * 1024)
EXPORT_TYPES = {"application/xml": FileKind.MPO_XML, "application/json": FileKind.MPO_JSON}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Unread(Exception):
    """The file is not what it should be; `place` says where reading stopped, without a value of the file."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def export_type(document_type: str, content: bytes) -> str | None:
    """The media type of an export that we can read, by its first bytes; None for every other file."""
    if document_type != PENSION:
        return None
    start = content.removeprefix(_BYTE_ORDER_MARK).lstrip()[:100]
    if start.startswith(b"{"):
        return "application/json"
    return "application/xml" if start.startswith((b"<?xml", b"<Pensioenaanspraken")) else None


def read_file(kind: FileKind, content: bytes) -> FileReading:
    """What a file says, read in a process of its own.

    Raises:
        Unread: not this kind of file, or it broke the reader; OSError when the process can't be started.
    """
    try:
        said = sandbox.run(sandbox.python_module("brondata.files", kind.value), content=content, cage=CAGE)
    except sandbox.SandboxFailed as failure:
        raise Unread("out of time" if failure.timed_out else "broken") from failure
    answer = json.loads(said)
    if "reading" not in answer:
        raise Unread(answer["not_read"])
    return FileReading.from_json(answer["reading"])


def is_readable(document_type: str) -> bool:
    """Whether we try to read files for this kind of request."""
    return document_type in (UWV, PENSION)


def read_upload(upload_id: str) -> None:
    """Job: read a file that the gate let through, and keep what came of it while nobody judged the file.

    Raises:
        OSError: the reader can't be started; the job is tried again.
    """
    upload = Upload.objects.select_related(
        "request__dossier__key", "request__applicant", "original__key", "disarmed__key"
    ).get(pk=upload_id)
    applicant = upload.request.applicant
    if upload.state != Upload.State.READY or applicant is None or FiledData.objects.filter(upload=upload).exists():
        return
    row = FiledData(upload=upload, read_at=clock.now())
    try:
        reading = _read(upload)
        if reading.as_of > clock.today():
            raise Unread("dated in the future")
    except Unread as stopped:
        log.info("upload %s is not read: %s", upload.pk, stopped.place)
        row.outcome, row.place = FiledData.Outcome.UNREAD, stopped.place[:200]
    else:
        if is_about(reading.holder, _typed(applicant)):
            row.outcome = FiledData.Outcome.READ
            row.reading = vault.seal_json(
                upload.request.dossier.key, place=READING_PLACE, row=row.id, value=reading.to_json()
            )
        else:
            row.outcome = FiledData.Outcome.OTHER_PERSON
    with transaction.atomic():
        touch(upload.request.dossier)
        # A clerk who judged it meanwhile did so without the reading, so the reading stays out.
        if Upload.objects.filter(pk=upload.pk, state=Upload.State.READY).exists():
            FiledData.objects.bulk_create([row], ignore_conflicts=True)


def reading_of(upload: Upload) -> FileReading | None:
    """What was read in a file, judged or not; None when nothing was or when it is about somebody else."""
    row = FiledData.objects.filter(upload=upload, outcome=FiledData.Outcome.READ).first()
    if row is None:
        return None
    key = upload.request.dossier.key
    return FileReading.from_json(vault.unseal_json(key, place=READING_PLACE, row=row.id, sealed=row.reading))


def approved_readings(applicant: Applicant) -> Iterator[tuple[Upload, FileReading]]:
    """The readings that a clerk approved, oldest file first."""
    rows = Upload.objects.filter(
        request__applicant=applicant, state=Upload.State.APPROVED, filed__outcome=FiledData.Outcome.READ
    )
    for upload in rows.select_related("request__dossier__key").order_by("uploaded_at"):
        reading = reading_of(upload)
        # Who called themselves somebody else since does not take the other's data along.
        if reading is not None and is_about(reading.holder, _typed(applicant)):
            yield upload, reading


def _read(upload: Upload) -> FileReading:
    """An export is read as it was sent; of a PDF the pages that people see, so that both read the same."""
    if upload.request.document_type == PENSION:
        content = vault.read_file(upload.original)
        export = export_type(PENSION, content)
        if export is None:
            raise Unread("not an export")
        return read_file(EXPORT_TYPES[export], content)
    assert upload.disarmed is not None, "a file that is ready has its copy"
    try:
        text = gate.text_of(vault.read_file(upload.disarmed), gate.Limits.from_settings())
    except gate.Refused as refused:
        raise Unread(refused.code) from refused
    return read_file(FileKind.UWV_TEXT, text.encode())


def _typed(applicant: Applicant) -> Typed:
    return Typed(
        given_names=applicant.given_names,
        initials=applicant.initials,
        surname=Surname(applicant.surname, applicant.surname_prefix),
        birth_date=applicant.birth_date,
    )
