"""A document to PDF/A-3a bytes: tagged, Dutch, every font inside, its own JSON attached.

The same document gives the same bytes: dates in the metadata come from the document, the file
identifier from its content. Nothing is fetched but our own fonts and pictures; templates escape everything.
"""

import json
import re
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from django.template import Context, Engine
from django.utils.safestring import SafeString

from portal.formats.dates import AMSTERDAM
from portal.formats.language import in_dutch
from portal.offers.document_kinds import document_from_json
from portal.offers.documents import Document

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "pdf"
STATIC = Path(__file__).resolve().parents[1] / "static"
SERVED = {"neo-font": ("fonts", ".woff2", "font/woff2"), "neo-image": ("img", ".svg", "image/svg+xml")}
"""What a page may name, by scheme: our folder under portal/static, the file ending, the media type."""
ATTACHMENT_NAME = "document.json"


class ForbiddenUrl(Exception):
    """Something in the page asked for a resource that is not ours: no PDF is made."""


def render_pdf(document: Document) -> bytes:
    """The PDF of this document. Same document, same bytes; a second or more of work, so call it from a task.

    Raises `ForbiddenUrl` when the page asks for anything but our own fonts and pictures.
    """
    return print_pdf(render_html(document), document)


@in_dutch()
def render_html(document: Document) -> str:
    """The page that `render_pdf` prints, for tests and for looking at."""
    template = _engine().get_template(f"{document.kind}.html")
    return str(template.render(Context({"doc": document}, use_l10n=False)))


def screen_html(document: Document) -> SafeString:
    """What the paper says, chapter by chapter, to read on a screen at any size; no cover and no page of its own."""
    body = render_html(document).partition("<main>")[2].rpartition("</main>")[0]
    return SafeString(body)


def print_pdf(html: str, document: Document) -> bytes:
    """Typeset `html` and attach the document's JSON. Raises `ForbiddenUrl`."""
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    # Fresh for each document: no state between two people's papers, and nothing to share between threads.
    fonts = FontConfiguration()
    css = (TEMPLATES / "pdf.css").read_text(encoding="utf-8")
    issued = datetime.combine(document.issued_on, datetime.min.time(), AMSTERDAM)
    attachment = Attachment(
        string=document_json(document),
        url_fetcher=fetch_own,
        name=ATTACHMENT_NAME,
        description=f"{document.title} {document.reference}, leesbaar voor computers",
        created=issued,
        modified=issued,
        relationship="Data",
    )
    try:
        stylesheet = CSS(string=css, font_config=fonts, url_fetcher=fetch_own)
        pdf = HTML(string=html, url_fetcher=fetch_own).write_pdf(
            pdf_variant="pdf/a-3a",
            stylesheets=[stylesheet],
            font_config=fonts,
            attachments=[attachment],
            finisher=_name_attachment_once,
        )
    except FatalURLFetchingError as error:
        # A BaseException: it must not pass through a worker as one.
        raise ForbiddenUrl(str(error)) from error
    return bytes(pdf)


def _name_attachment_once(document: Any, pdf: Any) -> None:
    """WeasyPrint lists the attached file twice in the catalogue's AF array; once is what the standard means."""
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def fetch_own(url: str) -> Any:
    """Serve `neo-font:<file>` and `neo-image:<file>` from portal/static; every other address stops the rendering.

    Nothing is read from disk or network because of what a document says.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

    scheme, _, name = url.partition(":")
    folder, ending, media_type = SERVED.get(scheme, ("", "", ""))
    file = STATIC / folder / name
    if not folder or not re.fullmatch(r"[\w-]+\.\w+", name) or file.suffix != ending or not file.is_file():
        # The only kind of error that WeasyPrint does not turn into a warning.
        raise FatalURLFetchingError(f"a PDF fetches nothing but its own fonts and pictures, not {url!r}")
    return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": media_type})


def document_json(document: Document) -> str:
    """The attached file's text: the document's JSON, keys in order."""
    return json.dumps(document.to_json(), ensure_ascii=False, indent=1, sort_keys=True)


def attached_document(pdf: bytes) -> Document:
    """The document inside a PDF of ours, sealed or not.

    Raises `pikepdf.PdfError` when it is no PDF, `KeyError` when nothing is attached, and
    `DocumentError` when what is attached is not a document of ours.
    """
    with pikepdf.open(BytesIO(pdf)) as opened:
        content = opened.attachments[ATTACHMENT_NAME].get_file().read_bytes()
    data: dict[str, Any] = json.loads(content)
    return document_from_json(data)


@cache
def _engine() -> Engine:
    """Our own engine: only templates/pdf, only our filters, no request, autoescape on."""
    return Engine(
        dirs=[str(TEMPLATES)],
        autoescape=True,
        libraries={"neo_format": "portal.formats.templatetags.neo_format"},
        builtins=["portal.formats.templatetags.neo_format", "portal.offers.wording"],
    )
