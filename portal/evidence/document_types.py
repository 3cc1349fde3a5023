"""What each document is called, what must be on it, how old it may be and what to make black.

The words are data: `document_types.toml`, one table per `document_type` of the facts contract.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.utils.translation import gettext, gettext_lazy, gettext_noop, ngettext

_FILE = Path(__file__).with_name("document_types.toml")
_MOMENTS = {
    "aanvraag": gettext_lazy("op de dag van je aanvraag"),
    "aanbod": gettext_lazy("op de dag dat we het hypotheekaanbod maken"),
}
_BSN = gettext_noop("je burgerservicenummer (BSN)")
_HIDDEN = {"bsn": _BSN}


@dataclass(frozen=True)
class DocumentType:
    """One kind of document, in the reader's language."""

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
        return ngettext(
            "Niet ouder dan %(count)s maand %(moment)s.", "Niet ouder dan %(count)s maanden %(moment)s.", self.months
        ) % {"count": self.months, "moment": _MOMENTS[self.at]}

    @property
    def hides_bsn(self) -> bool:
        """Whether the reader must make a BSN black."""
        return gettext(_BSN) in self.hide


def document_type(code: str) -> DocumentType:
    """The type with this code. KeyError when the contract has no such type."""
    return _said(_types()[code])


def document_types() -> tuple[DocumentType, ...]:
    """Every type, in the order of the file."""
    return tuple(map(_said, _types().values()))


def _said(entry: DocumentType) -> DocumentType:
    """The type in the language that is read now; the file is Dutch."""
    shows, hide = tuple(map(gettext, entry.shows)), tuple(map(gettext, entry.hide))
    return replace(entry, name=gettext(entry.name), text=gettext(entry.text), shows=shows, hide=hide)


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
