"""Run a parser on a stranger's bytes in a process that can't take the house down with it.

The limits are set from outside, with prlimit, because a hook between fork and exec is not safe in
a process with threads. Bytes go in and out through memory files: no pipe to fill up, no file of a
customer on disk, and the size limit on files bounds what comes back.
"""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Cage:
    """What one run may use. Seconds of processor and of waiting, and bytes."""

    cpu_seconds: int = 20
    wall_seconds: float = 30.0
    memory_bytes: int = 768 * 1024 * 1024
    output_bytes: int = 256 * 1024 * 1024


class SandboxFailed(Exception):
    """The process was stopped by a limit or ended badly. `timed_out` tells time from the rest."""

    def __init__(self, command: str, status: int | None) -> None:
        self.timed_out = status is None or status == -signal.SIGXCPU
        super().__init__(f"{command}: {'out of time' if self.timed_out else f'status {status}'}")


def run(command: Sequence[str], *, content: bytes, cage: Cage) -> bytes:
    """What `command` writes when it reads `content`. Nothing of our environment goes along.

    Raises `SandboxFailed`; OSError when the program can't be started at all.
    """
    with _memory_file(content) as given, _memory_file(b"") as answer:
        process = subprocess.Popen(
            command,
            stdin=given,
            stdout=answer,
            # What a parser says about a file may quote the file.
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
        )
        try:
            _confine(process.pid, cage)
            status = process.wait(timeout=cage.wall_seconds)
        except subprocess.TimeoutExpired:
            raise SandboxFailed(command[0], None) from None
        finally:
            process.kill()
            process.wait()
        if status != 0:
            raise SandboxFailed(command[0], status)
        answer.seek(0)
        return answer.read()


def python_module(name: str, *arguments: str) -> list[str]:
    """The command that runs one of our modules with this Python."""
    return [sys.executable, "-s", "-m", name, *arguments]


def _memory_file(content: bytes) -> FileIO:
    file = FileIO(os.memfd_create("sandbox", os.MFD_CLOEXEC), "w+")
    view = memoryview(content)
    while view:
        view = view[file.write(view) :]
    file.seek(0)
    return file


def _confine(pid: int, cage: Cage) -> None:
    limits = {
        # A second more for the hard limit, so that the signal tells that it was time.
        resource.RLIMIT_CPU: (cage.cpu_seconds, cage.cpu_seconds + 1),
        resource.RLIMIT_AS: (cage.memory_bytes, cage.memory_bytes),
        resource.RLIMIT_FSIZE: (cage.output_bytes, cage.output_bytes),
        resource.RLIMIT_CORE: (0, 0),
    }
    try:
        for limit, value in limits.items():
            resource.prlimit(pid, limit, value)
    except ProcessLookupError:
        return  # it has ended already; its status tells how
