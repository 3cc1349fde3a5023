"""A bad line: an answer that comes in small pieces, or breaks off half-way."""

import time
from collections.abc import Callable, Iterator

from flask import Response

PIECES = 20


def over_a_bad_line(
    response: Response, *, pause: float, cut: bool, arrived: Callable[[], None] | None = None
) -> Response:
    """The same answer, in pieces with ``pause`` seconds between them, and with ``cut`` only the first half.

    ``arrived`` is called when the last piece was sent: what broke off was not delivered.
    """
    body = response.get_data()
    response.response = _pieces(body[: len(body) // 2] if cut else body, pause, cut=cut, arrived=arrived)
    response.content_length = len(body)
    return response


def _pieces(body: bytes, pause: float, *, cut: bool, arrived: Callable[[], None] | None) -> Iterator[bytes]:
    size = max(1, len(body) // PIECES)
    for start in range(0, len(body), size):
        if start and pause:
            time.sleep(pause)
        yield body[start : start + size]
    if cut:
        raise ConnectionResetError("broken off on purpose")  # the server closes; nobody gets the rest
    if arrived:
        arrived()
