"""One short code per request: on the page of an error, in each line of the log, and in the answer's headers.

Somebody who calls about an error reads it out; with it the desk finds the lines. It says nothing about a person.
"""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Reference"
ALPHABET = "23456789BCDFGHJKMNPQRTVWXYZ"
"""No letters or digits that sound or look alike, and no vowels: it never spells a word."""
LENGTH = 8
_current: ContextVar[str] = ContextVar("reference", default="-")


def new_reference() -> str:
    """A code as it is read out, in two groups: `K7PM-3TQX`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[: LENGTH // 2]}-{letters[LENGTH // 2 :]}"


class ReferenceMiddleware:
    """Gives each request a code of ours, as `request.reference`; one that the visitor sends is not read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = request.reference = new_reference()  # type: ignore[attr-defined]
        token = _current.set(reference)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response.headers[HEADER] = reference
        return response


class ReferenceFilter(logging.Filter):
    """Writes the code of the request at work into a line of the log; `-` outside one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass, with its `reference`."""
        # Django writes its line about an answer after the middleware, and gives the request along.
        record.reference = getattr(getattr(record, "request", None), "reference", _current.get())
        return True
