"""The words of rules, compared quantities, facts, values, documents and figures, in Dutch (B1) and English.

One table per kind, `*.csv`, with a column per language; `phrases.csv` holds the rest by group. They need no database,
and the engine does not know them: a decision holds keys only. Who adds a rule or a quantity adds its row here.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from portal.evidence.document_types import document_type
from underwriting.catalogue import catalogue

Language = Literal["nl", "en"]
COLUMNS: Mapping[Language, str] = {"nl": "dutch", "en": "english"}
_FOLDER = Path(__file__).parent


def rule_words(rule_id: str, language: Language = "nl") -> tuple[str, Language]:
    """What a rule says, and the language of the text: the catalogue's own English where we have no words."""
    if words := table("rules", language).get(rule_id):
        return words, language
    row = catalogue().get(rule_id)
    return (row.rule, "en") if row else (rule_id, language)


def comparison_words(name: str, language: Language = "nl") -> tuple[str, Language]:
    """What is compared, and the language of the text: its own name where we have no words."""
    if words := table("quantities", language).get(name):
        return words, language
    return name.replace("_", " ").capitalize(), "en"


def fact_words(path: str, language: Language = "nl") -> tuple[str, Language]:
    """A fact or document that is missing, and the language of the text."""
    if path.startswith("document:"):
        code = path.removeprefix("document:")
        return f"Document: {document_words(code, language)}", language
    bare = re.sub(r"\[[^\]]*\]", "", path)
    last = bare.rpartition(".")[2]
    words = table("quantities", language)
    if found := words.get(bare) or words.get(last):
        return found, language
    return bare.replace(".", ", ").replace("_", " "), "en"


def document_words(code: str, language: Language = "nl") -> str:
    """What a `document_type` is called; a code without a name shows itself."""
    if language == "en":
        return table("documents", "en").get(code, code)
    try:
        return document_type(code).name
    except KeyError:
        return code


def code_words(code: str, language: Language = "nl") -> str:
    """What a value of a list is called (a type of home, a kind of contract); one without a name shows itself."""
    return table("codes", language).get(code) or document_words(code, language).replace("-", " ")


@cache
def group(name: str, language: Language = "nl") -> Mapping[str, str]:
    """The phrases of one group by what follows its name: `group("operator")["le"]` is "hoogstens"."""
    start = f"{name}."
    return {key.removeprefix(start): text for key, text in table("phrases", language).items() if key.startswith(start)}


@cache
def table(name: str, language: Language) -> Mapping[str, str]:
    """The words of one table in one language, by key."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row[COLUMNS[language]] for row in csv.DictReader(file)}
