"""Dutch words for rules, compared quantities and facts; the catalogue's own English where we have none."""

import csv
import re
from functools import cache
from pathlib import Path

from portal.evidence.document_types import document_type
from underwriting.catalogue import catalogue

_FOLDER = Path(__file__).parent / "words"


def rule_words(rule_id: str) -> tuple[str, str]:
    """What a rule says, and the language of the text."""
    if dutch := _table("rules.csv").get(rule_id):
        return dutch, "nl"
    row = catalogue().get(rule_id)
    return (row.rule, "en") if row else (rule_id, "nl")


def comparison_words(name: str) -> tuple[str, str]:
    """What is compared, and the language of the text."""
    if dutch := _table("quantities.csv").get(name):
        return dutch, "nl"
    return name.replace("_", " ").capitalize(), "en"


def fact_words(path: str) -> tuple[str, str]:
    """A fact or document that is missing, and the language of the text."""
    if path.startswith("document:"):
        code = path.removeprefix("document:")
        try:
            return f"Document: {document_type(code).name}", "nl"
        except KeyError:
            return f"Document: {code}", "nl"
    bare = re.sub(r"\[[^\]]*\]", "", path)
    last = bare.rpartition(".")[2]
    if dutch := _table("quantities.csv").get(bare) or _table("quantities.csv").get(last):
        return dutch, "nl"
    return bare.replace(".", ", ").replace("_", " "), "en"


@cache
def _table(name: str) -> dict[str, str]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return {row["key"]: row["dutch"] for row in csv.DictReader(file)}
