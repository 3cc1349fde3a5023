"""MijnOverheid, Mijn Geregistreerd Inkomen: the yearly income in the Basisregistratie Inkomen (BRI).

For the self-employed: what the Belastingdienst laid down per year, which the pre-filled return never has.
Source of the words: AWR art. 21 to 21k.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brondata.datasets.base import Dataset


class SoortInkomen(StrEnum):
    """What the registered income is (AWR art. 21 onder e)."""

    VERZAMELINKOMEN = "verzamelinkomen"
    BELASTBAAR_LOON = "belastbaar-loon"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeregistreerdInkomen:
    """One calendar year. ``bedrag`` is ``None`` when the register has no income for it, and may be below zero.

    ``vastgesteld_op`` is the day of the assessment or of its last change. ``in_onderzoek`` says that
    somebody reported it as wrong and the Belastingdienst has not decided yet (AWR art. 21h).
    """

    jaar: int
    soort: SoortInkomen
    bedrag: Decimal | None = None
    vastgesteld_op: date | None = None
    in_onderzoek: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MijnGeregistreerdInkomen(Dataset):
    """The registered incomes, newest year first."""

    inkomens: tuple[GeregistreerdInkomen, ...]
