"""DUO: student loans with what the guide needs to count them (gids 5.4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brondata.datasets.base import Dataset


class Terugbetaalregeling(StrEnum):
    """The repayment scheme: it sets the term and the interest."""

    SF15_OUD = "SF15-oud"
    SF15 = "SF15"
    SF35 = "SF35"
    LEVENLANGLERENKREDIET = "levenlanglerenkrediet"


class Terugbetaalfase(StrEnum):
    """Where the borrower stands. Without a running term amount the guide computes an annuity (gids 5.4 a, b)."""

    AANLOOPFASE = "aanloopfase"
    AFLOSFASE = "aflosfase"
    AFLOSVRIJE_PERIODE = "aflosvrije-periode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Studieschuld:
    """One loan. ``rentepercentage`` is in percent (``2.57``); the term is in months.

    ``maandbedrag_na_draagkracht`` is ``None`` when DUO did not lower the amount for income (gids 5.4 c); lowered,
    it holds until ``draagkracht_geldig_tot``. ``hoofdsom_na_extra_aflossing`` is the original debt less what was
    repaid beyond the schedule, ``None`` when nothing was (gids 8.2; NHG bijlage 4 g).
    """

    regeling: Terugbetaalregeling
    fase: Terugbetaalfase
    oorspronkelijke_schuld: Decimal
    hoofdsom_na_extra_aflossing: Decimal | None = None
    huidig_saldo: Decimal
    rentepercentage: Decimal
    rente_geldig_tot: date | None = None
    wettelijk_maandbedrag: Decimal | None = None
    maandbedrag_na_draagkracht: Decimal | None = None
    draagkracht_geldig_tot: date | None = None
    resterende_looptijd_maanden: int | None = None
    aanvang_terugbetaling: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Studieschulden(Dataset):
    """All loans DUO knows; an empty tuple means that DUO says there are none. Balances are on ``peildatum``."""

    schulden: tuple[Studieschuld, ...]
