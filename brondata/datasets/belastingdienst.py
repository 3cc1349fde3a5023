"""Belastingdienst: the pre-filled tax return (VIA), per year."""

from dataclasses import dataclass
from decimal import Decimal

from brondata.datasets.base import Dataset


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
class IbAangifte:
    """One tax year. The part of an entrepreneur is never pre-filled, so it is not here."""

    jaar: int
    loon_tegenwoordige_arbeid: Decimal | None = None
    loon_vroegere_arbeid: Decimal | None = None
    ingehouden_loonheffing: Decimal | None = None
    bankrekeningen: tuple[Bankrekening, ...] = ()
    schulden: tuple[Schuld, ...] = ()
    eigen_woning: EigenWoning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Belastingdienst(Dataset):
    """The returns that were collected, newest year first."""

    aangiften: tuple[IbAangifte, ...]
