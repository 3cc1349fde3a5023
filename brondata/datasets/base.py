"""What all register products share: where they come from, when they were collected, and how."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """A register that can be asked. The values are those of ``brondata[].source`` in the facts contract."""

    BRP = "mijnoverheid-brp"
    KADASTER = "mijnoverheid-kadaster"
    WOZ = "mijnoverheid-woz"
    UWV = "mijnuwv"
    BELASTINGDIENST = "belastingdienst"
    PENSIOEN = "mijnpensioenoverzicht"
    DUO = "duo"

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
}


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
    """A register product with its provenance."""

    collected_at: datetime
    source: Source

    def __post_init__(self) -> None:
        refuse_naive(self.collected_at)


def refuse_naive(moment: datetime) -> None:
    """Raise ``ValueError`` for a moment without a time zone: nobody could say how old it is."""
    if moment.utcoffset() is None:
        raise ValueError("a collection moment needs a time zone")
