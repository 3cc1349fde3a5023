"""The summary of the brondata used (NHG A6.9) as frozen data, with NHG's checklist (bijlage 4) and the mark (A6.10)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from portal.offers.codec import DocumentError, Part
from portal.offers.documents import BrondataMark, Document
from portal.offers.parts import Receipt


@dataclass(frozen=True)
class SourceLine(Part):
    """One thing that a register said, as it was used."""

    label: str
    value: str


@dataclass(frozen=True)
class UsedSource(Part):
    """One register of one borrower: by whom, how and when its data was taken, and what it said.

    `collected_at` is when the supplier took it from the register, or the day on a file; `usable_until` the last day on
    which a binding offer may rest on it, when there is such a day.
    """

    borrower: str
    register: str
    supplier: str
    method: Literal["api", "file", "scraping", "onbekend"]
    straight_from_source: bool
    collected_at: datetime
    usable_until: date | None
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True)
class ReplacedDocument(Part):
    """A document that was not asked, because brondata says the same (gids 8.1)."""

    title: str
    borrower: str
    register: str


@dataclass(frozen=True)
class ChecklistItem(Part):
    """One item of NHG's checklist that applies; `value` and `origin` are empty when it is missing."""

    name: str
    value: str
    origin: str


@dataclass(frozen=True)
class ChecklistPart(Part):
    """One letter of NHG's checklist; without items nothing of it applies."""

    letter: str
    title: str
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True)
class BrondataDocument(Document):
    """What came from registers, when, and by whom; made with the hypotheekaanbod it goes with."""

    kind = "brondata-samenvatting"
    title = "Samenvatting van de gebruikte brondata"

    mark: BrondataMark
    nhg: bool
    sources: tuple[UsedSource, ...]
    replaced: tuple[ReplacedDocument, ...]
    checklist: tuple[ChecklistPart, ...]
    receipt: Receipt

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.mark == "geen") == any(one.straight_from_source for one in self.sources):
            raise DocumentError("mark", "does not say what the sources are")
