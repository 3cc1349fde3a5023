"""A running iDIN simulator and a merchant that talks to it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from portal.demo.idin.keys import make_keys
from portal.mandates.idin.client import IdinClient, IdinSettings
from portal.mandates.idin.port import new_entrance_code
from tests.portal.mandates.idin_scheme import MERCHANT_ID, Recorder, Scheme, Simulator

PATIENCE = 30  # seconds


@pytest.fixture(scope="session")
def idin_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of a scheme that exists for this run."""
    folder = tmp_path_factory.mktemp("idin") / "keys"
    make_keys(folder)
    return folder


@pytest.fixture(scope="session")
def running_simulator(idin_keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """`python -m portal.demo.idin` on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "portal.demo.idin", "--port", str(port), "--public-url", url]
    command += ["--keys", str(idin_keys), "--state", str(tmp_path_factory.mktemp("idin-state"))]
    process = subprocess.Popen(command, env={**os.environ, "PORTAL_TODAY": ""})
    try:
        _wait_for(url, process)
        yield Simulator(url, idin_keys)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "the iDIN simulator stopped by itself"
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the iDIN simulator did not start")


@pytest.fixture
def simulator(running_simulator: Simulator) -> Simulator:
    """The simulator with nothing going wrong."""
    httpx.post(f"{running_simulator.url}/faults/clear", json={}).raise_for_status()
    return running_simulator


@pytest.fixture
def idin_settings(simulator: Simulator) -> IdinSettings:
    """What the portal's settings would say."""
    return IdinSettings.from_files(
        acquirer_url=simulator.url,
        merchant_id=MERCHANT_ID,
        sub_id=0,
        merchant_key=simulator.keys / "merchant.key.pem",
        merchant_certificate=simulator.keys / "merchant.cert.pem",
        acquirer_certificate=simulator.keys / "acquirer.cert.pem",
    )


@pytest.fixture
def scheme(simulator: Simulator, idin_settings: IdinSettings) -> Scheme:
    """Everything together, with a fresh entrance code."""
    wire = Recorder()
    return Scheme(simulator, IdinClient(idin_settings, transport=wire), wire, new_entrance_code())
