"""Look at one file: bytes on stdin; on stdout one line of JSON and, when accepted, the copy.

Runs under the limits of `portal.evidence.sandbox`. Arguments: kind, most pages, most pixels.
A refusal is an answer and ends with status 0, and so is the wish to have a form drawn first;
anything else means that the file broke us.
"""

import json
import sys

from portal.evidence.filegate.finding import Copy, NeedsDrawing, Rejected
from portal.evidence.filegate.kinds import Kind


def main() -> None:
    """Answer on stdout."""
    kind, max_pages, max_pixels = Kind(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    content = sys.stdin.buffer.read()
    answer: dict[str, object]
    body = b""
    try:
        copy = _copy(content, kind, max_pages, max_pixels)
    except Rejected as rejected:
        answer = {"refused": rejected.code}
    except NeedsDrawing as needed:
        answer = {"draw": True, "remarks": needed.remarks}
    else:
        answer, body = {"pages": copy.pages, "remarks": copy.remarks}, copy.content
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + body)


def _copy(content: bytes, kind: Kind, max_pages: int, max_pixels: int) -> Copy:
    # Each library is loaded only when its kind of file came.
    if kind is Kind.PDF:
        from portal.evidence.filegate import pdf

        return pdf.copy_of(content, max_pages=max_pages, max_pixels=max_pixels)
    from portal.evidence.filegate import images

    return images.copy_of(content, kind, max_pixels=max_pixels)


main()
