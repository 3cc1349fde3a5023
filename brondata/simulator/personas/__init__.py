"""Invented people. Their files hold ages and periods ago, so that they never grow old.

``person(key, today)`` is the one source of truth for a name and a date of birth: the journey test
types what it says, and the simulator delivers what it says.
"""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from brondata.simulator.personas.spec import PersonaSpec

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A persona as an applicant types it, on one day."""

    key: str
    summary: str
    group: str
    first_names: str
    initials: str
    prefix: str
    surname: str
    birth_date: date
    street: str
    house_number: int
    postcode: str
    city: str

    @property
    def call_name(self) -> str:
        """The first of the first names."""
        return self.first_names.split()[0]

    @property
    def full_name(self) -> str:
        """First name and surname."""
        return " ".join(part for part in (self.call_name, self.prefix, self.surname) if part)


def keys() -> tuple[str, ...]:
    """The personas, in the order in which the phone page offers them."""
    return tuple(spec.sleutel for spec in sorted(_specs().values(), key=lambda spec: spec.volgorde))


def spec(key: str) -> PersonaSpec:
    """What the persona's file says. Raises ``KeyError`` for an unknown persona."""
    return _specs()[key]


def person(key: str, today: date) -> Person:
    """The persona on a day. Raises ``KeyError`` for an unknown persona."""
    persoon = spec(key).persoon
    return Person(
        key=key,
        summary=spec(key).samenvatting,
        group=spec(key).groep,
        first_names=persoon.voornamen,
        initials=persoon.voorletters,
        prefix=persoon.voorvoegsel or "",
        surname=persoon.geslachtsnaam,
        birth_date=persoon.geboren.on(today),
        street=persoon.adres.straat,
        house_number=persoon.adres.huisnummer,
        postcode=persoon.adres.postcode,
        city=persoon.adres.woonplaats,
    )


def people(today: date) -> tuple[Person, ...]:
    """All personas on a day."""
    return tuple(person(key, today) for key in keys())


@cache
def _specs() -> dict[str, PersonaSpec]:
    files = sorted(_FOLDER.glob("*.json"))
    loaded = [PersonaSpec.model_validate(json.loads(f.read_text("utf-8"), parse_float=Decimal)) for f in files]
    return {item.sleutel: item for item in loaded}
