"""Chunks: made from a list, decided by a worker, taken out in order. Each step may be done twice."""

import io
import itertools
import logging
import sys
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from portal.assessments.batches.totals import Totals
from portal.assessments.deciding import decided
from portal.assessments.json_lines import Json, answer_lines, lines
from portal.assessments.models import Batch, BatchChunk
from portal.jobs.models import Job, JobState
from portal.jobs.services import publish
from portal.vault.services import create_key, seal, shred_key, unseal

log = logging.getLogger(__name__)
LARGEST = 32 * 1024 * 1024
"""Bytes of a chunk from which on it takes no further line: a worker holds it in memory."""
QUICK = 1
"""Level of zlib: decisions shrink to a tenth, and a higher level would cost more time than the deciding."""


def running_batch(source_sha256: str) -> Batch | None:
    """The unfinished run over this list."""
    return Batch.objects.select_related("key").filter(source_sha256=source_sha256, finished_at=None).first()


def open_batch(*, source_sha256: str, chunk_lines: int, decided_at: datetime) -> Batch:
    """A new run. Raises IntegrityError when one over this list is not finished."""
    with transaction.atomic():
        return Batch.objects.create(
            key=create_key(), source_sha256=source_sha256, chunk_lines=chunk_lines, decided_at=decided_at
        )


def load_chunk(batch: Batch, source: BinaryIO) -> BatchChunk | None:
    """Make the next chunk of the list and ask for its decisions; None when there are no lines left."""
    last = batch.chunks.defer("facts", "decisions").order_by("number").last()
    source.seek(last.ends_at if last else 0)
    taken = list(_lines_of_chunk(source, batch.chunk_lines))
    if not taken:
        return None
    chunk = BatchChunk(
        batch=batch,
        number=last.number + 1 if last else 0,
        lines_before=last.lines_before + last.lines if last else 0,
        lines=len(taken),
        ends_at=source.tell(),
    )
    chunk.facts = _packed(chunk, "facts", b"".join(line + b"\n" for line in taken))
    with transaction.atomic():
        chunk.save(force_insert=True)
        publish("batch.decide", key=f"{batch.id}/{chunk.number}", payload={"chunk_id": str(chunk.id)})
    return chunk


def decide_chunk(chunk_id: str) -> None:
    """Decide every line of a chunk (job `batch.decide`). Only the first answers are kept; all would be the same."""
    chunk = BatchChunk.objects.select_related("batch__key").filter(pk=chunk_id, decisions=None).first()
    if chunk is None:  # decided before, or given up
        return
    totals, answers, moment = Totals(), io.StringIO(), chunk.batch.decided_at

    def answer(document: object) -> Json:
        printed = decided(document, at=moment).to_json()
        totals.count(printed)
        return printed

    def write(line: str) -> None:
        answers.write(line + "\n")

    source = io.BytesIO(_unpacked(chunk, "facts"))
    answer_lines(source, answer=answer, write=write, complain=_complain, before=chunk.lines_before)
    text = answers.getvalue().encode()
    totals.errors = text.count(b"\n") - totals.outcomes.total()
    chunk.decisions = _packed(chunk, "decisions", text)
    BatchChunk.objects.filter(pk=chunk.pk, decisions=None).update(decisions=chunk.decisions, totals=totals.to_json())


def next_answers(batch: Batch) -> tuple[BatchChunk, bytes] | None:
    """The first chunk that does not stand in the file yet, with its answers as JSON Lines; None while it is undecided.

    Once they stand on the disk, `record_written` says so.
    """
    decided_ones = batch.chunks.exclude(decisions=None).defer("facts")
    chunk = decided_ones.filter(number=batch.written_chunks).first()
    return None if chunk is None else (chunk, _unpacked(chunk, "decisions"))


def lines_decided(batch: Batch) -> int:
    """Lines of all chunks that were decided, written or not."""
    return int(batch.chunks.exclude(decisions=None).aggregate(lines=Sum("lines"))["lines"] or 0)


def record_written(chunk: BatchChunk, *, written_bytes: int) -> bool:
    """The answers of the chunk end at `written_bytes` of the file: its contents go, an interrupted run goes on there.

    False when another command wrote this chunk first.
    """
    with transaction.atomic():
        batch = Batch.objects.filter(pk=chunk.batch_id, written_chunks=chunk.number)
        first = batch.update(written_chunks=chunk.number + 1, written_bytes=written_bytes)
        if first:
            BatchChunk.objects.filter(pk=chunk.pk).update(facts=b"", decisions=b"")
    return bool(first)


def close(batch: Batch) -> None:
    """The answers stand in the file, or nobody wants them: the facts here can be read by nobody any more.

    Jobs that still wait find nothing to do.
    """
    with transaction.atomic():
        batch.chunks.all().delete()
        Batch.objects.filter(pk=batch.pk).update(finished_at=timezone.now())
        shred_key(batch.key)


def totals_of(batch: Batch) -> Totals:
    """What the chunks that were written come to together."""
    totals = Totals()
    for stored in batch.chunks.filter(number__lt=batch.written_chunks).values_list("totals", flat=True):
        totals.add(stored)
    return totals


def parked(batch: Batch) -> Job | None:
    """A chunk that failed five times and waits for a person."""
    return Job.objects.filter(kind="batch.decide", key__startswith=f"{batch.id}/", state=JobState.PARKED).first()


def _complain(line: str) -> None:
    """A fault of the engine is an answer; that the time is up is none, then the job is done again."""
    if isinstance(sys.exception(), SoftTimeLimitExceeded):
        raise
    log.error("%s", line)


def _lines_of_chunk(source: BinaryIO, most: int) -> Iterator[bytes]:
    size = 0
    for line in itertools.islice(lines(source), most):
        yield line
        size += len(line)
        if size >= LARGEST:
            return


def _packed(chunk: BatchChunk, column: str, content: bytes) -> bytes:
    return seal(chunk.batch.key, place=_place(column), row=chunk.id, value=zlib.compress(content, QUICK))


def _unpacked(chunk: BatchChunk, column: str) -> bytes:
    sealed = bytes(getattr(chunk, column))
    return zlib.decompress(unseal(chunk.batch.key, place=_place(column), row=chunk.id, sealed=sealed))


def _place(column: str) -> str:
    return f"assessments.BatchChunk.{column}"
