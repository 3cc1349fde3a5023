"""The whole demo as one object: its data, its processes, its addresses.

`make run` drives it from `portal.demo.run`; the journey and the fault tests use it as a
context manager, on free ports and with a folder of their own.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from portal.demo.ports import HOST, OFFSETS, Ports
from portal.demo.processes import Processes, read_procfile
from portal.demo.today import demo_day

ROOT = Path(__file__).resolve().parent.parent.parent
# What answers on which port once it is up; worker and beat listen nowhere.
LISTENERS = {"web": ("portal",), "mailbox": ("mailbox", "smtp")} | {
    name: (name,) for name in OFFSETS if name not in {"portal", "mailbox", "smtp"}
}
READY_SECONDS = 90.0
# Our own addresses are never reached through a proxy that the environment names.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _real_day() -> date:
    """The calendar's day here: the shift of the business clock is what is being worked out."""
    return date.today()  # noqa: DTZ011, TID251


class StackError(Exception):
    """The demo did not come up; the message is one sentence."""


class Stack:
    """One demo with its own ports and its own data."""

    def __init__(
        self,
        *,
        ports: Ports,
        folder: Path,
        write: Callable[[str], None] = print,
        environment: Mapping[str, str] | None = None,
        without: Iterable[str] = (),
        procfile: Path = ROOT / "Procfile",
    ) -> None:
        """`folder` keeps all state; `environment` adds variables; `without` leaves processes out."""
        self.ports = ports
        self.folder = folder.resolve()
        # Set, not defaulted: a test run has settings of its own, which children would inherit.
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
            "DEMO_VAR": str(self.folder),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "PYTHONUNBUFFERED": "1",
            "PORTAL_TODAY": os.environ.get("PORTAL_TODAY") or demo_day(_real_day()),
            "OCKTO_CALLBACK_URL": os.environ.get("OCKTO_CALLBACK_URL") or ports.url("portal", "/ockto/melding/"),
            "OCKTO_CALLBACK_SECRET": os.environ.get("OCKTO_CALLBACK_SECRET") or "demo",
            **ports.environment(),
            **(environment or {}),
        }
        commands = read_procfile(procfile)
        for name in without:
            commands.pop(name)
        self.processes = Processes(commands, folder=ROOT, environment=self.environment, write=write)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self.prepare()
            self.processes.start()
            self.wait_until_ready()
        except BaseException:
            self.processes.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.processes.stop()

    def manage(self, *arguments: str) -> None:
        """Run a management command with this demo's settings; StackError when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=False)
        if done.returncode != 0:
            raise StackError(
                f"`manage.py {arguments[0]}` failed; its own message stands above. "
                "Data of an older version? `make clean-demo` starts afresh."
            )

    def prepare(self) -> None:
        """Bring the database up to date and put the demo's people in it; existing data stays."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("seed_demo")

    def wait_until_ready(self, timeout: float = READY_SECONDS) -> None:
        """Wait until every process that listens answers; StackError when one ends or stays silent."""
        deadline = time.monotonic() + timeout
        waiting = [port for name, ports in LISTENERS.items() if name in self.processes.names for port in ports]
        while waiting:
            for name, status in self.processes.ended().items():
                raise StackError(f"{name} ended with status {status} while starting; its own message stands above.")
            if self.answers(waiting[0]):
                waiting.pop(0)
            elif time.monotonic() > deadline:
                raise StackError(f"{', '.join(waiting)} did not answer within {timeout:.0f} s.")
            else:
                time.sleep(0.1)

    def answers(self, name: str) -> bool:
        """Whether the port called `name` answers: any page that is not a server error, or a greeting."""
        if name == "smtp":
            try:
                with socket.create_connection((HOST, self.ports[name]), timeout=2) as connection:
                    return connection.recv(3) == b"220"
            except OSError:
                return False
        try:
            with _direct.open(f"http://{HOST}:{self.ports[name]}/", timeout=10):
                return True
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False
