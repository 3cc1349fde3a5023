"""Notices to the asker: a signed call when the status of a session changes. Ours, not Ockto's public protocol."""

import hashlib
import hmac
import json
import logging
import threading
import time
from dataclasses import dataclass
from datetime import datetime

import httpx

from brondata.simulator.faults import CallBack, Faults

log = logging.getLogger(__name__)
WAITS = (0.0, 1.0, 5.0)  # seconds before each try: an asker that is away for a moment still hears it
TIMEOUT = 5.0
AN_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One change of one session."""

    url: str
    session_id: str
    status: str
    moment: datetime

    @property
    def body(self) -> bytes:
        """The JSON that is signed and sent."""
        told = {"sessionId": self.session_id, "status": self.status, "moment": self.moment.isoformat()}
        return json.dumps(told, separators=(",", ":")).encode()


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over timestamp, a point and the body, in hex."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def send(notice: Notice, *, secret: str, faults: Faults) -> None:
    """Send it from a thread of its own, spoiled as the switches say."""
    if faults.callback is not CallBack.NONE:
        threading.Thread(target=_deliver, args=(notice, secret, faults), daemon=True).start()


def _deliver(notice: Notice, secret: str, faults: Faults) -> None:
    kind = faults.callback
    if kind is CallBack.LATE:
        time.sleep(faults.callback_late_ms / 1000)
    signing = "somebody else's secret" if kind is CallBack.WRONG_SIGNATURE else secret
    for _ in range(2 if kind is CallBack.DUPLICATE else 1):
        _try(notice, signing, older=AN_HOUR if kind is CallBack.OLD else 0)


def _try(notice: Notice, secret: str, *, older: int) -> None:
    """Until the asker answers at all; a refusal is an answer."""
    for wait in WAITS:
        time.sleep(wait)
        timestamp = str(int(time.time()) - older)  # real time: the simulator's own clock may stand on another day
        headers = {
            "Content-Type": "application/json",
            "X-Ockto-Timestamp": timestamp,
            "X-Ockto-Signature": sign(secret, timestamp, notice.body),
        }
        try:
            answer = httpx.post(notice.url, content=notice.body, headers=headers, timeout=TIMEOUT)
        except httpx.HTTPError as error:
            log.info("notice to the asker: %s", type(error).__name__)
            continue
        if not answer.is_server_error:
            return
