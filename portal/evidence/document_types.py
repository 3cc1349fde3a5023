"""What each document is called, what must be on it, how old it may be and what to make black.

The words are data: `document_types.toml`, one table per `document_type` of the facts contract.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("document_types.toml")
_MOMENTS = {
    "aanvraag": "op de dag van je aanvraag",
    "aanbod": "op de dag dat we het hypotheekaanbod maken",
}
_HIDDEN = {"bsn": "je burgerservicenummer (BSN)"}


@dataclass(frozen=True)
class DocumentType:
    """One kind of document, in Dutch for the reader."""

    code: str
    """The `document_type` of the facts contract."""
    name: str
    text: str
    """One paragraph: what it is and where to get it."""
    shows: tuple[str, ...]
    """What must be on it."""
    months: int | None
    """How old it may be at most, in months; None where its age says nothing."""
    at: str
    """The moment `months` counts back from: `aanvraag`, `aanbod` or empty."""
    hide: tuple[str, ...]
    """What to make black before sending it."""
    exports: tuple[str, ...]
    """Media types of files for computers that we read as well."""
    source: str
    """The article that asks for it."""

    @property
    def age_text(self) -> str:
        """How old it may be, as a sentence; empty where its age says nothing."""
        if self.months is None:
            return ""
        unit = "maand" if self.months == 1 else "maanden"
        return f"Niet ouder dan {self.months} {unit} {_MOMENTS[self.at]}."

    @property
    def hides_bsn(self) -> bool:
        """Whether the reader must make a BSN black."""
        return _HIDDEN["bsn"] in self.hide


def document_type(code: str) -> DocumentType:
    """The type with this code. KeyError when the contract has no such type."""
    return _types()[code]


def document_types() -> tuple[DocumentType, ...]:
    """Every type, in the order of the file."""
    return tuple(_types().values())


@cache
def _types() -> dict[str, DocumentType]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        code: DocumentType(
            code=code,
            name=table["name"],
            text=table["text"],
            shows=tuple(table["shows"]),
            months=table.get("months"),
            at=table.get("at", ""),
            hide=tuple(_HIDDEN.get(item, item) for item in table.get("hide", ())),
            exports=tuple(table.get("exports", ())),
            source=table["source"],
        )
        for code, table in tables.items()
    }
