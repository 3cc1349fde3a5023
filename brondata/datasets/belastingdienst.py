"""Belastingdienst: the pre-filled tax return (VIA), per year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brondata.datasets.base import Dataset


class SoortArbeid(StrEnum):
    """Whether somebody works for it now, or worked for it before (Wet LB 1964 art. 22)."""

    TEGENWOORDIG = "tegenwoordig"
    VROEGER = "vroeger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inkomstenregel:
    """What one employer, pension fund or benefit agency paid in the tax year."""

    naam: str
    soort: SoortArbeid
    bedrag: Decimal | None = None
    ingehouden_loonheffing: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bankrekening:
    """An account with its balance on 1 January of the tax year; an account may come without one."""

    iban: str
    bank: str | None = None
    saldo_1_januari: Decimal | None = None
    gezamenlijk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Schuld:
    """A debt other than the own home, on 1 January of the tax year."""

    omschrijving: str
    saldo_1_januari: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EigenWoning:
    """The own home as the return knows it. The debt is the one on 31 December of the tax year."""

    wozobjectnummer: str | None = None
    woz_waarde: Decimal | None = None
    eigenwoningschuld: Decimal | None = None
    betaalde_hypotheekrente: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverigeWoning:
    """A home in box 3, by its WOZ value for the tax year."""

    wozobjectnummer: str | None = None
    woz_waarde: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijfrente:
    """A premium paid for an annuity in the tax year."""

    aanbieder: str
    polisnummer: str
    betaalde_premie: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IbAangifte:
    """One tax year. The part of an entrepreneur is never pre-filled, so it is not here.

    ``voorlopige_aanslag`` is what was paid (or, below zero, received) ahead.
    """

    jaar: int
    inkomsten: tuple[Inkomstenregel, ...] = ()
    loon_tegenwoordige_arbeid: Decimal | None = None
    loon_vroegere_arbeid: Decimal | None = None
    ingehouden_loonheffing: Decimal | None = None
    bankrekeningen: tuple[Bankrekening, ...] = ()
    schulden: tuple[Schuld, ...] = ()
    eigen_woning: EigenWoning | None = None
    overige_woningen: tuple[OverigeWoning, ...] = ()
    lijfrenten: tuple[Lijfrente, ...] = ()
    voorlopige_aanslag: Decimal | None = None

    @property
    def peildatum(self) -> date:
        """The day of the balances: 1 January of the tax year (Wet IB 2001 art. 5.2)."""
        return date(self.jaar, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belastingdienst(Dataset):
    """The returns that were collected, newest year first."""

    aangiften: tuple[IbAangifte, ...]
