"""What the registers hold, in one JSON file that is replaced whole at each change."""

import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from brondata.simulator import personas
from portal.assessments.registers.details import Detail
from portal.assessments.registers.port import DETAIL_OF, DocumentKind, RegisterKind
from portal.demo.registers.faults import Fault, FaultSetting

DOCUMENT_KINDS = {"PASPOORT": DocumentKind.PASPOORT, "IDENTITEITSKAART": DocumentKind.ID_KAART}
SEED = Path(__file__).with_name("people.json")
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Entry(BaseModel):
    """A person and what each register holds about them; `details` are in wire form."""

    model_config = ConfigDict(extra="forbid")

    id: str
    persona: str = ""
    """The key of the Ockto simulator's persona this is; its name and birth date follow that one."""
    initials: Annotated[Name, Field(min_length=1, max_length=20)]
    given_names: Name = ""
    prefix: Name = ""
    surname: Annotated[Name, Field(min_length=1)]
    birth_date: date
    document_kind: DocumentKind = DocumentKind.PASPOORT
    document_number: Annotated[str, StringConstraints(pattern=r"^([A-Z0-9]{5,20})?$")] = ""
    note: Name = ""
    """What this person is for, in Dutch, for whoever reads the page."""
    not_unique: list[RegisterKind] = []
    details: dict[RegisterKind, list[dict[str, Any]]] = {}

    @property
    def full_name(self) -> str:
        """Name as on a letter."""
        parts = (self.given_names or self.initials, self.prefix, self.surname)
        return " ".join(part for part in parts if part)

    def held_by(self, kind: RegisterKind) -> list[dict[str, Any]]:
        """What one register holds about this person."""
        return self.details.get(kind, [])


class Content(BaseModel):
    """The whole file."""

    people: list[Entry]
    faults: dict[RegisterKind, FaultSetting] = {}
    answered: dict[str, tuple[str, str]] = {}
    """Per Idempotency-Key: the question and the answer that was given to it."""

    def person(self, person_id: str) -> Entry | None:
        """The person with this id."""
        return next((entry for entry in self.people if entry.id == person_id), None)

    def take_fault(self, kind: RegisterKind) -> Fault | None:
        """The fault for the next question to a register, counting it."""
        setting = self.faults.get(kind)
        if setting is None:
            return None
        if setting.times is not None:
            setting.times -= 1
            if setting.times == 0:
                del self.faults[kind]
        return setting.fault


class Store:
    """Reads and changes the content. Starts from `people.json` when the folder is empty.

    `today` is the demo's date: personas keep their age, so their birth dates move with it.
    """

    def __init__(self, folder: Path, *, today: Callable[[], date]) -> None:
        self._today = today
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "registers.json"
        self._lock = threading.Lock()
        if not self._file.exists():
            self._write(Content(people=seeded_people(today())))

    def read(self) -> Content:
        """The content now. Changing it changes nothing."""
        with self._lock:
            return self._read()

    @contextmanager
    def change(self) -> Iterator[Content]:
        """The content to change; kept when the block ends well."""
        with self._lock:
            content = self._read()
            yield content
            self._write(content)

    def _read(self) -> Content:
        content = Content.model_validate_json(self._file.read_bytes())
        content.people = [as_persona(entry, self._today()) for entry in content.people]
        return content

    def _write(self, content: Content) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(content.model_dump_json(indent=1), encoding="utf-8")
        os.replace(new, self._file)


def seeded_people(today: date) -> list[Entry]:
    """The people of `people.json`, each detail checked against its register's type."""
    people = []
    for item in json.loads(SEED.read_text(encoding="utf-8")):
        identity = identity_of(item["persona"], today) if "persona" in item else {}
        people.append(Entry.model_validate(identity | item))
    for entry in people:
        entry.details = {
            kind: [wire_form(DETAIL_OF[kind].model_validate(detail)) for detail in details]
            for kind, details in entry.details.items()
        }
    return people


def identity_of(persona: str, today: date) -> dict[str, Any]:
    """Who a persona of the Ockto simulator is on a day. KeyError when there is no such persona."""
    person, document = personas.person(persona, today), personas.spec(persona).persoon.reisdocument
    return {
        "initials": person.initials,
        "given_names": person.first_names,
        "prefix": person.prefix,
        "surname": person.surname,
        "birth_date": person.birth_date,
        "document_kind": DOCUMENT_KINDS[document.soort],
        "document_number": document.nummer,
    }


def as_persona(entry: Entry, today: date) -> Entry:
    """The entry with today's identity when it is a persona, else itself."""
    return entry.model_copy(update=identity_of(entry.persona, today)) if entry.persona else entry


def wire_form(detail: Detail) -> dict[str, Any]:
    """An entry as the protocol writes it: amounts with two decimals, absent instead of null."""
    return detail.model_dump(mode="json", exclude_none=True)


def new_id() -> str:
    """An id for a person added on the page."""
    return secrets.token_hex(4)
