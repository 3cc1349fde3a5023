"""The door for files: what a stranger sent is refused with a reason, or becomes a plain PDF.

The bytes are only ever parsed in a process of its own with limits (`portal.evidence.sandbox`); if
that process breaks on a file, the file is refused and we carry on.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from portal.evidence import sandbox
from portal.evidence.bsn import pages_with_bsn
from portal.evidence.filegate.kinds import Kind, Stranger, kind_of
from portal.evidence.gate_texts import REFUSALS, REMARKS

CAGE = sandbox.Cage()
TEXT_CAGE = sandbox.Cage(
    cpu_seconds=10, wall_seconds=20.0, memory_bytes=256 * 1024 * 1024, output_bytes=20 * 1024 * 1024
)
# The test file every virus scanner knows (eicar.org), in two halves so that no scanner stops us.
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"


@dataclass(frozen=True)
class Limits:
    """How large a file may be, and what looking at it may cost."""

    max_bytes: int = 20 * 1024 * 1024
    max_pages: int = 60
    max_pixels: int = 60_000_000
    cage: sandbox.Cage = CAGE

    @classmethod
    def from_settings(cls) -> "Limits":
        """The limits in force."""
        return cls(
            max_bytes=settings.UPLOAD_MAX_BYTES,
            max_pages=settings.UPLOAD_MAX_PAGES,
            max_pixels=settings.UPLOAD_MAX_PIXELS,
        )


@dataclass(frozen=True)
class Notice:
    """Something a reader of an accepted file should know; as a string its Dutch text."""

    code: str
    text_nl: str

    def __str__(self) -> str:
        return self.text_nl


@dataclass(frozen=True)
class Accepted:
    """A file that may come in. `disarmed` is the PDF that people see; the original is evidence."""

    content_type: str
    pages: int
    disarmed: bytes
    notices: tuple[Notice, ...] = ()


class Refused(Exception):
    """A file that may not come in; `message_nl` says why and what to do."""

    def __init__(self, code: str, message_nl: str) -> None:
        super().__init__(code)
        self.code = code
        self.message_nl = message_nl


def inspect(content: bytes, filename: str, limits: Limits | None = None) -> Accepted:
    """Judge one file. The name plays no part: a file is what its first bytes say.

    Raises `Refused`; OSError when this machine can't start the processes that look.
    """
    within = limits or Limits.from_settings()
    if not content:
        raise _refused("empty", within)
    if len(content) > within.max_bytes:
        raise _refused("too-large", within)
    if _EICAR in content:
        raise _refused("malware-test", within)
    kind = kind_of(content)
    if isinstance(kind, Stranger):
        raise _refused(kind.value, within)
    answer, disarmed = _looked_at(content, kind, within)
    notices = [Notice(code, REMARKS[code]) for code in answer["remarks"]]
    notices += _notices_on_text(text_of(disarmed, within))
    return Accepted(kind.value, answer["pages"], disarmed, tuple(notices))


def _looked_at(content: bytes, kind: Kind, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """The facts about a file and its copy; a form is drawn first and then looked at as any PDF."""
    answer, copy = _asked(content, kind, limits)
    if "draw" in answer:
        seen = answer["remarks"]
        answer, copy = _asked(_drawn(content, limits), kind, limits)
        if "draw" in answer:
            raise _refused("not-checkable", limits)
        answer["remarks"] = sorted({*seen, *answer["remarks"]})
    return answer, copy


def _drawn(pdf: bytes, limits: Limits) -> bytes:
    """The PDF with what is filled in drawn on its pages."""
    try:
        return sandbox.run(["pdftocairo", "-pdf", "-origpagesizes", "-q", "-", "-"], content=pdf, cage=limits.cage)
    except sandbox.SandboxFailed as failure:
        raise _refused("too-heavy" if failure.timed_out else "not-checkable", limits) from failure


def _asked(content: bytes, kind: Kind, limits: Limits) -> tuple[dict[str, Any], bytes]:
    command = sandbox.python_module(
        "portal.evidence.filegate", kind.value, str(limits.max_pages), str(limits.max_pixels)
    )
    try:
        said = sandbox.run(command, content=content, cage=limits.cage)
    except sandbox.SandboxFailed as failure:
        raise _refused("too-heavy" if failure.timed_out else "not-checkable", limits) from failure
    line, _, copy = said.partition(b"\n")
    answer = json.loads(line)
    if "refused" in answer:
        raise _refused(answer["refused"], limits)
    return answer, copy


def text_of(pdf: bytes, limits: Limits) -> str:
    """The text of the copy; pages end with a form feed. That it can be read out in time shows that it can be drawn.

    Raises `Refused` when it can't.
    """
    try:
        text = sandbox.run(["pdftotext", "-layout", "-q", "-", "-"], content=pdf, cage=TEXT_CAGE)
    except sandbox.SandboxFailed as failure:
        # The copy is well-formed, so what is wrong with it is its weight.
        raise _refused("too-heavy", limits) from failure
    return text.decode("utf-8", "replace")


def _notices_on_text(text: str) -> list[Notice]:
    if not text.strip():
        return [Notice("no-text", REMARKS["no-text"])]
    pages = pages_with_bsn(text)
    if not pages:
        return []
    named = ", ".join(map(str, pages))
    return [Notice("bsn", REMARKS["bsn"].format(pages=named))]


def _refused(code: str, limits: Limits) -> Refused:
    return Refused(
        code,
        REFUSALS[code].format(
            max_megabytes=limits.max_bytes // (1024 * 1024),
            max_pages=limits.max_pages,
            max_megapixels=limits.max_pixels // 1_000_000,
        ),
    )
