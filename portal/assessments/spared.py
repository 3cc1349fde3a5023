"""The list that shrinks: the documents that an applicant need not send, and the register that told the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from brondata.datasets import Source
from portal.assessments.words import Language, document_words

REPLACED = "vervangen-door-brondata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spared:
    """One document: what it is called, the register that replaces it, and when the supplier took it from there."""

    document: str
    register: str
    collected_at: datetime


def spared(
    facts: Mapping[str, Any], decision: Mapping[str, Any], applicant_id: str, language: Language = "nl"
) -> list[Spared]:
    """What the registers spare this applicant: of their own and of what they share (gids 8.1).

    Args:
        facts, decision: of one assessment (contract).
        applicant_id: as in the facts; what is the other's is left out.
        language: of the names of the documents.
    """
    entries = {one["id"]: one for one in facts.get("brondata", ())}
    found: dict[tuple[str, str], Spared] = {}
    for one in decision["required_documents"]:
        entry = entries.get(one.get("satisfied_by", ""))
        if one["status"] != REPLACED or entry is None or one.get("applicant_id", applicant_id) != applicant_id:
            continue
        line = Spared(
            document=document_words(one["type"], language),
            register=_register(entry["source"]),
            collected_at=datetime.fromisoformat(entry["collected_at"]),
        )
        found.setdefault((line.document, line.register), line)
    return list(found.values())


def _register(name: str) -> str:
    try:
        return Source(name).label
    except ValueError:
        return name
