"""The adapter itself: one class, four calls, every failure one of the port's three errors."""

import random
import time
from collections.abc import Callable
from collections.abc import Collection as Sized
from dataclasses import dataclass
from typing import TypeVar

import httpx
from pydantic import ValidationError

from brondata.datasets import Source
from brondata.ockto.door import without_bsn
from brondata.ockto.transport import time_left, within
from brondata.ockto.vocabulary import SESSION_STATUS, SOURCE_STATUS, SOURCES, bron_of
from brondata.ockto.wire import SCHEMA_VERSION, ErrorReply, StartReply, StatusReply, Wire
from brondata.provider import (
    ProviderRefused,
    ProviderUnavailable,
    RawDelivery,
    Session,
    SessionState,
    SourceState,
    UnreadableDelivery,
)

T = TypeVar("T", bound=Wire)

MAX_BODY_BYTES = 10 * 1024 * 1024
MAX_ANSWER_BYTES = 256 * 1024
"""The same for every call but the one that delivers the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a function is called: in how many tries, in how many seconds over all of them, for how large an answer.

    Only what may safely be said twice is said twice. ``getResult`` is not: the supplier may count an answer that
    never arrived as given, and whether to ask again is for who keeps the session.
    """

    tries: int
    seconds: float
    most: int = MAX_ANSWER_BYTES


MANNERS = {
    "startSession": Manner(tries=3, seconds=10.0),
    "getStatus": Manner(tries=2, seconds=8.0),
    "getResult": Manner(tries=1, seconds=30.0, most=MAX_BODY_BYTES),
    "revokeSession": Manner(tries=3, seconds=8.0),
}
FIRST_PAUSE = 0.2
"""Seconds; doubled for each next try, and anything between half and one and a half times that."""
LONGEST_RETRY_AFTER = 3600


class OcktoClient:
    """A ``BrondataProvider`` on an ``httpx.Client`` of ``transport.connect``."""

    name = "ockto"
    together = False
    """One session of Ockto could hold two partners (``disablePartner``); it advises sessions of their own."""

    def __init__(
        self,
        http: httpx.Client,
        *,
        username: str,
        password: str,
        provider_code: str,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._http = http
        self._pause = pause
        self._auth = httpx.BasicAuth(username, password)
        self._headers = {"X-Provider-Code": provider_code, "Accept": "application/json"}

    def start(self, *, reference: str, applicant_hint: str, sources: Sized[Source], consent_code: str) -> Session:
        """Invite one person; see ``BrondataProvider.start``. Partners always get a session of their own."""
        body = {
            "sessionId": reference,
            "options": {
                "consentCode": consent_code,
                "ocktoType": "P",
                "odmVersion": SCHEMA_VERSION,
                "disablePartner": not self.together,
                "bronnen": [bron_of(source) for source in Source if source in sources],
                "aanhef": applicant_hint,
            },
        }
        reply = _read(StartReply, self._call("POST", "startSession", json=body))
        _same_session(reference, reply.session_id)
        return Session(
            session_id=reply.session_id,
            link=reply.link,
            qr_payload=reply.qr_code,
            expires_at=reply.geldig_tot,
        )

    def state(self, session_id: str) -> SessionState:
        """Where the session stands now."""
        reply = _read(StatusReply, self._call("GET", "getStatus", params={"sessionId": session_id}))
        _same_session(session_id, reply.session_id)
        return SessionState(
            session_id=reply.session_id,
            status=SESSION_STATUS[reply.status],
            at=reply.moment,
            expires_at=reply.geldig_tot,
            sources=tuple(
                SourceState(
                    source=SOURCES[line.bron],
                    status=SOURCE_STATUS[line.status],
                    at=line.moment,
                    reason=line.reden,
                )
                for line in reply.bronnen
            ),
            reason=reply.reden,
        )

    def fetch(self, session_id: str) -> RawDelivery:
        """The shared bytes, less any BSN, unread: reading is ``mapping.read_delivery``."""
        response = self._call("GET", "getResult", params={"sessionId": session_id})
        return RawDelivery(
            provider=self.name,
            schema_version=response.headers.get("X-ODM-Version", ""),
            session_id=session_id,
            content_type=response.headers.get("Content-Type", ""),
            body=without_bsn(response.content),
        )

    def revoke(self, session_id: str) -> None:
        """End the session and have Ockto delete what it holds."""
        self._call("POST", "revokeSession", json={"sessionId": session_id})

    def _call(
        self, method: str, function: str, *, json: object = None, params: dict[str, str] | None = None
    ) -> httpx.Response:
        """The answer, after as many tries as the function's manner allows."""
        manner = MANNERS[function]
        with within(manner.seconds):
            for attempt in range(1, manner.tries + 1):
                try:
                    return self._once(method, function, json=json, params=params, most=manner.most)
                except ProviderUnavailable as error:
                    pause = FIRST_PAUSE * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311  spreads the load
                    last = attempt == manner.tries or pause >= time_left()
                    if last or error.retry_after is not None:  # the supplier said when: not within this call
                        raise
                    self._pause(pause)
        raise AssertionError("every manner has a try")

    def _once(
        self, method: str, function: str, *, json: object, params: dict[str, str] | None, most: int
    ) -> httpx.Response:
        try:
            with self._http.stream(
                method, f"/v1/{function}", json=json, params=params, auth=self._auth, headers=self._headers
            ) as response:
                body = _limited(response, most)
        except httpx.HTTPError as error:
            # The class name only: httpx messages can quote the address, and with it a session id.
            raise ProviderUnavailable(f"{function}: {type(error).__name__}") from error
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS or response.is_server_error:
            raise ProviderUnavailable(f"{function}: HTTP {response.status_code}", retry_after=_retry_after(response))
        if not response.is_success:
            raise _refusal(response.status_code, body)
        return httpx.Response(response.status_code, headers=_plain(response.headers), content=body)


def _limited(response: httpx.Response, most: int) -> bytes:
    """The body, unless it is larger than any honest answer."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > most:
            raise UnreadableDelivery(f"an answer of more than {most} bytes")
    return bytes(body)


def _retry_after(response: httpx.Response) -> float | None:
    """The pause that the supplier asks for, when it says so in seconds."""
    value = response.headers.get("Retry-After", "")
    return min(float(value), LONGEST_RETRY_AFTER) if value.isascii() and value.isdigit() else None


def _plain(headers: httpx.Headers) -> httpx.Headers:
    """The headers of a body that is already decoded and complete."""
    kept = headers.copy()
    for name in ("Content-Encoding", "Content-Length", "Transfer-Encoding"):
        kept.pop(name, None)
    return kept


def _refusal(status: int, body: bytes) -> ProviderRefused:
    try:
        reply = ErrorReply.model_validate_json(body)
    except ValidationError:
        return ProviderRefused(f"HTTP_{status}")
    return ProviderRefused(reply.code, reply.melding)


def _read(model: type[T], response: httpx.Response) -> T:
    try:
        return model.model_validate_json(response.content)
    except ValidationError as error:
        raise UnreadableDelivery(f"{model.__name__}: {error.error_count()} fields do not fit") from None


def _same_session(asked: str, answered: str) -> None:
    if asked != answered:
        raise UnreadableDelivery("the answer is about another session")
