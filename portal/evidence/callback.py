"""A call of the supplier that something happened in a session: who may call, and what it is good for.

It is good for asking sooner, and for nothing else: the status in it is not read. A call that is repeated,
invented or kept back changes nothing but the moment of a poll that would have come anyway.

The signature is ours, as long as Ockto publishes none: HMAC-SHA256 with the shared secret over the timestamp
(seconds since 1970, as text), a dot and the body as sent, in hex.
"""

import hmac
import json
import logging
from hashlib import sha256

from portal.evidence.models import OcktoSession
from portal.evidence.ockto import look_soon
from portal.evidence.session_states import FOLLOWED

log = logging.getLogger(__name__)
WINDOW_SECONDS = 300
MAX_BODY_BYTES = 4096


class CallRefused(Exception):
    """The call is not signed by the supplier, or not now."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a call, hex."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def check_call(*, secret: str, timestamp: str, given: str, body: bytes, now: float) -> None:
    """Let a call pass that is signed and was made within five minutes.

    Args:
        now: seconds since 1970, of the real clock.

    Raises:
        CallRefused: in every other case, without saying which.
    """
    in_time = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12
    right = hmac.compare_digest(signature(secret, timestamp, body).encode(), given.encode())
    if not (right and in_time and abs(now - int(timestamp)) <= WINDOW_SECONDS):
        raise CallRefused


def receive_call(body: bytes) -> None:
    """Ask about the session of a checked call at once. What we do not know is passed over in silence."""
    try:
        session_id = json.loads(body)["sessionId"]
    except (ValueError, KeyError, TypeError, RecursionError):
        log.warning("a signed call without a session id")
        return
    if not isinstance(session_id, str) or not 0 < len(session_id) <= 100:
        return
    session = OcktoSession.objects.filter(session_id=session_id, status__in=FOLLOWED).first()
    if session is not None:
        look_soon(session)
