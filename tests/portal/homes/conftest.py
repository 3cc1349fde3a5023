"""PDOK and EP-Online as a server of their own, that misbehaves on demand."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def homes_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the process, for the whole run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "portal.demo.registers", "--port", str(port), "--slow-seconds", "4"]
    command += ["--state", str(tmp_path_factory.mktemp("homes"))]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PORTAL_TODAY": "2026-11-23"})
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            assert process.poll() is None, "the simulator ended while starting"
            try:
                httpx.get(url, timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def registers(homes_server: str, settings) -> Iterator[Callable[..., None]]:
    """The portal asks this server; call it to make a service misbehave: `registers(pdok="down")`."""
    settings.PDOK_URL = f"{homes_server}/locatieserver/search/v3_1"
    settings.EP_ONLINE_URL = f"{homes_server}/ep-online/api/v5"

    def misbehave(**faults: str) -> None:
        given = {name.replace("_", "-"): fault for name, fault in faults.items()}
        assert httpx.post(f"{homes_server}/homes/faults", json=given, timeout=5).status_code == 204

    misbehave()
    yield misbehave
    misbehave()
