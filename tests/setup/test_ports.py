"""One base port moves the whole demo; a port that cannot be used is one sentence."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from portal.demo.ports import DEFAULT_BASE, HOST, OFFSETS, Ports, PortsError
from portal.demo.run import FolderError, claim
from portal.demo.stack import ROOT


@contextmanager
def listening(port: int, host: str = HOST) -> Iterator[None]:
    """Another program on `port`."""
    with socket.socket() as other:
        # A connection of an earlier test that is still closing on this port does not keep it.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((host, port))
        other.listen()
        yield


def make_run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `make run` does once the environment stands."""
    return subprocess.run(
        [sys.executable, "-m", "portal.demo.run", "--folder", str(folder)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_all_ports_follow_from_the_base() -> None:
    assert Ports.from_environment({}).base == DEFAULT_BASE
    ports = Ports.from_environment({"PORT": "9000"})
    assert [ports[name] for name in ("portal", "mailbox", "smtp", "ockto", "idin")] == [*range(9000, 9005)]
    assert ports.environment()["PORT"] == "9000"
    assert ports.environment()["SMTP_PORT"] == "9002"
    assert ports.url("portal", "/beheer/") == "http://localhost:9000/beheer/"


@pytest.mark.parametrize("given", ["http", "0", "80", "65535", "-1", "8000.5", "٨٠٠٠"])
def test_a_port_that_is_none_is_refused_in_one_sentence(given: str, tmp_path: Path) -> None:
    done = make_run(tmp_path, PORT=given)
    assert done.returncode == 1
    assert done.stderr.startswith("PORT must be a number from 1024 to ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", OFFSETS)
def test_a_busy_port_is_refused_in_one_sentence_before_anything_starts(name: str, tmp_path: Path) -> None:
    ports = Ports.free()
    with listening(ports[name]):
        done = make_run(tmp_path, PORT=str(ports.base))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"Port {ports[name]} ({name}) is in use: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "db.sqlite3").exists()


def test_every_busy_port_is_named_at_once() -> None:
    ports = Ports.free()
    with ExitStack() as stack:
        stack.enter_context(listening(ports["mailbox"]))
        stack.enter_context(listening(ports["idin"]))
        with pytest.raises(PortsError, match=rf"{ports['mailbox']} \(mailbox\), {ports['idin']} \(idin\) are"):
            ports.check_free()


def test_a_program_on_every_address_makes_the_port_busy_too() -> None:
    ports = Ports.free()
    with listening(ports["portal"], host="0.0.0.0"):
        assert ports.busy() == ["portal"]


def test_a_connection_that_still_closes_does_not_make_a_port_busy() -> None:
    ports = Ports.free()
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((HOST, ports["portal"]))
        server.listen()
        client = socket.create_connection((HOST, ports["portal"]))
        accepted, _ = server.accept()
        # The side that closes first keeps the port in TIME_WAIT.
        accepted.close()
        client.close()
    assert ports.busy() == []


def test_two_demos_on_one_folder_are_refused_in_one_sentence(tmp_path: Path) -> None:
    with claim(tmp_path):
        done = make_run(tmp_path, PORT=str(Ports.free().base))
    assert done.returncode == 1
    assert done.stderr.startswith(f"A demo is already running on {tmp_path}")
    assert done.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_refused_in_one_sentence() -> None:
    with pytest.raises(FolderError, match="Cannot write in /proc/neo"), claim(Path("/proc/neo")):
        pass
