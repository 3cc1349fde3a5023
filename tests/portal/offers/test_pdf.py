"""The PDFs: readable by people, by machines and by screen readers, in thirty years, and never by way of the network."""

import json
import re
import socket
import subprocess
from dataclasses import fields, replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest

from portal.formats.dates import long_date
from portal.formats.numbers import euro, percent
from portal.offers.codec import Part
from portal.offers.documents import Document
from portal.offers.pdf import ATTACHMENT_NAME, ForbiddenUrl, attached_document, print_pdf, render_html, render_pdf
from tests.portal.offers import samples

DOCUMENTS = pytest.mark.parametrize("document", samples.ALL, ids=lambda document: document.kind)
HOSTILE = '<script>alert(1)</script><img src="file:///etc/passwd"><link rel="attachment" href="http://evil.example/x">'


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    return {document.kind: render_pdf(document) for document in samples.ALL}


def text_of(pdf: bytes) -> str:
    """All text as poppler reads it, white space made single."""
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return flat(found.stdout.decode())


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def values(part: object, kind: type) -> list[Any]:
    """Every value of this type anywhere in a document."""
    if isinstance(part, kind):
        return [part]
    if isinstance(part, tuple):
        return [found for item in part for found in values(item, kind)]
    if isinstance(part, Part):
        return [found for field in fields(part) for found in values(getattr(part, field.name), kind)]
    return []


@DOCUMENTS
def test_is_tagged_dutch_pdf_a_3a(document: Document, pdfs: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(pdfs[document.kind])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K
        assert str(pdf.Root.Lang) == "nl"
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        with pdf.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
            assert xmp["dc:title"] == f"{document.title} {document.reference}"


def structure(element: Any) -> list[str]:
    """The tag names of the structure tree, in reading order."""
    if isinstance(element, pikepdf.Array):
        return [tag for child in element for tag in structure(child)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.S)] if "/S" in element else []
    return own + structure(element.get("/K"))


def test_headings_tables_and_the_logo_are_tagged_as_such(pdfs: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(pdfs["hypotheekaanbod"])) as pdf:
        tags = structure(pdf.Root.StructTreeRoot.K)
        figures = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Neo Hypotheken"]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 13
    assert {"/Table", "/TR", "/TH", "/TD", "/L", "/LI"} <= set(tags)


@DOCUMENTS
def test_every_font_is_embedded_and_ours(document: Document, pdfs: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(pdfs[document.kind])) as pdf:
        found = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/FontDescriptor" in obj]
        assert found
        for font in found:
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys()), font.BaseFont
            assert re.fullmatch(r"/[A-Z]{6}\+Neo(-(Semi-)?Bold)?", str(font.BaseFont)), font.BaseFont


def test_a_name_from_anywhere_in_europe_keeps_its_letters() -> None:
    person = replace(samples.MAAIKE, full_name="Zoë Šabanović Łukasz")
    pdf = render_pdf(replace(samples.BEWIJS, borrowers=(person,)))
    assert "Zoë Šabanović Łukasz" in text_of(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts = {
            str(obj.BaseFont)[8:]
            for obj in opened.objects
            if isinstance(obj, pikepdf.Dictionary) and "/BaseFont" in obj
        }
    assert all(name.startswith("Neo") for name in fonts), fonts


@DOCUMENTS
def test_the_machine_reads_what_the_person_reads(document: Document, pdfs: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(pdfs[document.kind])) as pdf:
        (attached,) = pdf.Root.AF
        assert attached.AFRelationship == "/Data"
        assert attached.EF.F.Subtype == "/application/json"
        content = pdf.attachments[ATTACHMENT_NAME].get_file().read_bytes()
    assert json.loads(content) == document.to_json()
    assert attached_document(pdfs[document.kind]) == document


@DOCUMENTS
def test_the_same_document_gives_the_same_bytes(document: Document, pdfs: dict[str, bytes]) -> None:
    assert render_pdf(document) == pdfs[document.kind]


OFFERS = pytest.mark.parametrize(
    "document", [samples.RENTEAANBOD, samples.HYPOTHEEKAANBOD, samples.ESIS], ids=lambda document: document.kind
)


@OFFERS
def test_every_amount_and_rate_of_the_lening_is_printed(document: Any, pdfs: dict[str, bytes]) -> None:
    text = text_of(pdfs[document.kind])
    lening = document.lening
    expected = [euro(lening.hoofdsom), euro(lening.maandlast), percent(document.jkp.percent, 1)]
    expected += [percent(document.jkp.illustrative, 1), euro(lening.overbrugging.maandlast)]
    expected += [euro(cost.amount) for cost in document.costs if cost.amount is not None]
    for part in lening.leningdelen:
        expected += [percent(part.rate, lening.rate_decimals)]
        if document.kind != "esis":
            expected += [euro(part.hoofdsom), euro(part.maandlast)]
    assert [one for one in map(flat, expected) if one not in text] == []


def test_the_hypotheekaanbod_prints_every_amount_it_holds(pdfs: dict[str, bytes]) -> None:
    text = text_of(pdfs["hypotheekaanbod"])
    document = samples.HYPOTHEEKAANBOD
    amounts = {one for one in values(document, Decimal) if one.as_tuple().exponent == -2}
    amounts |= {row.paid for row in document.lening.schedule}
    assert len(amounts) > 180
    assert [one for one in amounts if flat(euro(one)) not in text] == []


def test_the_esis_prints_every_instalment_and_year_and_the_totals(pdfs: dict[str, bytes]) -> None:
    text = text_of(pdfs["esis"])
    document = samples.ESIS
    rows = [*document.first_year, *document.lening.schedule]
    amounts = {amount for row in rows for amount in (row.paid, row.interest, row.repayment, row.balance)}
    amounts |= {document.lening.paid_total, document.lening.interest_total, document.lening.balance_at_end}
    assert [one for one in amounts if flat(euro(one)) not in text] == []
    assert flat(euro(document.per_borrowed_euro)) in text


def test_the_esis_has_its_sections_in_order_and_renumbered_without_the_intermediary(pdfs: dict[str, bytes]) -> None:
    titles = [
        "Kredietgever",
        "Belangrijkste kenmerken van de lening",
        "Rente en andere kosten",
        "Frequentie en aantal betalingen",
        "Bedrag van elke termijn",
        "Illustratieve aflossingstabel",
        "Bijkomende verplichtingen",
        "Vervroegde aflossing",
        "Flexibele kenmerken",
        "Andere rechten van de kredietnemer",
        "Klachten",
        "Niet nakomen van de afspraken: gevolgen voor jou",
        "Aanvullende informatie",
        "Toezichthouder",
    ]
    text = text_of(pdfs["esis"])
    places = [text.find(f"{number}. {title}") for number, title in enumerate(titles, start=1)]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("document", [samples.RENTEAANBOD, samples.HYPOTHEEKAANBOD], ids=lambda document: document.kind)
def test_every_deadline_is_printed(document: Any, pdfs: dict[str, bytes]) -> None:
    text = text_of(pdfs[document.kind])
    days = [getattr(document.deadlines, field.name) for field in fields(document.deadlines)]
    assert [day for day in days if flat(long_date(day)) not in text] == []


def test_the_renteaanbod_names_each_missing_document_and_why(pdfs: dict[str, bytes]) -> None:
    text = re.sub(r"\W", "", render_html(samples.RENTEAANBOD))
    for item in samples.RENTEAANBOD.missing_documents:
        assert re.sub(r"\W", "", item.title) in text
        assert re.sub(r"\W", "", item.reason) in text
    nothing = render_html(replace(samples.RENTEAANBOD, missing_documents=()))
    assert "Je hoeft niets meer op te sturen" in nothing


def test_the_mandate_prints_every_mandatory_field(pdfs: dict[str, bytes]) -> None:
    text = text_of(pdfs["sepa-machtiging"])
    mandate = samples.MANDATE
    expected = [
        "Doorlopende machtiging SEPA",
        mandate.mandate_reference,
        mandate.creditor_name,
        "Voorbeeldplein 1",
        "3811 AA Amersfoort",
        "Nederland",
        mandate.creditor_identifier,
        mandate.debtor_name,
        "NL91 ABNA 0417 1643 00",
        "Doorlopend (terugkerend)",
        "Amersfoort",
        "4 januari 2027",
        "Nog niet getekend",
        "binnen 8 weken na de afschrijving",
    ]
    assert [one for one in expected if one not in text] == []
    signed = text_of(render_pdf(replace(mandate, signature=samples.EVIDENCE[0])))
    assert "Nog niet getekend" not in signed
    assert samples.EVIDENCE[0].evidence_id in signed


def test_the_evidence_names_every_signer_and_the_hash(pdfs: dict[str, bytes]) -> None:
    text = text_of(pdfs["ondertekenbewijs"])
    for one in samples.EVIDENCE:
        assert one.full_name in text
        assert one.evidence_id in text
    assert samples.SHA in re.sub(r"\s", "", text)


@DOCUMENTS
def test_pages_are_numbered_and_carry_the_reference(document: Document, pdfs: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(BytesIO(pdfs[document.kind]))
    pages = [flat(page.extract_text()) for page in reader.pages]
    for number, page in enumerate(pages, start=1):
        assert f"{number} van {len(pages)}" in page
    reference = getattr(document, "mandate_reference", document.reference)
    assert all(reference in page for page in pages)


@DOCUMENTS
def test_no_page_ends_with_a_heading(document: Document, pdfs: dict[str, bytes]) -> None:
    headings = re.findall(r"<h[23][^>]*>(.*?)</h[23]>", render_html(document), re.DOTALL)
    assert headings or document.kind == "sepa-machtiging"
    for page in pypdf.PdfReader(BytesIO(pdfs[document.kind])).pages:
        lines = [line.strip() for line in page.extract_text(extraction_mode="layout").splitlines() if line.strip()]
        assert "van" in lines[-1]
        last = re.sub(r"^\d+\. ", "", flat(lines[-2]).strip())
        assert last not in [flat(heading).strip() for heading in headings]


def test_a_specimen_says_so_and_a_real_offer_does_not(pdfs: dict[str, bytes]) -> None:
    assert "Proefexemplaar" in text_of(pdfs["hypotheekaanbod"])
    assert "Proefexemplaar" not in text_of(render_pdf(samples.SINGLE))


def hostile(document: Document) -> Document:
    """The document with every free text in it replaced by something that would like to be markup."""

    def poison(part: object) -> object:
        if isinstance(part, tuple):
            return tuple(poison(item) for item in part)
        if isinstance(part, Part):
            changed = {}
            for field in fields(part):
                value = getattr(part, field.name)
                is_free_text = isinstance(value, str) and field.type in (str, "str")
                changed[field.name] = HOSTILE if is_free_text else poison(value)
            return replace(part, **changed)
        return part

    poisoned = poison(document)
    assert isinstance(poisoned, Document)
    return poisoned


OPEN_DOCUMENTS = [document for document in samples.ALL if document.kind not in ("sepa-machtiging", "ondertekenbewijs")]


@pytest.mark.parametrize("document", OPEN_DOCUMENTS, ids=lambda document: document.kind)
def test_hostile_text_stays_text_and_fetches_nothing(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*args: object, **kwargs: object) -> None:
        raise AssertionError("a PDF was about to use the network")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    bad = hostile(document)
    html = render_html(bad)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert 'href="http' not in html
    pdf = render_pdf(bad)
    assert "<script>" in text_of(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert list(opened.attachments) == [ATTACHMENT_NAME]
    assert attached_document(pdf) == bad


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.woff2",
        "neo-font:../../settings/base.py",
        "neo-font:nothing.woff2",
        "neo-font:OFL.txt",
        "neo-image:../fonts/OFL.txt",
        "data:image/png;base64,AAAA",
    ],
)
def test_a_page_that_names_anything_but_our_own_files_is_not_printed(url: str) -> None:
    for html in (f'<img src="{url}" alt="">', f'<p style="background: url({url})">x</p>'):
        with pytest.raises(ForbiddenUrl):
            print_pdf(f"<html lang=nl><title>x</title><body>{html}", samples.BEWIJS)
