"""Faults on demand: what the scheme or the bank does wrong the next time it is asked."""

import threading
from enum import StrEnum


class Fault(StrEnum):
    """One thing that can go wrong. The value is its name in the API, `explanation` is for the page."""

    UNAVAILABLE = "unavailable"
    ERROR = "error"
    WRONG_SIGNATURE = "wrong-signature"
    TAMPERED = "tampered"
    OTHER_TRANSACTION = "other-transaction"
    OTHER_REQUEST = "other-request"
    CANCELLED = "cancelled"
    FAILURE = "failure"
    OPEN = "open"
    PENDING = "pending"
    OTHER_PERSON = "other-person"

    @property
    def explanation(self) -> str:
        """What it does, in Dutch."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    Fault.UNAVAILABLE: "Storing: de server geeft een 503",
    Fault.ERROR: "Foutmelding: een ondertekend foutbericht (SO1000)",
    Fault.WRONG_SIGNATURE: "Verkeerde handtekening: ondertekend met een vreemde sleutel",
    Fault.TAMPERED: "Geknoei: één teken toegevoegd na het ondertekenen",
    Fault.OTHER_TRANSACTION: "Het antwoord gaat over een andere transactie",
    Fault.OTHER_REQUEST: "Het antwoord hoort bij een andere vraag (InResponseTo)",
    Fault.CANCELLED: "Geannuleerd, wat de klant ook kiest",
    Fault.FAILURE: "Mislukt, wat de klant ook kiest",
    Fault.OPEN: "Nog open, daarna de echte uitkomst",
    Fault.PENDING: "In behandeling, daarna de echte uitkomst",
    Fault.OTHER_PERSON: "De bank noemt een andere persoon",
}


class Faults:
    """How often each fault is still to happen. Safe between threads."""

    def __init__(self) -> None:
        self._left: dict[Fault, int] = {}
        self._lock = threading.Lock()

    def plan(self, fault: Fault, times: int) -> None:
        """Let `fault` happen the next `times` times; 0 takes it back."""
        with self._lock:
            self._left[fault] = times

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._left.clear()

    def take(self, fault: Fault) -> bool:
        """True when `fault` has to happen now; counts down."""
        with self._lock:
            left = self._left.get(fault, 0)
            self._left[fault] = max(left - 1, 0)
            return left > 0

    def planned(self) -> dict[str, int]:
        """What is still to come, by name."""
        with self._lock:
            return {fault.value: left for fault, left in self._left.items() if left}
