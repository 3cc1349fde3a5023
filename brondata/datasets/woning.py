"""Kadaster and WOZ: which homes somebody owns and what the municipality thinks they are worth."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brondata.datasets.base import Dataset
from brondata.datasets.brp import Adres


@dataclass(frozen=True, slots=True, kw_only=True)
class HypotheekInschrijving:
    """A registered mortgage: the amount that the home secures, not what is still owed."""

    hypotheekhouder: str
    bedrag_zekerheidsstelling: Decimal
    ingeschreven_op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eigendom:
    """A right on a property. ``aandeel`` is the share as the Kadaster writes it (``1/2``)."""

    kadastrale_aanduiding: str
    adres: Adres | None = None
    soort_recht: str
    aandeel: str
    hypotheken: tuple[HypotheekInschrijving, ...] = ()
    beslag: bool = False
    erfpachtcanon: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KadasterEigendommen(Dataset):
    """All rights on the person's name; an empty tuple means that the Kadaster says there are none."""

    eigendommen: tuple[Eigendom, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WozWaarde:
    """One WOZ value with the date to which it refers."""

    wozobjectnummer: str
    adres: Adres | None = None
    waarde: Decimal
    waardepeildatum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WozWaarden(Dataset):
    """All WOZ values of the person's homes, newest first."""

    waarden: tuple[WozWaarde, ...]
