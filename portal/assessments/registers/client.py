"""The HTTP adapter of the port. One request per check; retrying is the job's work, with its key."""

import logging
import re
import time
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from portal.assessments.registers.port import (
    Person,
    RegisterAnswer,
    RegisterKind,
    RegisterRefused,
    RegisterUnavailable,
)
from portal.assessments.registers.wire import Subject, read_answer, subject_of

MAX_ANSWER_BYTES = 1_000_000
CONNECT_SECONDS = 3.0

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_REFUSALS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "unauthorised",
    HTTPStatus.FORBIDDEN: "unauthorised",
    HTTPStatus.CONFLICT: "key-conflict",
}

logger = logging.getLogger(__name__)


class HttpRegisterGateway:
    """Asks the registers over HTTP as `openapi.json` describes. Safe to share between threads.

    `base_url` must be https, except on this machine (the simulator). `timeout` is in seconds and
    covers the whole answer. Raises ValueError for an address that would send names in the clear.
    """

    def __init__(self, *, base_url: str, token: str, timeout: float = 10.0) -> None:
        parts = urlsplit(base_url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise ValueError("the registers' address must be https")
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._timeout = timeout

    def check(self, kind: RegisterKind, person: Person, *, key: str) -> RegisterAnswer:
        """See `RegisterGateway.check`. ValueError when the key does not fit a header."""
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a usable key: {key!r}")
        subject = subject_of(kind, person)
        started = time.monotonic()
        result = "failed"
        try:
            raw = self._ask(kind, subject, key)
            answer = read_answer(raw, kind=kind, question=key, subject=subject)
            result = answer.outcome.value
            return answer
        except RegisterUnavailable:
            result = "unavailable"
            raise
        except RegisterRefused as refusal:
            result = f"refused ({refusal.code})"
            raise
        finally:
            # Confidential: a hit is not for the log of everyone, only that the question was put.
            shown = "answered" if result in ("clear", "hit", "not_unique") else result
            spent = int((time.monotonic() - started) * 1000)
            logger.info("register %s, question %s: %s in %d ms", kind.value, key, shown, spent)

    def _ask(self, kind: RegisterKind, subject: Subject, key: str) -> bytes:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Idempotency-Key": key,
            "Accept": "application/json",
        }
        limits = httpx.Timeout(self._timeout, connect=min(CONNECT_SECONDS, self._timeout))
        deadline = time.monotonic() + self._timeout
        url = f"{self._base_url}/v1/checks/{kind.value}"
        try:
            with (
                httpx.Client(timeout=limits, follow_redirects=False, trust_env=False) as client,
                client.stream("POST", url, json={"subject": subject}, headers=headers) as response,
            ):
                body = _read_within(response, deadline)
                return _successful(response, body)
        except httpx.RequestError as error:
            raise RegisterUnavailable(f"{kind.value}: {type(error).__name__}") from error


def _read_within(response: httpx.Response, deadline: float) -> bytes:
    """The body, unless it grows too large or drips in past the deadline (monotonic seconds)."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise RegisterRefused("too-large", f"more than {MAX_ANSWER_BYTES} bytes")
        if time.monotonic() > deadline:
            raise RegisterUnavailable("the answer took too long")
    return bytes(body)


def _successful(response: httpx.Response, body: bytes) -> bytes:
    """The body of a 200; every other status is one of the two errors."""
    status = response.status_code
    if status == HTTPStatus.OK:
        return body
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        after = response.headers.get("Retry-After", "")
        raise RegisterUnavailable(f"status {status}", retry_after=int(after) if after.isdigit() else None)
    raise RegisterRefused(_REFUSALS.get(status, "question-refused"), f"status {status}", raw=body)
