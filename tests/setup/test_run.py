"""`make run` as a person meets it: up, used, stopped, up again."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.demo.clean import clean
from portal.demo.ports import Ports
from portal.demo.run import FolderError, claim, welcome
from portal.demo.stack import ROOT, Stack, StackError

# Ends of a hang, in seconds, not promises of speed: a machine that is busy takes its time.
STOPPED_WITHIN = 120
ANSWERED_WITHIN = 60


def processes_of(folder: Path) -> list[str]:
    """Command lines of every process whose environment names `folder` as the demo's."""
    mark = f"DEMO_VAR={folder}\0".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found


@contextmanager
def make_run(folder: Path, ports: Ports) -> Iterator[subprocess.Popen[str]]:
    """A demo that has printed its addresses; what it printed until then is in `.args[-1]`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "portal.demo.run", "--folder", str(folder)],
        cwd=ROOT,
        env=os.environ | {"PORT": str(ports.base)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    try:
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C stops everything" in line:
                break
        else:
            raise AssertionError(f"the demo ended while starting:\n{''.join(said)}")
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def test_ctrl_c_stops_all_of_it_and_a_second_run_goes_on_with_its_data(tmp_path: Path) -> None:
    ports = Ports.free()
    folder = tmp_path / "demo"
    with make_run(folder, ports) as demo:
        for name in ("portal", "mailbox"):
            with urllib.request.urlopen(ports.url(name), timeout=ANSWERED_WITHIN) as page:
                assert page.status == 200
        assert len(processes_of(folder)) >= 7
        demo.send_signal(signal.SIGINT)
        assert demo.wait(STOPPED_WITHIN) == 0
    assert processes_of(folder) == []
    assert ports.busy() == []
    made = (folder / "db.sqlite3").stat().st_ino
    kept = folder / "mail" / "1795460991318124849-bff777c9.eml"
    kept.write_bytes(b"X-RcptTo: sanne@voorbeeld.example\r\nSubject: bewaard\r\n\r\n")

    with make_run(folder, ports) as demo:
        with urllib.request.urlopen(ports.url("mailbox"), timeout=ANSWERED_WITHIN) as page:
            assert "bewaard" in page.read().decode()
        # Closing the terminal stops it as well.
        demo.send_signal(signal.SIGHUP)
        assert demo.wait(STOPPED_WITHIN) == 0
    assert processes_of(folder) == []
    assert (folder / "db.sqlite3").stat().st_ino == made

    clean(folder)
    assert not folder.exists()


def test_a_part_that_cannot_start_stops_the_rest_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    procfile = tmp_path / "Procfile"
    procfile.write_text("web: exec sleep 600\nmailbox: echo no such folder; exit 7\n")
    said: list[str] = []
    stack = Stack(ports=Ports.free(), folder=tmp_path / "demo", write=said.append, procfile=procfile)
    monkeypatch.setattr(stack, "prepare", lambda: None)
    with pytest.raises(StackError, match=r"^mailbox ended with status 7 while starting"):
        stack.__enter__()
    assert processes_of(tmp_path / "demo") == []
    assert "mailbox | no such folder" in said


def test_a_part_that_stays_silent_is_named_when_time_is_up(tmp_path: Path) -> None:
    procfile = tmp_path / "Procfile"
    procfile.write_text("ockto: exec sleep 600\n")
    stack = Stack(ports=Ports.free(), folder=tmp_path, write=print, procfile=procfile)
    stack.processes.start()
    try:
        with pytest.raises(StackError, match=r"^ockto did not answer within 0 s"):
            stack.wait_until_ready(timeout=0.2)
    finally:
        stack.processes.stop()


def test_the_demos_data_is_not_thrown_away_under_a_running_demo(tmp_path: Path) -> None:
    with claim(tmp_path), pytest.raises(FolderError, match="already running"):
        clean(tmp_path)
    assert tmp_path.exists()


def test_the_addresses_follow_the_port_and_name_the_back_office_accounts() -> None:
    said = welcome(Ports(9000))
    assert re.findall(r"http://localhost:(\d+)/", said) == ["9000", "9001", "9003", "9004", "9005", "9000"]
    assert "/beheer/" in said
    assert "behandelaar@neo.example" in said
