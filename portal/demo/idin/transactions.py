"""The transactions of the simulator: one JSON file each, so that a restart forgets nothing."""

import json
import os
import re
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

EXPIRES_AFTER = timedelta(minutes=15)
ID_LENGTH = 16
_ID = re.compile(r"\d{16}")


@dataclass(frozen=True)
class Person:
    """What the simulated bank knows of someone, in the words of the iDIN attributes."""

    initials: str
    legal_last_name: str
    legal_last_name_prefix: str = ""
    partner_last_name: str = ""
    partner_last_name_prefix: str = ""
    preferred_last_name: str = ""
    preferred_last_name_prefix: str = ""
    date_of_birth: str = ""
    """YYYYMMDD, with zeros for what is not known."""
    gender: str = "0"
    street: str = ""
    house_number: str = ""
    house_number_suffix: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "NL"


@dataclass(frozen=True)
class Transaction:
    """One identification, from the merchant's request to the person's choice at the bank."""

    id: str
    token: str
    """The unguessable part of the bank page's address."""
    issuer_id: str
    merchant_id: str
    request_id: str
    entrance_code: str
    return_url: str
    created_at: str
    expires_at: str
    status: str = "Open"
    person: Person | None = None

    def status_at(self, now: datetime) -> str:
        """The status, in which an open transaction expires by itself."""
        if self.status == "Open" and now >= datetime.fromisoformat(self.expires_at):
            return "Expired"
        return self.status


def open_transaction(
    *,
    acquirer_id: str,
    issuer_id: str,
    merchant_id: str,
    request_id: str,
    entrance_code: str,
    return_url: str,
    now: datetime,
) -> Transaction:
    """A new transaction; its id is the acquirer's number followed by digits at random."""
    digits = "".join(secrets.choice("0123456789") for _ in range(ID_LENGTH - len(acquirer_id)))
    return Transaction(
        id=acquirer_id + digits,
        token=secrets.token_hex(16),
        issuer_id=issuer_id,
        merchant_id=merchant_id,
        request_id=request_id,
        entrance_code=entrance_code,
        return_url=return_url,
        created_at=now.isoformat(),
        expires_at=(now + EXPIRES_AFTER).isoformat(),
    )


class Transactions:
    """The files under one folder. Safe between the threads of one server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, transaction: Transaction) -> None:
        """Store a new transaction."""
        self._write(transaction)

    def find(self, transaction_id: str) -> Transaction | None:
        """The transaction with this id, or None."""
        if not _ID.fullmatch(transaction_id):
            return None
        try:
            stored = json.loads((self._folder / f"{transaction_id}.json").read_text())
        except FileNotFoundError:
            return None
        person = stored.pop("person")
        return Transaction(**stored, person=Person(**person) if person else None)

    def find_by_token(self, token: str) -> Transaction | None:
        """The transaction whose bank page has this address, or None. The id comes first in it."""
        transaction = self.find(token[:ID_LENGTH])
        if transaction is None or not secrets.compare_digest(token, page_token(transaction)):
            return None
        return transaction

    def choose(self, transaction: Transaction, person: Person) -> Transaction:
        """Remember who logged in at the bank."""
        return self._change(transaction.id, person=person)

    def finish(self, transaction: Transaction, status: str) -> Transaction:
        """Give an open transaction its end; one that has ended keeps the end it had."""
        return self._change(transaction.id, status=status)

    def _change(self, transaction_id: str, **changes: object) -> Transaction:
        with self._lock:
            current = self.find(transaction_id)
            if current is None:
                raise KeyError(transaction_id)
            if current.status != "Open":
                return current
            changed = replace(current, **changes)  # type: ignore[arg-type]
            self._write(changed)
            return changed

    def _write(self, transaction: Transaction) -> None:
        path = self._folder / f"{transaction.id}.json"
        fresh = path.with_suffix(f".{threading.get_ident()}.new")
        fresh.write_text(json.dumps(asdict(transaction), indent=1))
        os.replace(fresh, path)


def page_token(transaction: Transaction) -> str:
    """What stands in the address of the bank page."""
    return transaction.id + transaction.token
