"""Papers that applicants send: small real PDFs, drawn by WeasyPrint."""

from functools import cache
from html import escape


@cache
def paper(title: str) -> bytes:
    """A one-page PDF with a title, as a scanner app would make it."""
    import weasyprint

    html = f"<h1>{escape(title)}</h1><p>Gemaakt voor de demo, ondertekend door alle partijen.</p>"
    pdf: bytes = weasyprint.HTML(string=html).write_pdf()
    return pdf
