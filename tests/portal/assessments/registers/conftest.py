"""The register simulator as a process of its own, with its own folder and a short patience."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from portal.assessments.registers.client import HttpRegisterGateway
from portal.assessments.registers.port import DocumentKind, IdentityDocument, Person

ROOT = Path(__file__).resolve().parents[4]
TOKEN = "a-token-of-this-test"
SLOW_SECONDS = 2.0
TODAY = "2026-11-23"


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one process for the whole run; tests use keys of their own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "portal.demo.registers", "--port", str(port)]
    command += ["--state", str(tmp_path_factory.mktemp("registers")), "--slow-seconds", str(SLOW_SECONDS)]
    environment = os.environ | {"REGISTERS_TOKEN": TOKEN, "PORTAL_TODAY": TODAY}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None, "the simulator ended while starting"
        try:
            httpx.get(url, timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the simulator did not answer within 30 s")


@pytest.fixture
def break_register(simulator: str) -> Callable[[str, str], None]:
    """Switch a fault of a register on, as the page does, for one question."""

    def switch(register: str, fault: str) -> None:
        form = {"register": register, "fault": fault, "times": "1"}
        assert httpx.post(f"{simulator}/faults", data=form).status_code == 303

    return switch


@pytest.fixture
def gateway(simulator: str) -> HttpRegisterGateway:
    return HttpRegisterGateway(base_url=simulator, token=TOKEN, timeout=5)


@pytest.fixture
def key(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Keys that belong to this test alone."""
    return lambda name: f"{abs(hash(request.node.nodeid))}:{name}"


def person(surname: str, birth_date: str, *, initials: str = "X.", document: str = "NZZ0A1B2C") -> Person:
    """A person to ask about; only what matters for the test is given."""
    return Person(
        initials=initials,
        given_names="",
        prefix="",
        surname=surname,
        birth_date=date.fromisoformat(birth_date),
        postcode="3811LP",
        house_number=17,
        document=IdentityDocument(DocumentKind.PASPOORT, document),
    )


@pytest.fixture
def people() -> dict[str, Person]:
    """Those of the simulator's people.json that the tests need, and one it does not know."""
    return {
        "unknown": person("Onbekend", "1995-05-05"),
        "ak": person("Wit", "1990-06-14", initials="B."),
        "arrears": person("Dam", "1989-02-11", initials="N."),
        "fraud": person("Staal", "1978-12-03", initials="V.", document="NXS1F9C83"),
        "signals": person("Braak", "1969-04-30", initials="I."),
        "insolvent": person("Kuiper", "1986-08-08", initials="D."),
        "owner": person("Aalbers", "1975-01-19", initials="M."),
    }
