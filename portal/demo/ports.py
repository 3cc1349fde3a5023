"""Where each part of the demo listens: one base port, and the others counted from it."""

import random
import socket
from collections.abc import Mapping
from dataclasses import dataclass

HOST = "127.0.0.1"
DEFAULT_BASE = 8000
OFFSETS = {
    "portal": 0,
    "mailbox": 1,
    "smtp": 2,
    "ockto": 3,
    "idin": 4,
    "registers": 5,
}
VARIABLES = {"portal": "PORT"} | {name: f"{name.upper()}_PORT" for name in OFFSETS if name != "portal"}


class PortsError(Exception):
    """The ports cannot be used; the message is one sentence for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports of one running demo, all derived from `base`."""

    base: int = DEFAULT_BASE

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Ports":
        """Read PORT; raise PortsError when it is not a number that leaves room for the rest."""
        given = environment.get("PORT") or str(DEFAULT_BASE)
        highest = 65535 - max(OFFSETS.values())
        if not given.isascii() or not given.isdigit() or not 1024 <= int(given) <= highest:
            raise PortsError(f"PORT must be a number from 1024 to {highest}, not {given!r}.")
        return cls(int(given))

    @classmethod
    def free(cls) -> "Ports":
        """A base of which every port is free at this moment, for tests that run beside a demo."""
        for _ in range(200):
            # Below the range the kernel hands out to outgoing connections, so nothing slips in between.
            ports = cls(random.randrange(20_000, 32_000, 10))
            if not ports.busy():
                return ports
        raise PortsError("No row of free ports was found between 20000 and 32000.")

    def __getitem__(self, name: str) -> int:
        return self.base + OFFSETS[name]

    def url(self, name: str, path: str = "/") -> str:
        """Address for a browser on this machine."""
        return f"http://localhost:{self[name]}{path}"

    def environment(self) -> dict[str, str]:
        """The variables that the Procfile and the demo settings read."""
        return {variable: str(self[name]) for name, variable in VARIABLES.items()}

    def busy(self) -> list[str]:
        """The names whose port another program listens on."""
        return [name for name in OFFSETS if not _can_listen(self[name])]

    def check_free(self) -> None:
        """Raise PortsError in one sentence when any port is taken."""
        if taken := self.busy():
            named = ", ".join(f"{self[name]} ({name})" for name in taken)
            word = "Port" if len(taken) == 1 else "Ports"
            verb = "is" if len(taken) == 1 else "are"
            raise PortsError(
                f"{word} {named} {verb} in use: stop the program that listens there "
                f"(another demo?), or choose other ports, for example: make run PORT={self.base + 1000}"
            )


def _can_listen(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do it: a connection that is still closing does not make a port busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError:
            return False
    return True
