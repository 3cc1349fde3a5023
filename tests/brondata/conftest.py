"""The simulator twice: in this process for speed, and as the separate server that it really is."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import httpx
import pytest

from brondata.datasets import Source
from brondata.ockto.client import OcktoClient
from brondata.provider import Session
from brondata.simulator import hand
from brondata.simulator.app import create_app
from tests.brondata.builders import NOW, TODAY

ROOT = Path(__file__).resolve().parents[2]
_references = count(1)


@dataclass
class MovingClock:
    """A clock that stands still until a test moves it."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **amount: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**amount)


@dataclass
class Simulator:
    """A simulator with everything a test does to it."""

    http: httpx.Client
    clock: MovingClock = field(default_factory=MovingClock)

    @property
    def client(self) -> OcktoClient:
        """The adapter under test, with the right credentials."""
        return OcktoClient(self.http, username="neo", password="demo", provider_code="NEO")

    def invite(self, reference: str = "", sources: tuple[Source, ...] = tuple(Source)) -> Session:
        """Start a session with a reference of its own."""
        return self.client.start(
            reference=reference or f"ref-{next(_references)}-{os.getpid()}",
            applicant_hint="Sanne",
            sources=sources,
            consent_code="001",
        )

    def shared(self, persona: str = "sanne", *, keep: bool = False) -> Session:
        """A session of which the phone has sent the data."""
        session = self.invite()
        hand.share(self.http, session.link, persona, keep=keep)
        return session

    def fault(self, *, session: str = "", **switches: object) -> None:
        """Switch faults on, for everybody or one session; all others go off."""
        answer = self.http.put("/api/faults", params={"session": session} if session else {}, json=switches)
        assert answer.status_code == 200


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    """In this process, on a clock that the test moves."""
    clock = MovingClock()
    app = create_app(tmp_path / "state", clock=clock, seconds_per_source=0)
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://ockto.test") as http:
        yield Simulator(http=http, clock=clock)


@pytest.fixture(scope="session")
def server_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server in a process of its own, on a free port."""
    with running(tmp_path_factory.mktemp("ockto")) as address:
        yield address


@pytest.fixture
def server(server_address: str) -> Iterator[Simulator]:
    """The separate server, without faults."""
    with httpx.Client(base_url=server_address, timeout=10) as http:
        http.delete("/api/faults").raise_for_status()
        yield Simulator(http=http)


@pytest.fixture(params=["in process", "separate server"])
def anywhere(request: pytest.FixtureRequest) -> Simulator:
    """The same promise, kept by both."""
    found: Simulator = request.getfixturevalue("simulator" if request.param == "in process" else "server")
    return found


@contextmanager
def running(folder: Path, *, port: int = 0, seconds_per_source: float = 0) -> Iterator[str]:
    """A simulator process that keeps its state in ``folder``; gives its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "brondata.simulator", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OCKTO_", "PORTAL_"))}
    process = subprocess.Popen(
        [*command, "--seconds-per-source", str(seconds_per_source)],
        cwd=ROOT,
        env=environment | {"PORTAL_TODAY": TODAY.isoformat(), "OCKTO_SIM_STATE": str(folder)},
        stdout=subprocess.DEVNULL,
    )
    try:
        address = f"http://localhost:{port}"
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{address}/").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the simulator did not come up")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
