"""Mijnpensioenoverzicht: what somebody will get, per block of ages. Amounts are gross euros per year."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from brondata.datasets.base import Dataset


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Leeftijd:
    """An age in years and months."""

    jaren: int
    maanden: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pensioenaanspraak:
    """One policy. ``te_bereiken`` supposes that the job goes on, ``opgebouwd`` is certain today."""

    uitvoerder: str
    herkenningsnummer: str
    te_bereiken: Decimal | None = None
    opgebouwd: Decimal | None = None
    stand_per: date | None = None
    indicatief: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Aow:
    """AOW, for somebody who lives alone and for somebody who lives together."""

    te_bereiken_alleenstaand: Decimal | None = None
    te_bereiken_samenwonend: Decimal | None = None
    opgebouwd_alleenstaand: Decimal | None = None
    opgebouwd_samenwonend: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pensioenperiode:
    """What is paid between two ages; ``tot`` is ``None`` for the block that lasts for life."""

    van: Leeftijd
    tot: Leeftijd | None = None
    pensioenen: tuple[Pensioenaanspraak, ...] = ()
    aow: Aow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnerpensioen:
    """What a partner gets from one pension provider after a death, gross per year."""

    uitvoerder: str
    herkenningsnummer: str
    verzekerd: Decimal | None = None
    verzekerd_na_pensioen: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pensioenoverzicht(Dataset):
    """The overview. ``volledig`` is false when a provider did not answer: then amounts are a lower bound only."""

    opgemaakt_op: datetime
    volledig: bool
    ontbrekende_uitvoerders: tuple[str, ...] = ()
    leefsituatie: str | None = None
    perioden: tuple[Pensioenperiode, ...] = ()
    partnerpensioenen: tuple[Partnerpensioen, ...] = ()

    def op_leeftijd(self, leeftijd: Leeftijd) -> Pensioenperiode | None:
        """The block that holds at an age. A policy is repeated in every block, so blocks are never added up."""
        for periode in self.perioden:
            if periode.van <= leeftijd and (periode.tot is None or leeftijd < periode.tot):
                return periode
        return None
