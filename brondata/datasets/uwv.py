"""UWV verzekeringsbericht: what employers reported as wage, per contract and per period."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brondata.datasets.base import Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class Loonperiode:
    """One line of wage: a month or four weeks, both days included. Hours and wage may be corrections below zero."""

    van: date
    tot: date
    uren: int
    sv_loon: Decimal
    waarde_privegebruik_auto: Decimal | None = None
    eigen_bijdrage_auto: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dienstverband:
    """One contract with one employer, or one benefit of the UWV.

    ``contractvorm`` is the text of the message and may be absent: that means unknown, neither
    fixed nor flexible. ``perioden`` run from old to new.
    """

    werkgever: str
    loonheffingennummer: str
    contractvorm: str | None = None
    verzekerde_wetten: tuple[str, ...] = ()
    perioden: tuple[Loonperiode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UwvVerzekeringsbericht(Dataset):
    """The message as downloaded on ``datum``; ``versie`` is the VZB number in its footer."""

    datum: date
    versie: str | None = None
    dienstverbanden: tuple[Dienstverband, ...]
