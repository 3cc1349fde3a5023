"""The command's side of a run: hand out chunks, a few ahead, and put their answers in the file in order."""

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from portal.assessments.batches import services
from portal.assessments.models import Batch

AHEAD = 24
"""Chunks that wait, are being decided, or wait to be written: enough for a dozen workers, little in the database."""
PAUSE = 0.1
"""Seconds between two looks at the database."""
BLOCK = 1024 * 1024


class Stopped(Exception):
    """The run cannot go on; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A list as it is: its fingerprint and how many lines it has."""

    sha256: str
    lines: int


def survey(source: Path) -> Survey:
    """Read a list through once. Raises OSError."""
    digest, lines, block = hashlib.sha256(), 0, b""
    with source.open("rb") as file:
        while read := file.read(BLOCK):
            block = read
            digest.update(block)
            lines += block.count(b"\n")
    return Survey(digest.hexdigest(), lines + (bool(block) and not block.endswith(b"\n")))


def carry_out(
    batch: Batch,
    source: Path,
    part: Path,
    *,
    show: Callable[[int], None],
    pause: Callable[[], None] = lambda: time.sleep(PAUSE),
) -> str:
    """Write every answer to `part`, going on where an interrupted run stopped; the SHA-256 of the whole file.

    `show` gets the number of lines that were decided, whenever we look. Raises Stopped, OSError.
    """
    with source.open("rb") as facts, part.open("r+b" if part.exists() else "w+b") as out:
        digest = _go_on(batch, out)
        all_loaded = False
        while True:
            batch.refresh_from_db()
            made = batch.chunks.count()
            while not all_loaded and made < batch.written_chunks + AHEAD:
                all_loaded = services.load_chunk(batch, facts) is None
                made += not all_loaded
            found = services.next_answers(batch)
            if found is not None:
                chunk, answers = found
                out.write(answers)
                digest.update(answers)
                out.flush()
                os.fsync(out.fileno())
                if not services.record_written(chunk, written_bytes=out.tell()):
                    raise Stopped("another command writes the answers of this list")
            elif all_loaded and made == batch.written_chunks:
                return digest.hexdigest()
            else:
                _refuse_to_wait_for_a_person(batch)
                pause()
            show(services.lines_decided(batch))


def _go_on(batch: Batch, out: BinaryIO) -> "hashlib._Hash":
    """Cut off what was not recorded as written, and take the fingerprint of the rest."""
    if out.seek(0, os.SEEK_END) < batch.written_bytes:
        raise Stopped(f"the file lacks answers that were written before ({batch.written_bytes} bytes): use --restart")
    out.truncate(batch.written_bytes)
    out.seek(0)
    digest = hashlib.sha256()
    while read := out.read(BLOCK):
        digest.update(read)
    return digest


def _refuse_to_wait_for_a_person(batch: Batch) -> None:
    job = services.parked(batch)
    if job is not None:
        raise Stopped(f"chunk {job.key} failed {job.attempts} times ({job.error}): see the back office, then go on")
