"""What all register products share: where they come from, when they were collected, and how."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Source(StrEnum):
    """A register that can be asked. The values are those of ``brondata[].source`` in the facts contract.

    ``MGI`` is not in that list: its value is ours.
    """

    BRP = "mijnoverheid-brp"
    KADASTER = "mijnoverheid-kadaster"
    WOZ = "mijnoverheid-woz"
    UWV = "mijnuwv"
    BELASTINGDIENST = "belastingdienst"
    PENSIOEN = "mijnpensioenoverzicht"
    DUO = "duo"
    MGI = "mijnoverheid-mgi"
    RDW = "rdw"
    BANK = "psd2-bank"
    IDIN = "idin"

    @property
    def label(self) -> str:
        """The Dutch name of the register, as a consumer knows it."""
        return _LABELS[self]


_LABELS = {
    Source.BRP: "MijnOverheid: persoonsgegevens",
    Source.KADASTER: "MijnOverheid: Kadaster",
    Source.WOZ: "MijnOverheid: WOZ-waarde",
    Source.UWV: "UWV: werk en loon",
    Source.BELASTINGDIENST: "Belastingdienst: aangifte",
    Source.PENSIOEN: "Mijnpensioenoverzicht",
    Source.DUO: "DUO: studieschuld",
    Source.MGI: "MijnOverheid: geregistreerd inkomen",
    Source.RDW: "RDW: voertuigen",
    Source.BANK: "Bank: transacties",
    Source.IDIN: "iDIN: identificatie",
}

# What the guide asks of everybody (gids 8.1). The other sources are for who needs them: asking more
# than the application needs is not allowed (AVG art. 5 lid 1 c).
STANDARD_SOURCES = (
    Source.BRP,
    Source.KADASTER,
    Source.WOZ,
    Source.UWV,
    Source.BELASTINGDIENST,
    Source.PENSIOEN,
    Source.DUO,
)


class Method(StrEnum):
    """How the supplier took the data; scraped pages carry no seal of the source."""

    API = "api"
    FILE = "file"
    SCRAPING = "scraping"


class CollectionStatus(StrEnum):
    """What became of one source in one session."""

    COLLECTED = "collected"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One line of the supplier's summary: which source, whether it gave anything, and when (NHG A6.9)."""

    source: Source
    status: CollectionStatus
    at: datetime
    method: Method | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        refuse_naive(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A register product with its provenance.

    ``method`` is ``None`` when the supplier does not say how it took the data. ``peildatum`` is the day
    to which the figures refer: ``None`` where every line has a date of its own, or the register does not say.
    """

    collected_at: datetime
    source: Source
    method: Method | None = None
    peildatum: date | None = None

    def __post_init__(self) -> None:
        refuse_naive(self.collected_at)


def refuse_naive(moment: datetime) -> None:
    """Raise ``ValueError`` for a moment without a time zone: nobody could say how old it is."""
    if moment.utcoffset() is None:
        raise ValueError("a collection moment needs a time zone")
