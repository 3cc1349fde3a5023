"""Pictures of pages, for a preview. Only of disarmed copies, and still in a sandbox."""

from portal.evidence import sandbox

CAGE = sandbox.Cage(cpu_seconds=15, wall_seconds=20.0, output_bytes=32 * 1024 * 1024)
WIDEST = 2480
"""Pixels: A4 at 300 dots per inch."""
_PNG = b"\x89PNG\r\n\x1a\n"


class NotDrawable(Exception):
    """This page can't be drawn, or not within the limits."""


def page_png(pdf: bytes, page: int, width: int) -> bytes:
    """One page (from 1) as a PNG of `width` pixels. Raises `NotDrawable`; ValueError for odd numbers."""
    if page < 1 or not 1 <= width <= WIDEST:
        raise ValueError(f"page {page} at {width} pixels wide")
    command = ["pdftoppm", "-png", "-q", "-singlefile", "-f", str(page), "-l", str(page)]
    command += ["-scale-to-x", str(width), "-scale-to-y", "-1", "-"]
    try:
        picture = sandbox.run(command, content=pdf, cage=CAGE)
    except sandbox.SandboxFailed as failure:
        raise NotDrawable(str(failure)) from failure
    if not picture.startswith(_PNG):
        raise NotDrawable(f"no page {page}")
    return picture
