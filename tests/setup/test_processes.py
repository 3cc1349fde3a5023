"""The supervisor starts, relays, revives and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from portal.demo import processes
from portal.demo.processes import Processes, read_procfile
from portal.demo.stack import ROOT

Start = Callable[[Mapping[str, str]], Processes]


def alive(pid: int) -> bool:
    """Whether `pid` runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether `true()` becomes true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def lines() -> list[str]:
    """What the processes of this test printed."""
    return []


@pytest.fixture
def start(tmp_path: Path, lines: list[str]) -> Iterator[Start]:
    """Start commands by name; whatever still runs is stopped after the test."""
    started: list[Processes] = []

    def _start(commands: Mapping[str, str]) -> Processes:
        group = Processes(commands, folder=tmp_path, environment=os.environ, write=lines.append)
        started.append(group)
        group.start()
        return group

    yield _start
    for group in started:
        group.stop()


def test_the_procfile_names_every_part_of_the_demo() -> None:
    commands = read_procfile(ROOT / "Procfile")
    assert list(commands) == ["web", "worker", "beat", "mailbox", "ockto", "idin", "registers"]
    # Without exec a shell would stand between us and the process we want to stop.
    assert all(command.startswith("exec ") for command in commands.values())


def test_a_procfile_may_hold_comments_and_blank_lines(tmp_path: Path) -> None:
    (tmp_path / "Procfile").write_text("# first\nweb: exec serve --at http://x:1\n\nworker: exec work\n")
    assert read_procfile(tmp_path / "Procfile") == {
        "web": "exec serve --at http://x:1",
        "worker": "exec work",
    }


def test_every_line_carries_the_name_of_its_process(start: Start, lines: list[str]) -> None:
    start({"web": "echo up; exec sleep 60", "mailbox": "echo wrong >&2; exec sleep 60"})
    assert eventually(lambda: sorted(lines) == ["mailbox | wrong", "web     | up"])


def test_stop_ends_what_a_process_started_too_even_when_it_will_not_listen(
    start: Start, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.5)
    group = start({"stubborn": "trap '' TERM; sleep 600 & echo $!; while :; do sleep 1; done"})
    assert eventually(lambda: len(lines) == 1)
    child = int(lines[0].rpartition(" ")[2])
    leader = group.pid("stubborn")
    assert alive(child)
    group.stop()
    assert not alive(leader)
    assert eventually(lambda: not alive(child))


def test_a_polite_process_is_given_time_to_finish(start: Start, lines: list[str]) -> None:
    group = start({"worker": "trap 'sleep 0.3; echo finished; exit 0' TERM; echo ready; while :; do sleep 0.1; done"})
    assert eventually(lambda: lines == ["worker | ready"])
    group.stop()
    assert eventually(lambda: lines[-1] == "worker | finished")


def test_a_killed_supervisor_takes_its_processes_along(tmp_path: Path) -> None:
    program = (
        "import os, time; from pathlib import Path; from portal.demo.processes import Processes\n"
        "group = Processes({'x': 'exec sleep 600'}, folder=Path('/'), environment=os.environ, write=print)\n"
        "group.start(); print(group.pid('x'), flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        child = int(supervisor.stdout.readline())
        assert alive(child)
        supervisor.send_signal(signal.SIGKILL)
        supervisor.wait()
    assert eventually(lambda: not alive(child))


def test_a_process_that_dies_is_started_again(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FIRST_PAUSE", 0.05)
    group = start({"worker": "exec sleep 600"})
    first = group.pid("worker")
    group.kill("worker")
    assert group.ended() == {"worker": -signal.SIGKILL}

    def revived() -> bool:
        group.revive()
        return group.pid("worker") != first and alive(group.pid("worker"))

    assert eventually(revived)
    assert group.ended() == {}


def test_one_that_keeps_dying_is_tried_less_and_less_often(
    start: Start, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(processes, "LONGEST_PAUSE", 0.2)
    group = start({"web": "exit 3"})

    def died_four_times() -> bool:
        group.revive()
        return len(lines) == 4

    assert eventually(died_four_times)
    pauses = [0.05, 0.1, 0.2, 0.2]
    assert lines == [f"web | ended with status 3; starts again in {pause} s" for pause in pauses]


def test_a_process_that_was_stopped_on_purpose_stays_stopped(start: Start) -> None:
    group = start({"web": "exec sleep 600", "ockto": "exec sleep 600"})
    web = group.pid("web")
    group.stop("ockto")
    group.revive()
    assert group.ended() == {}
    assert group.pid("web") == web
    with pytest.raises(KeyError):
        group.pid("ockto")
    group.start("ockto")
    assert alive(group.pid("ockto"))
