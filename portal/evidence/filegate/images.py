"""A photo becomes a one-page PDF: decoded, turned upright, written anew without metadata."""

import struct
from io import BytesIO

import pikepdf
from PIL import ExifTags, Image, UnidentifiedImageError
from pillow_heif import register_heif_opener

from portal.evidence.filegate.finding import Copy, Rejected
from portal.evidence.filegate.kinds import Kind

READERS = {Kind.JPEG: ("JPEG",), Kind.PNG: ("PNG",), Kind.HEIC: ("HEIF",)}
"""JPEG also reads MPO, which many phones write: a JPEG with a second picture behind it."""

LONGEST_SIDE = 3508
"""Pixels: A4 at 300 dots per inch. More does not make a payslip easier to read."""
SHORTEST_SIDE = 300
"""Pixels. Below this no document can be read."""
QUALITY = 85
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to turn a photo upright, by the orientation in its EXIF (CIPA DC-008, tag 274)."""
A4 = (595.276, 841.89)
"""Points."""

# Our own limit is checked on the header, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
register_heif_opener(thumbnails=False)


def copy_of(content: bytes, kind: Kind, *, max_pixels: int) -> Copy:
    """The photo as a PDF. Raises `Rejected` (corrupt, too-many-pixels, too-small)."""
    try:
        with Image.open(BytesIO(content), formats=READERS[kind]) as image:
            _check_size(image.size, max_pixels)
            return Copy(_as_pdf(_upright(image)), pages=1)
    except (UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError, struct.error) as error:
        raise Rejected("corrupt") from error
    except MemoryError as error:
        raise Rejected("too-many-pixels") from error


def _check_size(size: tuple[int, int], max_pixels: int) -> None:
    if size[0] * size[1] > max_pixels:
        raise Rejected("too-many-pixels")
    if min(size) < SHORTEST_SIDE:
        raise Rejected("too-small")


def _upright(image: Image.Image) -> Image.Image:
    """The pixels alone, as RGB, upright and on white."""
    if image.mode.startswith("I"):
        # 16 bits per grey value: Pillow would cut them off at 255 and give a white page.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    turned = _turned(image)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        white = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(white, turned.convert("RGBA"))
    return turned.convert("RGB")


def _turned(image: Image.Image) -> Image.Image:
    """The image as it was held. A photo whose EXIF is broken is still a photo."""
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except (OSError, SyntaxError, ValueError, TypeError, struct.error):
        return image
    turn = TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _as_pdf(image: Image.Image) -> bytes:
    jpeg = BytesIO()
    # A fresh image, so that no EXIF, profile or comment comes along.
    fresh = Image.new("RGB", image.size)
    fresh.paste(image)
    fresh.save(jpeg, "JPEG", quality=QUALITY)
    page_size = A4 if image.height >= image.width else (A4[1], A4[0])
    scale = min(page_size[0] / image.width, page_size[1] / image.height)
    width, height = image.width * scale, image.height * scale

    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(width, height))
    picture = pdf.make_stream(
        jpeg.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=picture))
    page.obj.Contents = pdf.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Photo Do Q".encode())
    written = BytesIO()
    pdf.save(written, deterministic_id=True)
    return written.getvalue()
