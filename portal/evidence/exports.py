"""An export for computers (XML, JSON), let in and drawn: people see what we read in it, never the file itself."""

from io import BytesIO
from typing import Any

from django.template.loader import render_to_string

from brondata.files import FileReading
from portal.evidence import filed
from portal.evidence.gate import Accepted, Limits, Refused
from portal.evidence.gate_texts import REFUSALS


def inspect(content: bytes, content_type: str, limits: Limits | None = None) -> Accepted:
    """An export that is read whole, with the pages that show it. Raises `gate.Refused` for any other."""
    within = limits or Limits.from_settings()
    if len(content) > within.max_bytes:
        raise Refused("too-large", REFUSALS["too-large"].format(max_megabytes=within.max_bytes // (1024 * 1024)))
    try:
        reading = filed.read_file(filed.EXPORT_TYPES[content_type], content)
    except filed.Unread as stopped:
        raise Refused("export-not-read", REFUSALS["export-not-read"]) from stopped
    pdf, pages = _drawn(reading)
    return Accepted(content_type, pages, pdf)


def _drawn(reading: FileReading) -> tuple[bytes, int]:
    from weasyprint import HTML

    html = render_to_string("evidence/pensioenoverzicht.html", {"reading": reading, "doc": reading.pensioenoverzicht})
    document: Any = HTML(string=html, url_fetcher=_nothing).render()
    out = BytesIO()
    document.write_pdf(out)
    return out.getvalue(), len(document.pages)


def _nothing(url: str) -> Any:
    """The page names no address; what a file says can't make it fetch one."""
    raise ValueError(f"not fetched: {url!r}")
