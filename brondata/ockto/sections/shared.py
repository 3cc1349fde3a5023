"""What several sections need: our word for theirs, a BRP date, an address."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from brondata.datasets import Adres, BrpDatum, Collection, CollectionStatus, Method
from brondata.ockto import result
from brondata.ockto.vocabulary import SOURCES
from brondata.provider import UnreadableDelivery

E = TypeVar("E", bound=StrEnum)

_METHODS = {"API": Method.API, "BESTAND": Method.FILE, "SCRAPING": Method.SCRAPING}


def word(words: Mapping[str, E], text: str, what: str) -> E:
    """Our word for one of theirs. Raises ``UnreadableDelivery`` for a word that we do not know."""
    if text not in words:
        raise UnreadableDelivery(f"unknown {what}")
    return words[text]


def collection(line: result.BronRegel) -> Collection:
    """One line of the summary."""
    return Collection(
        source=SOURCES[line.bron],
        status=CollectionStatus.COLLECTED if line.status == "OPGEHAALD" else CollectionStatus.FAILED,
        at=line.opgehaald_op,
        method=_METHODS[line.methode] if line.methode else None,
        reason=line.reden,
    )


def brp_datum(text: str) -> BrpDatum:
    """A BRP date, where zeros stand for an unknown year, month or day."""
    jaar, maand, dag = (int(part) for part in text.split("-"))
    if not jaar and (maand or dag):
        raise UnreadableDelivery("a date without a year but with a month or day")
    try:
        date(jaar or 1, maand or 1, dag or 1)
    except ValueError:
        raise UnreadableDelivery("a date that does not exist") from None
    return BrpDatum(jaar=jaar or None, maand=maand or None, dag=(dag or None) if maand else None)


def maybe_brp_datum(text: str | None) -> BrpDatum | None:
    """The same, or ``None`` when the source says nothing at all."""
    return brp_datum(text) if text is not None else None


def adres(wire: result.AdresWire | None) -> Adres | None:
    """An address in BAG spelling."""
    if wire is None:
        return None
    return Adres(
        straat=wire.straat,
        huisnummer=wire.huisnummer,
        huisletter=wire.huisletter,
        toevoeging=wire.toevoeging,
        postcode=wire.postcode.replace(" ", ""),
        woonplaats=wire.woonplaats,
        sinds=wire.sinds,
    )
