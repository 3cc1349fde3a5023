"""The asker hears of a new status: signed, in order of what happened, and badly when that is asked for."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from brondata.simulator import hand, notices
from brondata.simulator.app import create_app
from tests.brondata.conftest import MovingClock, Simulator

SECRET = "a secret of two"


@dataclass
class Asker:
    """What came in at the address of the asker; ``away`` is how many calls it answers with 503 first."""

    address: str = ""
    calls: list[tuple[str, str, bytes]] = field(default_factory=list)
    away: int = 0

    def heard(self, count: int) -> list[str]:
        """The statuses of the first ``count`` calls, once they came."""
        deadline = time.monotonic() + 10
        while len(self.calls) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        return [json.loads(body)["status"] for _, _, body in self.calls]

    def genuine(self) -> list[bool]:
        """Whether each call carries our signature."""
        return [
            hmac.compare_digest(
                signature, hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
            )
            for stamp, signature, body in self.calls
        ]


@pytest.fixture
def asker() -> Iterator[Asker]:
    """A server that keeps what it is told."""
    found = Asker()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if found.away:
                found.away -= 1
                self.send_response(503)
            else:
                found.calls.append((self.headers["X-Ockto-Timestamp"], self.headers["X-Ockto-Signature"], body))
                self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}/melding"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def calling(tmp_path: Path, asker: Asker, monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """A simulator that was told where to call."""
    monkeypatch.setattr(notices, "WAITS", (0.0, 0.01, 0.02))
    app = create_app(
        tmp_path / "state",
        clock=MovingClock(),
        seconds_per_source=0,
        callback_url=asker.address,
        callback_secret=SECRET,
    )
    return Simulator(http=httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://ockto.test"))


def test_each_new_status_is_told_and_signed(calling: Simulator, asker: Asker) -> None:
    session = calling.shared()
    assert sorted(asker.heard(3)) == ["COLLECTING", "OPENED", "SHARED"]
    assert asker.genuine() == [True] * 3
    told = json.loads(asker.calls[0][2])
    assert set(told) == {"sessionId", "status", "moment"}
    assert told["sessionId"] == session.session_id
    assert abs(int(asker.calls[0][0]) - time.time()) < 60  # real time, whatever day the demo plays


def test_a_fetch_is_no_news(calling: Simulator, asker: Asker) -> None:
    session = calling.shared()
    asker.heard(3)
    calling.client.fetch(session.session_id)
    calling.client.revoke(session.session_id)
    assert asker.heard(4)[3] == "CLOSED"
    calling.client.revoke(session.session_id)
    time.sleep(0.1)
    assert len(asker.calls) == 4


def test_declining_is_told(calling: Simulator, asker: Asker) -> None:
    hand.decline(calling.http, calling.invite().link)
    assert sorted(asker.heard(2)) == ["DECLINED", "OPENED"]


def test_an_asker_that_is_away_for_a_moment_still_hears_it(calling: Simulator, asker: Asker) -> None:
    asker.away = 2
    hand.open_app(calling.http, calling.invite().link)
    assert asker.heard(1) == ["OPENED"]


def test_a_session_can_name_its_own_address(tmp_path: Path, asker: Asker) -> None:
    app = create_app(tmp_path, clock=MovingClock(), seconds_per_source=0, callback_secret=SECRET)
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://ockto.test") as http:
        started = http.post(
            "/v1/startSession",
            json={"sessionId": "s", "options": {"consentCode": "001", "callbackUrl": asker.address}},
            auth=("neo", "demo"),
            headers={"X-Provider-Code": "NEO"},
        )
        hand.open_app(http, started.json()["link"])
    assert asker.heard(1) == ["OPENED"]


@pytest.mark.parametrize("address", ["ftp://x", "javascript:alert(1)", "http://" + "x" * 600])
def test_an_address_that_is_none_is_refused(simulator: Simulator, address: str) -> None:
    answer = simulator.http.post(
        "/v1/startSession",
        json={"sessionId": "s", "options": {"consentCode": "001", "callbackUrl": address}},
        auth=("neo", "demo"),
        headers={"X-Provider-Code": "NEO"},
    )
    assert answer.status_code == 400


def test_without_a_secret_nobody_is_called(tmp_path: Path, asker: Asker) -> None:
    app = create_app(tmp_path, clock=MovingClock(), seconds_per_source=0, callback_url=asker.address)
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://ockto.test") as http:
        hand.open_app(http, Simulator(http=http).invite().link)
    time.sleep(0.2)
    assert asker.calls == []


# --- on demand ---------------------------------------------------------------------------------


def test_no_notice(calling: Simulator, asker: Asker) -> None:
    calling.fault(callback="none")
    hand.open_app(calling.http, calling.invite().link)
    time.sleep(0.2)
    assert asker.calls == []


def test_every_notice_twice(calling: Simulator, asker: Asker) -> None:
    calling.fault(callback="duplicate")
    hand.open_app(calling.http, calling.invite().link)
    assert asker.heard(2) == ["OPENED", "OPENED"]
    assert asker.genuine() == [True, True]


def test_a_wrong_signature(calling: Simulator, asker: Asker) -> None:
    calling.fault(callback="wrong_signature")
    hand.open_app(calling.http, calling.invite().link)
    asker.heard(1)
    assert asker.genuine() == [False]


def test_a_notice_of_an_hour_ago(calling: Simulator, asker: Asker) -> None:
    calling.fault(callback="old")
    hand.open_app(calling.http, calling.invite().link)
    asker.heard(1)
    assert asker.genuine() == [True]
    assert time.time() - int(asker.calls[0][0]) > 3500


def test_a_late_notice(calling: Simulator, asker: Asker) -> None:
    calling.fault(callback="late", callback_late_ms=300)
    began = time.monotonic()
    hand.open_app(calling.http, calling.invite().link)
    assert asker.heard(1) == ["OPENED"]
    assert time.monotonic() - began >= 0.3
