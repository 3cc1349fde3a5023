"""RDW: vehicles on somebody's name. Words of the open vehicle register (opendata.rdw.nl)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brondata.datasets.base import Dataset


class Gebruik(StrEnum):
    """Whose vehicle it is that somebody answers for. A lease vehicle stands on the lessor's name."""

    EIGENDOM = "eigendom"
    PRIVATE_LEASE = "private-lease"
    ZAKELIJKE_LEASE = "zakelijke-lease"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voertuig:
    """One vehicle. ``catalogusprijs`` is in euros; ``tenaamgesteld_op`` is since when it is on this name."""

    kenteken: str
    voertuigsoort: str
    merk: str
    handelsbenaming: str | None = None
    eerste_toelating: date | None = None
    tenaamgesteld_op: date | None = None
    catalogusprijs: Decimal | None = None
    gebruik: Gebruik = Gebruik.EIGENDOM
    leasemaatschappij: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RdwVoertuigen(Dataset):
    """All vehicles; an empty tuple means that the RDW says there are none."""

    voertuigen: tuple[Voertuig, ...]
