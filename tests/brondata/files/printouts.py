"""Printouts as UWV would make them: the text, and a PDF of it with the text layer that poppler reads."""

import subprocess
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from brondata.datasets import Dienstverband, Loonperiode, UwvVerzekeringsbericht
from brondata.files.uwv_lines import MONTHS

_CSS = "@page { size: A4; margin: 15mm } body { font: 9pt monospace } pre { margin: 0; break-after: page }"


def pages_of(
    message: UwvVerzekeringsbericht,
    *,
    naam: str = "Mevrouw F.M. de Boer",
    geboren: str = "17-04-1991",
    rows_per_page: int = 60,
    heading_again: bool = True,
) -> list[list[str]]:
    """The pages with their lines and footers; a table that runs over a page gets its heading again."""
    head = [
        "Printversie verzekeringsbericht",
        "",
        naam,
        f"Geboortedatum: {geboren}",
        f"Datum: {message.datum.day} {MONTHS[message.datum.month - 1]} {message.datum.year}",
        "",
        "Loongegevens",
    ]
    pages, in_table = [head], False
    for job in message.dienstverbanden:
        for line in _job(job):
            if len(pages[-1]) >= rows_per_page:
                pages.append([_HEADING] if in_table and heading_again and line[:1].isdigit() else [])
            pages[-1].append(line)
            in_table = line == _HEADING or (in_table and line != "")
    return [[*page, "", f"{message.versie}      {n}/{len(pages)}"] for n, page in enumerate(pages, start=1)]


def text_of(pages: Sequence[Sequence[str]]) -> bytes:
    """As `pdftotext -layout` writes it."""
    return "".join("\n".join(page) + "\n\f" for page in pages).encode()


def pdf_of(pages: Sequence[Sequence[str]]) -> bytes:
    """The pages on paper."""
    from weasyprint import HTML

    body = "".join(f"<pre>{escape(chr(10).join(page))}</pre>" for page in pages)
    made: bytes = HTML(string=f"<html lang=nl><style>{_CSS}</style><body>{body}</body></html>").write_pdf()
    return made


def text_layer(pdf: bytes) -> bytes:
    """What poppler finds in a PDF."""
    found = subprocess.run(["pdftotext", "-layout", "-q", "-", "-"], input=pdf, capture_output=True, check=True)
    return found.stdout


_HEADING = "Periode                          Aantal uur      Sv-loon"


def _job(job: Dienstverband) -> Iterator[str]:
    yield ""
    yield f"Werkgever/Instantie: {job.werkgever}"
    yield f"Loonheffingennummer: {job.loonheffingennummer}"
    if job.verzekerde_wetten:
        yield f"Verzekerde wetten: {', '.join(job.verzekerde_wetten)}"
    if job.contractvorm:
        yield f"Contractvorm: {job.contractvorm}"
    yield ""
    yield _HEADING
    for period in reversed(job.perioden):
        yield from _period(period)


def _period(period: Loonperiode) -> Iterator[str]:
    days = f"{period.van:%d-%m-%Y} t/m {period.tot:%d-%m-%Y}"
    yield f"{days}        {period.uren}             {_euro(period.sv_loon)}"
    if period.waarde_privegebruik_auto is not None:
        yield f"  Waarde privégebruik auto                       {_euro(period.waarde_privegebruik_auto)}"
    if period.eigen_bijdrage_auto is not None:
        yield f"  Eigen bijdrage auto                            {_euro(period.eigen_bijdrage_auto)}"


def _euro(amount: Decimal) -> str:
    bare = f"{abs(amount):,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"€ {'-' if amount < 0 else ''}{bare}"
