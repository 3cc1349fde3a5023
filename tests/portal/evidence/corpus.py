"""Files as strangers send them, honest and hostile, made on the spot: nothing binary is kept."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ExifTags, Image

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SECRET_URL = "https://kwaad.example/haal-op"
GPS_MARK = "Lindelaan 12 achter"


def saved(pdf: Pdf, **options: object) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def pdf_with(*texts: str) -> Pdf:
    """A PDF with one page per text, in a standard font."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for text in texts:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        lines = text.splitlines() or [""]
        shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
        page.obj.Contents = pdf.make_stream(f"BT /F1 14 Tf 60 760 Td {shown} ET".encode("latin-1"))
    return pdf


def payslip() -> bytes:
    """A plain honest PDF."""
    return saved(pdf_with("Salarisstrook november 2026\nBruto loon 3.860,00"))


def many_pages(count: int) -> bytes:
    return saved(pdf_with(*["bladzijde"] * count))


def with_every_active_thing() -> bytes:
    """Scripts, actions, links, attachments and metadata, each in several places."""
    pdf = pdf_with("Zie haal-op voor meer")
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('kwaad')"))
    launch = Dictionary(S=Name.Launch, F=String("kwaad.exe"))
    link = Dictionary(S=Name.URI, URI=String(SECRET_URL), Next=script)
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=launch)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), pdf.make_indirect(script)])))
    page = pdf.pages[0].obj
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(Kwaad=Dictionary(Private=String("verborgen")))
    page.Annots = Array(
        [
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([60, 750, 200, 780]), A=action))
            for action in (link, launch, script)
        ]
    )
    pdf.attachments["salaris.exe"] = b"MZ kwaad"
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "verborgen titel"
    pdf.docinfo["/Author"] = "verborgen schrijver"
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def filled_form(answer: str = "Jaarloon 46.320") -> bytes:
    """A form whose answer stands only in the field, as an employer fills in a verklaring."""
    pdf = pdf_with("Werkgeversverklaring")
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("loon"), V=String(answer),
        Rect=Array([60, 600, 400, 630]), DA=String("/Helv 12 Tf 0 g"), F=4, AA=Dictionary(
            K=Dictionary(S=Name.JavaScript, JS=String("1"))
        ),
    )  # fmt: skip
    field = pdf.make_indirect(field)
    pdf.pages[0].obj.Annots = Array([field])
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=helvetica)),
        DA=String("/Helv 12 Tf 0 g"),
    )  # fmt: skip
    return saved(pdf)


def form_made_elsewhere() -> bytes:
    """A form with a composite font, as another program writes it."""
    import weasyprint

    page = "<h1>Werkgeversverklaring</h1><form><input value='Anna de Wit-Çelik'></form>"
    drawn: bytes = weasyprint.HTML(string=page).write_pdf(pdf_forms=True)
    return drawn


def xfa_only() -> bytes:
    """A form that only Adobe can draw."""
    pdf = pdf_with("Please wait...")
    pdf.Root.NeedsRendering = True
    pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b"<xdp:xdp/>"), Fields=Array([]))
    return saved(pdf)


def digitally_signed() -> bytes:
    """What a signature looks like; its value is none."""
    pdf = pdf_with("Getekend")
    value = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("00"))
    field = Dictionary(FT=Name.Sig, T=String("s"), V=pdf.make_indirect(value))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]), SigFlags=3)
    return saved(pdf)


def locked(user: str) -> bytes:
    """Encrypted; with an empty user password it opens, but may not be printed."""
    rights = pikepdf.Encryption(user=user, owner="eigenaar", allow=pikepdf.Permissions(extract=False))
    return saved(pdf_with("Geheim"), encryption=rights)


def inherited_size() -> bytes:
    """Page size and fonts stand on the tree, not on the page."""
    pdf = pdf_with("Geerfd")
    page = pdf.pages[0].obj
    pdf.Root.Pages.MediaBox, pdf.Root.Pages.Resources = Array([0, 0, 600, 900]), page.Resources
    del page["/MediaBox"]
    del page["/Resources"]
    return saved(pdf)


def flate_bomb() -> bytes:
    """A page whose drawing unpacks to 400 MB from less than half a megabyte."""
    pdf = pdf_with("Bom")
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(b" " * 400_000_000, 9), filter=Name.FlateDecode)
    pdf.pages[0].obj.Contents = stream
    return saved(pdf)


def nested_flate() -> bytes:
    pdf = pdf_with("Bom")
    stream = pdf.make_stream(b"")
    twice = zlib.compress(zlib.compress(b" " * 10_000))
    stream.write(twice, filter=Array([Name.FlateDecode, Name.FlateDecode]))
    pdf.pages[0].obj.Contents = stream
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def laughing_forms() -> bytes:
    """Ten levels of a drawing that draws the next one ten times: ten thousand million drawings."""
    pdf = pdf_with("Lach")
    inner = pdf.make_stream(b"BT /F1 8 Tf (ha) Tj ET")
    for _ in range(10):
        inner.Type, inner.Subtype = Name.XObject, Name.Form
        inner.BBox = Array([0, 0, 600, 850])
        outer = pdf.make_stream(b"/X Do " * 10)
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    page = pdf.pages[0].obj
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 850])
    page.Resources.XObject = Dictionary(X=inner)
    page.Contents = pdf.make_stream(b"/X Do")
    return saved(pdf)


def huge_image_in_pdf() -> bytes:
    pdf = pdf_with("Beeld")
    image = pdf.make_stream(
        b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=50_000, Height=50_000,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im=image)
    return saved(pdf)


def hidden_layer() -> bytes:
    """Text on a layer that is switched off."""
    pdf = pdf_with("Zichtbaar")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("laag")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    page = pdf.pages[0].obj
    page.Resources.Properties = Dictionary(MC0=layer)
    page.Contents = pdf.make_stream(b"/OC /MC0 BDC BT /F1 14 Tf 60 700 Td (Onder water) Tj ET EMC")
    return saved(pdf)


def without_pages() -> bytes:
    return saved(pikepdf.new())


def photo(size: tuple[int, int] = (1200, 900), kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A phone's photo: on its side, with the place where it was taken and a remark."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = GPS_MARK
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 9.0, 18.0)
    return photo((1600, 1200), exif=exif.tobytes(), comment=b"opmerking")


def held(orientation: int) -> bytes:
    """A photo with one dark corner, held this way."""
    image = Image.new("L", (600, 400), 255)
    image.paste(0, (0, 0, 200, 100))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    out = BytesIO()
    image.save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def heic(size: tuple[int, int] = (1200, 900)) -> bytes:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    return photo(size, "HEIF", quality=90)


def transparent_png() -> bytes:
    """Black on nothing; on a black page it would be unreadable."""
    image = Image.new("RGBA", (600, 800), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (100, 100, 200, 200))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that say they are a picture of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "inhoud")
    return out.getvalue()
