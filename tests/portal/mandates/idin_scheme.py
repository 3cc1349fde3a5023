"""The other side of the identification tests: the simulator, the wire, and the person at the bank."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from portal.mandates.idin.client import IdinClient
from portal.mandates.idin.port import Started

RETURN_URL = "http://localhost:8000/identificatie/terug"
BANK = "POLDNL2U"
MERCHANT_ID = "0020000387"
FENNA = {
    "persoon": "anders",
    "voorletters": "F.M.",
    "tussenvoegsel": "de",
    "achternaam": "Boer",
    "geboortedatum": "1991-04-17",
}


@dataclass(frozen=True)
class Simulator:
    """The simulator as its own process."""

    url: str
    keys: Path

    def plan(self, fault: str, times: int = 1) -> None:
        """Let something go wrong the next time."""
        httpx.post(f"{self.url}/faults", json={"fault": fault, "times": times}).raise_for_status()

    def planned(self) -> dict[str, int]:
        """What is still to go wrong."""
        answer: dict[str, int] = httpx.get(f"{self.url}/faults", headers={"Accept": "application/json"}).json()
        return answer


@dataclass
class Recorder(httpx.BaseTransport):
    """The network, with a memory; `change` may touch an answer on its way back."""

    said: list[tuple[bytes, bytes]] = field(default_factory=list)
    change: Callable[[bytes], bytes] = bytes
    _wire: httpx.HTTPTransport = field(default_factory=httpx.HTTPTransport)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._wire.handle_request(request)
        body = answer.read()
        self.said.append((request.read(), body))
        return httpx.Response(answer.status_code, content=self.change(body))

    def close(self) -> None:
        self._wire.close()


@dataclass(frozen=True)
class Scheme:
    """A merchant at the simulator: the client under test, the wire, and the person at the bank."""

    simulator: Simulator
    client: IdinClient
    wire: Recorder
    entrance_code: str

    def start(self, return_url: str = RETURN_URL) -> Started:
        return self.client.start(issuer_id=BANK, entrance_code=self.entrance_code, return_url=return_url)

    def choose(self, started: Started, choice: str, person: dict[str, str] | None = None) -> str:
        """What the person does at the bank. Returns the address they are sent back to."""
        with httpx.Client() as browser:
            assert browser.post(started.redirect_url, data=person or FENNA).status_code == 303
            answer = browser.post(f"{started.redirect_url}/keuze", data={"keuze": choice})
            assert answer.status_code == 303
            return answer.headers["location"]
