"""The gate: honest files come in as a plain PDF, hostile ones are refused or disarmed, and we stay up."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from portal.evidence import gate, sandbox
from portal.evidence.filegate.images import LONGEST_SIDE
from portal.evidence.gate_texts import REFUSALS, REMARKS
from tests.portal.evidence import corpus

LIMITS = gate.Limits()
Make = Callable[[], bytes]


def accepted(content: bytes, name: str = "document.pdf") -> gate.Accepted:
    return gate.inspect(content, name, LIMITS)


def refused(content: bytes, limits: gate.Limits = LIMITS, name: str = "document.pdf") -> gate.Refused:
    with pytest.raises(gate.Refused) as caught:
        gate.inspect(content, name, limits)
    return caught.value


def text_of(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True).stdout.decode()


def codes(file: gate.Accepted) -> set[str]:
    return {notice.code for notice in file.notices}


def picture_in(pdf: bytes) -> Image.Image:
    with pikepdf.open(BytesIO(pdf)) as opened:
        (photo,) = opened.pages[0].get_images().values()
        return Image.open(BytesIO(photo.read_raw_bytes()))


@pytest.mark.parametrize(
    ("make", "content_type", "pages"),
    [
        (corpus.payslip, "application/pdf", 1),
        (lambda: corpus.many_pages(60), "application/pdf", 60),
        (lambda: corpus.locked(user=""), "application/pdf", 1),
        (corpus.inherited_size, "application/pdf", 1),
        (corpus.photo, "image/jpeg", 1),
        (lambda: corpus.photo(mode="CMYK"), "image/jpeg", 1),
        (lambda: corpus.photo(mode="L"), "image/jpeg", 1),
        (lambda: corpus.photo(progressive=True), "image/jpeg", 1),
        (lambda: corpus.photo(kind="MPO"), "image/jpeg", 1),
        (lambda: corpus.photo(kind="PNG"), "image/png", 1),
        (lambda: corpus.photo(kind="PNG", mode="P"), "image/png", 1),
        (lambda: corpus.photo(kind="PNG", mode="1"), "image/png", 1),
        (corpus.transparent_png, "image/png", 1),
        (corpus.heic, "image/heic", 1),
    ],
)
def test_an_honest_file_comes_in_as_a_plain_pdf(make: Make, content_type: str, pages: int) -> None:
    file = accepted(make())
    assert (file.content_type, file.pages) == (content_type, pages)
    with pikepdf.open(BytesIO(file.disarmed)) as copy:
        assert len(copy.pages) == pages
        assert not copy.is_encrypted


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "empty"),
        (lambda: b"%PDF-1.7\n" + b"x" * (21 * 1024 * 1024), "too-large"),
        (lambda: b"zomaar wat tekst", "unknown-type"),
        (lambda: corpus.zipped("[Content_Types].xml", "word/document.xml"), "office-document"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "office-document"),
        (lambda: b"{\\rtf1 tekst}", "office-document"),
        (lambda: corpus.zipped("loonstrook.pdf"), "archive"),
        (lambda: b"Rar!\x1a\x07\x01\x00", "archive"),
        (lambda: corpus.photo(kind="GIF"), "other-picture"),
        (lambda: corpus.photo(kind="TIFF"), "other-picture"),
        (lambda: corpus.photo(kind="WEBP"), "other-picture"),
        (lambda: corpus.photo(kind="BMP"), "other-picture"),
        (lambda: b"<!DOCTYPE html><html><body>loonstrook</body></html>", "web-page"),
        (lambda: b"\xef\xbb\xbf<HTML><body></body></HTML>", "web-page"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "web-page"),
        (lambda: b"<?xml version='1.0'?><x/>", "web-page"),
        (lambda: b"<html><script>1</script></html>\n" + corpus.payslip(), "two-files-in-one"),
        (lambda: b"GIF89a" + corpus.payslip(), "two-files-in-one"),
        (lambda: corpus.payslip().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1), "two-files-in-one"),
        (lambda: corpus.payslip() + corpus.zipped("kwaad.js"), "two-files-in-one"),
        (lambda: corpus.photo(comment=b"<html><script>alert(1)</script>"), "two-files-in-one"),
        (lambda: corpus.photo() + corpus.zipped("kwaad.js"), "two-files-in-one"),
        (lambda: corpus.EICAR, "malware-test"),
        (lambda: corpus.payslip() + corpus.EICAR, "malware-test"),
        (lambda: corpus.locked(user="geheim"), "password"),
        (lambda: corpus.payslip()[:-200], "incomplete"),
        (lambda: corpus.payslip()[:400], "incomplete"),
        (lambda: b"%PDF-1.7\n%%EOF", "corrupt"),
        (lambda: b"%PDF-1.7\n" + b"\x00\xff" * 5000 + b"\n%%EOF", "corrupt"),
        (corpus.without_pages, "no-pages"),
        (lambda: corpus.many_pages(61), "too-many-pages"),
        (corpus.xfa_only, "form-without-pages"),
        (corpus.flate_bomb, "too-heavy"),
        (corpus.nested_flate, "too-heavy"),
        (corpus.laughing_forms, "too-heavy"),
        (corpus.huge_image_in_pdf, "too-many-pixels"),
        (lambda: corpus.png_that_claims(14_000, 14_000), "too-many-pixels"),
        (lambda: corpus.png_that_claims(65_000, 65_000), "too-many-pixels"),
        (lambda: corpus.png_that_claims(1000, 1000), "corrupt"),
        (lambda: corpus.photo()[:2000], "corrupt"),
        (lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 4000, "corrupt"),
        (lambda: corpus.heic()[:1000], "corrupt"),
        (lambda: b"\x00\x00\x00\x18ftypheic" + b"\x00" * 3000, "corrupt"),
        (lambda: b"\x00\x00\x00\x18ftypavif" + b"\x00" * 3000, "unknown-type"),
        (lambda: corpus.photo((200, 280)), "too-small"),
    ],
)
def test_a_file_that_may_not_come_in_is_refused_for_its_own_reason(make: Make, code: str) -> None:
    content = make()
    assert refused(content).code == code


def test_the_name_plays_no_part() -> None:
    for name in ("foto.jpg", "kwaad.exe", "", "../../etc/passwd", "a\x00b.pdf", "‮fdp.exe"):
        assert accepted(corpus.payslip(), name).content_type == "application/pdf"
    assert refused(corpus.zipped("word/document.xml"), name="loonstrook.pdf").code == "office-document"
    assert accepted(corpus.photo(), "loonstrook.pdf").content_type == "image/jpeg"


def test_each_limit_is_inclusive() -> None:
    content = corpus.photo((400, 500))
    exact = gate.Limits(max_bytes=len(content), max_pixels=200_000, max_pages=2)
    assert gate.inspect(content, "", exact).pages == 1
    assert refused(content, gate.Limits(max_bytes=len(content) - 1)).code == "too-large"
    assert refused(content, gate.Limits(max_pixels=199_999)).code == "too-many-pixels"
    assert gate.inspect(corpus.many_pages(2), "", exact).pages == 2
    assert refused(corpus.many_pages(3), exact).code == "too-many-pages"


def test_nothing_active_is_left_in_the_copy() -> None:
    content = corpus.with_every_active_thing()
    file = accepted(content)
    assert "active-content" in codes(file)
    with pikepdf.open(BytesIO(file.disarmed)) as copy:
        assert set(copy.Root.keys()) == {"/Pages", "/Type"}
        assert "/Annots" not in copy.pages[0].obj
        assert "/AA" not in copy.pages[0].obj
        assert not copy.docinfo
        plain = BytesIO()
        copy.save(plain, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    left = plain.getvalue()
    for word in (b"JavaScript", b"/JS", b"Launch", b"/URI", b"kwaad", b"EmbeddedFile", b"verborgen", b"PieceInfo"):
        assert word not in left, word
    assert "haal-op" in text_of(file.disarmed)


def test_what_was_filled_in_stays_readable_and_the_form_goes() -> None:
    file = accepted(corpus.filled_form())
    # The gaps between letters are those of a substitute font.
    assert "Jaarloon46.320" in text_of(file.disarmed).replace(" ", "")
    assert b"/AcroForm" not in file.disarmed
    assert b"/Widget" not in file.disarmed


def test_a_form_in_a_font_of_its_own_is_drawn_as_a_reader_would() -> None:
    content = corpus.form_made_elsewhere()
    file = accepted(content)
    with pikepdf.open(BytesIO(content)) as came, pikepdf.open(BytesIO(file.disarmed)) as copy:
        assert came.Root.AcroForm.NeedAppearances
        assert set(copy.Root.keys()) == {"/Pages", "/Type"}
        sizes = [[round(float(side)) for side in pdf.pages[0].mediabox] for pdf in (came, copy)]
    assert sizes[0] == sizes[1]
    shown = text_of(file.disarmed)
    assert "Anna de Wit-Çelik" in shown
    assert "Werkgeversverklaring" in shown


def test_what_was_seen_in_a_form_is_still_told_after_drawing_it() -> None:
    assert "active-content" in codes(accepted(corpus.filled_form()))


def test_a_bsn_that_was_filled_in_on_a_form_is_found() -> None:
    assert "bsn" in codes(accepted(corpus.filled_form("BSN 123456782")))


def test_a_hidden_layer_is_shown_to_the_reader() -> None:
    assert "Onder water" in text_of(accepted(corpus.hidden_layer()).disarmed)


def test_inherited_size_and_fonts_come_along() -> None:
    file = accepted(corpus.inherited_size())
    assert "Geerfd" in text_of(file.disarmed)
    with pikepdf.open(BytesIO(file.disarmed)) as copy:
        assert [float(side) for side in copy.pages[0].mediabox] == [0, 0, 600, 900]


def test_a_digital_signature_is_remarked() -> None:
    assert "digital-signature" in codes(accepted(corpus.digitally_signed()))
    assert codes(accepted(corpus.payslip())) == set()


def test_a_broken_index_is_repaired_and_said() -> None:
    content = re.sub(rb"startxref\s+\d+", b"startxref\n7", corpus.payslip())
    file = accepted(content)
    assert codes(file) == {"repaired"}
    assert "Salarisstrook" in text_of(file.disarmed)


def test_the_place_where_a_photo_was_taken_is_gone_and_it_stands_upright() -> None:
    content = corpus.photo_with_place()
    assert corpus.GPS_MARK.encode() in content
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)
    file = accepted(content)
    picture = picture_in(file.disarmed)
    assert picture.size == (1200, 1600)
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile"} & set(picture.info)
    assert corpus.GPS_MARK.encode() not in file.disarmed
    assert b"opmerking" not in file.disarmed


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_phone_was_held(orientation: int) -> None:
    content = corpus.held(orientation)
    with Image.open(BytesIO(content)) as photo:
        expected = ImageOps.exif_transpose(photo).convert("L").resize((40, 40))
    found = picture_in(accepted(content).disarmed).convert("L").resize((40, 40))
    assert max(high for _, high in [ImageChops.difference(expected, found).getextrema()]) < 20


def test_a_photo_with_broken_exif_is_still_a_photo() -> None:
    content = corpus.photo_with_place()
    at = content.index(b"Exif\x00\x00") + 14
    assert accepted(content[:at] + b"\xff" * 12 + content[at + 12 :]).pages == 1


def test_a_large_photo_becomes_no_larger_than_needed() -> None:
    assert max(picture_in(accepted(corpus.photo((6000, 4500))).disarmed).size) == LONGEST_SIDE


def test_black_on_transparent_is_readable_on_white() -> None:
    picture = picture_in(accepted(corpus.transparent_png()).disarmed).convert("L")
    assert picture.getpixel((10, 10)) > 250
    assert picture.getpixel((150, 150)) < 5


def test_sixteen_bit_grey_keeps_its_shades() -> None:
    out = BytesIO()
    Image.linear_gradient("L").resize((400, 400)).convert("I").point(lambda v: v * 256).convert("I;16").save(out, "PNG")
    picture = picture_in(accepted(out.getvalue()).disarmed).convert("L")
    assert 110 < ImageStat.Stat(picture).mean[0] < 145


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BSN 123456782", True),
        ("BSN 1234.56.782", True),
        ("BSN 1234 56 782", True),
        ("burgerservicenummer: 123.456.782.", True),
        ("NLD<<<123456782<<<<<<4", True),
        ("BSN 123456789", False),
        ("BSN *****6782", False),
        ("loonheffingennummer 123456782L01", False),
        ("btw NL123456782B01", False),
        ("rekening NL91ABNA0123456782", False),
        ("klantnummer 1234567820", False),
        ("bedrag 123456782,50", False),
    ],
)
def test_a_number_like_a_bsn_is_found_and_a_masked_copy_asked(text: str, found: bool) -> None:
    file = accepted(corpus.saved(corpus.pdf_with("Loonstrook", text)))
    assert codes(file) == ({"bsn"} if found else set())
    if found:
        assert "bladzijde 2" in str(file.notices[0])


def test_a_scan_without_text_says_that_we_cannot_look_for_a_bsn() -> None:
    assert codes(accepted(corpus.photo())) == {"no-text"}


def test_the_same_file_gives_the_same_copy() -> None:
    assert accepted(corpus.payslip()).disarmed == accepted(corpus.payslip()).disarmed
    photo = corpus.photo_with_place()
    assert accepted(photo).disarmed == accepted(photo).disarmed


@pytest.mark.parametrize(
    ("cage", "code"),
    [
        (sandbox.Cage(wall_seconds=0.01), "too-heavy"),
        (sandbox.Cage(memory_bytes=20_000_000), "not-checkable"),
        (sandbox.Cage(output_bytes=100), "not-checkable"),
    ],
)
def test_a_process_that_breaks_on_a_file_is_a_refusal(cage: sandbox.Cage, code: str) -> None:
    assert refused(corpus.payslip(), gate.Limits(cage=cage)).code == code


def test_the_limits_in_force_are_those_of_the_settings(settings: object) -> None:
    settings.UPLOAD_MAX_PAGES = 1  # type: ignore[attr-defined]
    with pytest.raises(gate.Refused) as caught:
        gate.inspect(corpus.many_pages(2), "document.pdf")
    assert caught.value.message_nl.startswith("Dit bestand heeft meer dan 1 bladzijden")


def test_every_refusal_says_what_to_do_in_plain_dutch() -> None:
    told = {code: gate._refused(code, LIMITS).message_nl for code in REFUSALS}
    assert all("{" not in text for text in told.values())
    advice = re.compile(r"\b(Stuur|Kies|Maak|Bewaar|Download|Haal|Pak|Open)\b")
    assert [code for code, text in told.items() if not advice.search(text)] == []
    formal = re.compile(r"\b(u|uw|middels|dient|gelieve)\b", re.IGNORECASE)
    assert [text for text in map(str, [*told.values(), *REMARKS.values()]) if formal.search(text)] == []
