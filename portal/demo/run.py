"""`make run`: the whole demo under one supervisor, until Ctrl-C.

python -m portal.demo.run [--folder var/demo]
"""

import argparse
import contextlib
import fcntl
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from portal.demo.ports import Ports, PortsError
from portal.demo.stack import ROOT, Stack, StackError


class FolderError(Exception):
    """The folder cannot be used, or another demo uses it; the message is one sentence."""


@contextlib.contextmanager
def claim(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process: two demos on one database and one queue spoil each other."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "running.lock").open("w")
    except OSError as error:
        raise FolderError(f"Cannot write in {folder} ({error.strerror}).") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderError(
                f"A demo is already running on {folder}: stop it first, with Ctrl-C in its terminal."
            ) from None
        yield


def welcome(ports: Ports) -> str:
    """The addresses, as printed once everything answers."""
    return f"""
  Portal            {ports.url("portal")}
  Mailbox           {ports.url("mailbox")}   every mail the portal sends
  Ockto phone page  {ports.url("ockto")}   the phone in your hand
  iDIN simulator    {ports.url("idin")}
  Registers         {ports.url("registers")}   what BKR and the others know of the demo's people
  Back office       {ports.url("portal", "/beheer/")}   behandelaar@neo.example, tweede@neo.example
                    their passwords and the TOTP codes of this moment: make codes

  Ctrl-C stops everything. Your data stays in var/demo; `make clean-demo` starts afresh.
"""


def run(stack: Stack) -> None:
    """Start `stack`, print its addresses and keep it running until a signal says stop."""
    stopping = threading.Event()
    with stack:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stopping.set())
        print(welcome(stack.ports), flush=True)
        while not stopping.wait(0.3):
            stack.processes.revive()
        # From here on a second Ctrl-C does not leave half of it running.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        print("\nStopping ...", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Return the exit status: 0 after a stop on request, 1 after a refusal of one sentence."""
    parser = argparse.ArgumentParser(prog="portal.demo.run", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "demo")
    parser.add_argument("--procfile", type=Path, default=ROOT / "Procfile")
    options = parser.parse_args(arguments)
    # Until the addresses are printed, every way of stopping takes the road of Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.default_int_handler)
    try:
        ports = Ports.from_environment(os.environ)
        with claim(options.folder):
            ports.check_free()
            print("Starting; the addresses follow.", flush=True)
            run(Stack(ports=ports, folder=options.folder, procfile=options.procfile, write=_print))
    except (PortsError, StackError, FolderError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _print(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
