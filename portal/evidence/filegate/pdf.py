"""A PDF is not cleaned but rebuilt: only what draws the pages goes into the copy.

Forms and remarks are first drawn onto the page. What a page does not need to be drawn (scripts,
actions, links, attachments, form logic, metadata) has no way into the new file; the text of a
link stays, as text.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from portal.evidence.filegate.finding import Copy, NeedsDrawing, Rejected

PAGE_KEYS = {"/Type", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"}
"""What it takes to draw a page."""
NOT_DRAWING = {
    "/AF", "/Metadata", "/PieceInfo", "/OPI", "/Ref", "/OC", "/Alternates", "/LastModified",
    "/StructParent", "/StructParents", "/F", "/FFilter", "/FDecodeParms",
}  # fmt: skip
"""Keys of streams that reach outside what is drawn: other files, metadata, layers, structure."""

ACTIVE_ACTIONS = {Name("/" + kind) for kind in ("JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE")}
ACTIVE_KEYS = {"/XFA", "/EmbeddedFiles", "/JavaScript", "/RichMediaContent", "/EF"}

END_MARK_WITHIN = 2048
MAX_OBJECTS = 200_000
MAX_DEPTH = 100
MAX_TOTAL_BYTES = 1_500_000_000
_CHUNK = 1 << 20


def copy_of(content: bytes, *, max_pages: int, max_pixels: int) -> Copy:
    """The pages as a new PDF, with remarks: active-content, digital-signature, repaired.

    Raises `NeedsDrawing`, and `Rejected` (password, corrupt, incomplete, no-pages, too-many-pages, too-many-pixels,
    too-heavy, form-without-pages).
    """
    if b"%%EOF" not in content[-END_MARK_WITHIN:]:
        raise Rejected("incomplete")
    try:
        with Pdf.open(BytesIO(content), suppress_warnings=True) as source:
            return _rebuilt(source, max_pages, max_pixels)
    except pikepdf.PasswordError as error:
        raise Rejected("password") from error
    except (RecursionError, MemoryError) as error:
        raise Rejected("too-heavy") from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError, TypeError) as error:
        # What pikepdf raises when a value is of another type than the PDF standard says.
        raise Rejected("corrupt") from error


def _rebuilt(source: Pdf, max_pages: int, max_pixels: int) -> Copy:
    form = source.Root.get(Name.AcroForm)
    form = form if isinstance(form, Dictionary) else Dictionary()
    if source.Root.get(Name.NeedsRendering, False) is True and Name.XFA in form:
        raise Rejected("form-without-pages")
    if len(source.pages) == 0:
        raise Rejected("no-pages")
    if len(source.pages) > max_pages:
        raise Rejected("too-many-pages")
    remarks = _weigh(source, max_pixels)
    if _has_undrawn_answers(source, form):
        raise NeedsDrawing(sorted(remarks))
    source.flatten_annotations("screen")
    copy = _pages_alone(source)
    if source.get_warnings():
        remarks.add("repaired")
    written = BytesIO()
    copy.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    _check_quiet(written)
    return Copy(written.getvalue(), pages=len(copy.pages), remarks=sorted(remarks))


def _check_quiet(written: BytesIO) -> None:
    """Nothing active may have come along as cargo, where a broken file says that it is a font."""
    with Pdf.open(written) as copy:
        if any("active-content" in _remarks_on(part) for item in copy.objects for part in _parts(item)):
            raise Rejected("two-files-in-one")


def _weigh(source: Pdf, max_pixels: int) -> set[str]:
    """Look at every object once: is any too heavy, and what is not plain drawing."""
    remarks: set[str] = set()
    total = 0
    if len(source.objects) > MAX_OBJECTS:
        raise Rejected("too-heavy")
    for item in source.objects:
        if isinstance(item, Stream):
            total += _weight(item, max_pixels)
            if total > MAX_TOTAL_BYTES:
                raise Rejected("too-heavy")
        for part in _parts(item):
            remarks |= _remarks_on(part)
    return remarks


def _parts(item: pikepdf.Object, depth: int = 0) -> Iterator[Dictionary | Stream]:
    """The dictionaries written within one object; what it refers to is an object of its own."""
    if depth > MAX_DEPTH:
        raise Rejected("too-heavy")
    if isinstance(item, Dictionary | Stream):
        yield item
        children = [value for _, value in item.items()]
    else:
        children = list(item) if isinstance(item, Array) else []
    for child in children:
        if isinstance(child, Dictionary | Array) and not child.is_indirect:
            yield from _parts(child, depth + 1)


def _remarks_on(item: Dictionary | Stream) -> set[str]:
    remarks = set()
    keys = set(item.keys())
    if keys & ACTIVE_KEYS or _is_active(item.get(Name.S)) or isinstance(item.get(Name.JS), String | Stream):
        remarks.add("active-content")
    if {"/ByteRange", "/Contents"} <= keys:
        remarks.add("digital-signature")
    return remarks


def _is_active(action: pikepdf.Object | None) -> bool:
    return isinstance(action, Name) and action in ACTIVE_ACTIONS


def _has_undrawn_answers(source: Pdf, form: Dictionary) -> bool:
    """Whether a form leaves it to the reader's program to draw what is filled in."""
    if form.get(Name.NeedAppearances, False) is True:
        return True
    widgets = (
        note
        for page in source.pages
        for note in _listed(page.obj.get(Name.Annots))
        if isinstance(note, Dictionary) and note.get(Name.Subtype) == Name.Widget
    )
    return any(Name.AP not in widget and (Name.V in widget or Name.Parent in widget) for widget in widgets)


def _listed(value: pikepdf.Object | None) -> list[pikepdf.Object]:
    return list(value) if isinstance(value, Array) else []


def _weight(stream: Stream, max_pixels: int) -> int:
    """How many bytes the stream unpacks to, found without holding them."""
    if stream.get(Name.Subtype) == Name.Image:
        width, height = stream.get(Name.Width, 0), stream.get(Name.Height, 0)
        if not (isinstance(width, int) and isinstance(height, int)) or width * height > max_pixels:
            raise Rejected("too-many-pixels")
    filters = _filters(stream)
    if sum(name in ("/FlateDecode", "/LZWDecode", "/RunLengthDecode") for name in filters) > 1:
        raise Rejected("too-heavy")
    raw = stream.read_raw_bytes()
    if filters[:1] != ["/FlateDecode"]:
        return len(raw)
    return _unpacked_size(raw, most=4 * max_pixels)


def _filters(stream: Stream) -> list[str]:
    named = stream.get(Name.Filter)
    if isinstance(named, Array):
        return [str(one) for one in named]
    return [] if named is None else [str(named)]


def _unpacked_size(raw: bytes, *, most: int) -> int:
    unpacker = zlib.decompressobj()
    size, pending = 0, raw
    while pending:
        try:
            size += len(unpacker.decompress(pending, _CHUNK))
        except zlib.error:
            return size  # broken compression is for the reader of the page to judge, it weighs no more
        if size > most:
            raise Rejected("too-heavy")
        pending = unpacker.unconsumed_tail
    return size


def _pages_alone(source: Pdf) -> Pdf:
    """A new document with the pages, each cut down to what draws it."""
    for page in source.pages:
        for key in set(page.obj.keys()) - PAGE_KEYS - {"/Parent"}:
            del page.obj[key]
    copy = pikepdf.new()
    # What a page inherits (resources, size) is put on the page itself when it moves.
    copy.pages.extend(source.pages)
    for item in copy.objects:
        if isinstance(item, Stream):
            for key in NOT_DRAWING & set(item.keys()):
                del item[key]
        if isinstance(item, Dictionary | Stream):
            resources = item.get(Name.Resources)
            # Marks on content can carry anything, and layers would hide what a reader must see.
            if isinstance(resources, Dictionary) and Name.Properties in resources:
                del resources[Name.Properties]
    return copy
