"""What a file is, by its first bytes. The name and the browser's word for it are not looked at."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """The files we take, by media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"


class Stranger(StrEnum):
    """Files we know but do not take; the value names the refusal."""

    WORD = "office-document"
    ARCHIVE = "archive"
    WEB_PAGE = "web-page"
    PICTURE = "other-picture"
    TWO_FILES = "two-files-in-one"
    UNKNOWN = "unknown-type"


_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_OFFICE_PARTS = (b"[Content_Types].xml", b"word/", b"xl/", b"mimetypeapplication/vnd.oasis")
_PICTURES = (b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
_WEB_PAGE = re.compile(rb"^\s*(?:<!doctype html|<html|<\?xml|<script|<svg|<head|<body)", re.IGNORECASE)
_HTML_WITHIN = re.compile(rb"<(?:!doctype html|html|script|svg|iframe)[\s>]", re.IGNORECASE)
_HEAD = 1024
_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22
_LONGEST_ZIP_COMMENT = 65535


def kind_of(content: bytes) -> Kind | Stranger:
    """The kind of a file, or why we do not take it."""
    kind = _by_start(content)
    if not isinstance(kind, Kind):
        return kind
    if _HTML_WITHIN.search(content[:_HEAD]) or _ends_as_zip(content):
        return Stranger.TWO_FILES
    return kind


def _by_start(content: bytes) -> Kind | Stranger:
    head = content[:_HEAD]
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[4:8] == b"ftyp":
        return Kind.HEIC if head[8:12] in _HEIF_BRANDS else Stranger.UNKNOWN
    if b"%PDF-" in head:
        return Stranger.TWO_FILES
    return _stranger(head)


def _stranger(head: bytes) -> Stranger:
    if head.startswith((b"\xd0\xcf\x11\xe0", rb"{\rtf")):
        return Stranger.WORD
    if head.startswith(b"PK\x03\x04"):
        return Stranger.WORD if any(part in head for part in _OFFICE_PARTS) else Stranger.ARCHIVE
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return Stranger.ARCHIVE
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Stranger.PICTURE
    if _WEB_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Stranger.WEB_PAGE
    return Stranger.UNKNOWN


def _ends_as_zip(content: bytes) -> bool:
    """Whether a zip reader would open this file: its end record closes exactly at the last byte."""
    tail = content[-(_ZIP_END_SIZE + _LONGEST_ZIP_COMMENT) :]
    at = tail.rfind(_ZIP_END)
    if at < 0 or len(tail) < at + _ZIP_END_SIZE:
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    return at + _ZIP_END_SIZE + comment == len(tail)
