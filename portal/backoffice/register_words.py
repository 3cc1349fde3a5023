"""What a register holds about somebody, as lines of Dutch words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.assessments.registers.details import Detail
from portal.formats.dates import short_date
from portal.formats.numbers import euro

FIELDS: Mapping[str, str] = {
    "reference": "kenmerk",
    "credit_type": "soort",
    "amount": "bedrag",
    "monthly_burden": "per maand",
    "started_on": "begonnen op",
    "expected_end_on": "einde verwacht op",
    "fully_repaid_on": "afgelost op",
    "codes": "codes",
    "code": "code",
    "on": "op",
    "institution": "instelling",
    "registered_on": "geregistreerd op",
    "reason": "reden",
    "reported_on": "gemeld op",
    "name": "naam",
    "function": "functie",
    "country": "land",
    "until": "tot",
    "list": "lijst",
    "programme": "programma",
    "kind": "soort",
    "ended_on": "geëindigd op",
    "creditor": "schuldeiser",
    "designation": "kadastrale aanduiding",
    "address": "adres",
    "share": "aandeel",
    "inschrijvingen": "inschrijvingen",
}
VALUES: Mapping[str, str] = {"lost": "verloren", "stolen": "gestolen", "invalid": "ongeldig"}


def register_entries(details: Iterable[Detail]) -> list[str]:
    """One line per entry; what the register left out is left out."""
    return ["; ".join(_parts(one)) for one in details]


def _parts(detail: Detail) -> Iterator[str]:
    for name in type(detail).model_fields:
        text = _text(getattr(detail, name))
        if text:
            yield f"{FIELDS[name]} {text}"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return euro(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, Detail):
        return " ".join(_parts(value))
    if isinstance(value, tuple):
        return ", ".join(_text(one) for one in value)
    return VALUES.get(str(value), str(value))
