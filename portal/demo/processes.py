"""Start the lines of a Procfile, keep them running, and leave nothing behind.

Each process gets a session of its own, so that a stop reaches everything it started, and dies
with its supervisor, even when that one is killed (Linux: PR_SET_PDEATHSIG). One that dies
while the demo runs is started again after a pause: the demo shows that work does not vanish.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

GRACE_SECONDS = 10.0
FIRST_PAUSE, LONGEST_PAUSE, SETTLED_AFTER = 1.0, 30.0, 30.0  # seconds
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def read_procfile(path: Path) -> dict[str, str]:
    """The `name: command` lines of a Procfile, in order; lines that start with # are comments."""
    commands = {}
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, command = line.partition(":")
            commands[name.strip()] = command.strip()
    return commands


@dataclass(slots=True)
class _Running:
    popen: subprocess.Popen[str]
    since: float
    pause: float
    again_at: float | None = None


class Processes:
    """The processes of one Procfile. Used from one thread; their output is read by others."""

    def __init__(
        self,
        commands: Mapping[str, str],
        *,
        folder: Path,
        environment: Mapping[str, str],
        write: Callable[[str], None],
    ) -> None:
        """`folder` is where they run, `write` receives each line they print, name in front."""
        self._commands = dict(commands)
        self._folder = folder
        self._environment = dict(environment)
        self._write = write
        self._running: dict[str, _Running] = {}
        self._width = max(map(len, self._commands), default=0)

    @property
    def names(self) -> list[str]:
        """Every name of the Procfile, running or not."""
        return list(self._commands)

    def pid(self, name: str) -> int:
        """Process id of a process that was started; KeyError when it was not."""
        return self._running[name].popen.pid

    def start(self, *names: str) -> None:
        """Start the named processes, or all of them."""
        for name in names or self._commands:
            self._running[name] = _Running(self._spawn(name), time.monotonic(), FIRST_PAUSE)

    def stop(self, *names: str) -> None:
        """Ask the named processes (or all) to end, wait, then kill what is left of their groups."""
        leaving = [(name, self._running.pop(name)) for name in names or list(self._running)]
        for _, running in leaving:
            if running.popen.poll() is None:
                running.popen.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for name, running in leaving:
            try:
                running.popen.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say(name, f"did not stop within {GRACE_SECONDS:.0f} s and is killed")
            self._kill_group(running.popen.pid)
            running.popen.wait()

    def kill(self, name: str) -> None:
        """Kill a process and all it started, as a crash would; `revive` starts it again."""
        running = self._running[name]
        self._kill_group(running.popen.pid)
        running.popen.wait()

    def ended(self) -> dict[str, int]:
        """Processes that ended by themselves, with their exit status."""
        return {name: status for name, running in self._running.items() if (status := running.popen.poll()) is not None}

    def revive(self) -> None:
        """Start again what ended, each after a pause that doubles while it keeps ending."""
        now = time.monotonic()
        for name, status in self.ended().items():
            running = self._running[name]
            if running.again_at is None:
                # What it started may still hold its port or its queue.
                self._kill_group(running.popen.pid)
                if now - running.since > SETTLED_AFTER:
                    running.pause = FIRST_PAUSE
                running.again_at = now + running.pause
                self._say(name, f"ended with status {status}; starts again in {running.pause:g} s")
            elif now >= running.again_at:
                pause = min(2 * running.pause, LONGEST_PAUSE)
                self._running[name] = _Running(self._spawn(name), now, pause)

    def _spawn(self, name: str) -> subprocess.Popen[str]:
        popen = subprocess.Popen(
            ["/bin/sh", "-c", self._commands[name]],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        assert popen.stdout is not None
        threading.Thread(target=self._relay, args=(name, popen.stdout), daemon=True).start()
        return popen

    def _relay(self, name: str, output: IO[str]) -> None:
        with output:
            for line in output:
                self._say(name, line.rstrip())

    def _say(self, name: str, line: str) -> None:
        self._write(f"{name:<{self._width}} | {line}")

    @staticmethod
    def _kill_group(leader: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(leader, signal.SIGKILL)


def _end_with_parent() -> None:
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
