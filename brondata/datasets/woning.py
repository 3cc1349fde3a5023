"""Kadaster and WOZ: which homes somebody owns and what the municipality thinks they are worth.

Words of Haal Centraal BRK bevragen 2.0.0 and WOZ bevragen 1.0.0.
"""

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
    stukidentificaties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Eigendom:
    """A right on a property. ``aandeel`` is the share as the Kadaster writes it (``1/2``).

    ``koopsom`` is for the whole property, and for others with it when ``koopsom_meer_objecten`` says so.
    ``in_onderzoek`` is ``None`` when the register does not say.
    """

    kadastrale_aanduiding: str
    identificatie: str | None = None
    adres: Adres | None = None
    soort_recht: str
    aandeel: str
    verkregen_op: date | None = None
    koopsom: Decimal | None = None
    koopjaar: int | None = None
    koopsom_meer_objecten: bool | None = None
    hypotheken: tuple[HypotheekInschrijving, ...] = ()
    beslag: bool = False
    erfpachtcanon: Decimal | None = None
    in_onderzoek: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KadasterEigendommen(Dataset):
    """All rights on the person's name; an empty tuple means that the Kadaster says there are none.

    ``peildatum`` is until when deeds were taken up (toestandsdatum).
    """

    eigendommen: tuple[Eigendom, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WozWaarde:
    """One WOZ value with the date to which it refers; ``bezwaar_of_beroep`` says that it is disputed."""

    wozobjectnummer: str
    adres: Adres | None = None
    waarde: Decimal
    waardepeildatum: date
    bezwaar_of_beroep: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WozWaarden(Dataset):
    """All WOZ values of the person's homes, newest first."""

    waarden: tuple[WozWaarde, ...]
