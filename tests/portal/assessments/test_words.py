"""Every rule, quantity, fact and document has words in Dutch and in English, and no word is about something gone."""

import ast
import csv
import inspect
import re
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from portal.assessments import words
from portal.assessments.words import comparison_words, document_words, fact_words, group, rule_words
from tests.underwriting import builders
from underwriting import rule
from underwriting.catalogue import catalogue
from underwriting.decision import DocumentStatus, Operator, Outcome, Verdict
from underwriting.facts import Facts
from underwriting.facts.words import DocumentType, Phase, Risicoklasse
from underwriting.figure_words import BurdenKind, IncomeMethod, MomentReason, SubjectKind

TABLES = sorted(Path(words.__file__).parent.glob("*.csv"))
SCHEMA = builders.load("decision.schema.json")
PRICING = SCHEMA["properties"]["pricing"]["properties"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_rule_that_the_engine_applies_has_words_and_nothing_else_has() -> None:
    applied = [row.id for row in catalogue().values() if row.automated or row.automation == "servicing"]
    assert [row["key"] for row in rows(Path(words.__file__).with_name("rules.csv"))] == applied


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_words_are_there_once_in_every_language_and_not_empty(path: Path) -> None:
    found = rows(path)
    assert len({row["key"] for row in found}) == len(found)
    assert all(text.strip() == text != "" for row in found for text in row.values())


def test_english_is_english() -> None:
    """No Dutch function word in it, and no rule is the Dutch text again."""
    dutch = re.compile(r"\b(de|het|een|niet|voor|wordt|zijn|geen|bij)\b")
    found = [(path.stem, row["key"]) for path in TABLES for row in rows(path) if dutch.search(row["english"])]
    assert found == []
    assert [
        row["key"] for row in rows(Path(words.__file__).with_name("rules.csv")) if row["dutch"] == row["english"]
    ] == []


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("outcome", [outcome.value for outcome in Outcome]),
        ("means", [outcome.value for outcome in Outcome]),
        ("verdict", [verdict.value for verdict in Verdict]),
        ("operator", get_args(Operator)),
        ("subject", get_args(SubjectKind)),
        ("phase", get_args(Phase)),
        ("method", get_args(IncomeMethod)),
        ("burden", get_args(BurdenKind)),
        ("moment", get_args(MomentReason)),
        ("risk", get_args(Risicoklasse)),
        ("status", set(get_args(DocumentStatus)) - {"aanwezig", "vervangen-door-brondata"}),
        ("deadline", SCHEMA["properties"]["deadlines"]["items"]["properties"]["kind"]["enum"]),
        ("fee", PRICING["fees"]["items"]["properties"]["kind"]["enum"]),
        ("price-basis", PRICING["leningdelen"]["items"]["properties"]["basis"]["enum"]),
    ],
)
def test_every_value_of_the_contract_has_a_phrase(name: str, values: Any) -> None:
    assert set(group(name)) == set(group(name, "en")) == set(values)


def test_a_sentence_has_the_same_places_in_both_languages() -> None:
    for key, dutch in group("text").items():
        places = re.compile(r"{(\w*)}")
        assert sorted(places.findall(dutch)) == sorted(places.findall(group("text", "en")[key])), key


def test_every_document_has_a_name_in_both_languages() -> None:
    codes = get_args(DocumentType)
    assert set(words.table("documents", "en")) == set(codes)
    assert [code for code in codes if document_words(code) == code] == []


def test_every_value_of_a_list_has_a_name_in_both_languages() -> None:
    """But for those that are the same in every language: BKR codes and classes of energy labels."""
    values = {value for value in values_of(Facts) if re.search("[a-z]{2}", value)}
    named = set(words.table("codes", "en"))
    assert values - set(get_args(DocumentType)) - named == set()
    assert named <= values


def values_of(kind: Any, seen: set[Any] | None = None) -> set[str]:
    """Every word that a fact can be."""
    seen = set() if seen is None else seen
    if get_origin(kind) is Literal:
        return {value for value in get_args(kind) if isinstance(value, str)}
    found = set().union(*(values_of(part, seen) for part in get_args(kind)))
    if is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        found = found.union(*(values_of(inner, seen) for inner in get_type_hints(kind).values()))
    return found


def test_a_rule_a_quantity_or_a_fact_without_words_shows_its_own_name_and_says_it_is_english() -> None:
    assert rule_words("G0-02")[1] == "en"
    assert rule_words("G99-01", "nl") == ("G99-01", "nl")
    assert comparison_words("some_new_thing") == ("Some new thing", "en")
    assert fact_words("applicants[0].new.thing_here") == ("applicants, new, thing here", "en")
    assert document_words("nieuw") == document_words("nieuw", "en") == "nieuw"


@pytest.mark.parametrize(
    ("path", "dutch", "english"),
    [
        ("document:koopakte", "Document: Koopakte", "Document: Deed of purchase"),
        ("onderpand.valuations[0].structural_state", "Bouwkundige staat", "Structural state"),
        ("aanbod.renteaanbod", "Renteaanbod", "Renteaanbod"),
    ],
)
def test_a_missing_fact_is_named(path: str, dutch: str, english: str) -> None:
    assert fact_words(path) == (dutch, "nl")
    assert fact_words(path, "en") == (english, "en")


def test_rules_and_quantities_are_named_in_both_languages() -> None:
    assert rule_words("G3.1-04", "en") == ("There are at most two applicants.", "en")
    assert rule_words("G3.1-04") == ("Er zijn hoogstens twee aanvragers.", "nl")
    assert (comparison_words("market_value"), comparison_words("market_value", "en")) == (
        ("Marktwaarde", "nl"),
        ("Market value", "en"),
    )


def test_every_fact_has_a_name() -> None:
    names: set[str] = set()
    seen: set[object] = set()

    def walk(kind: Any) -> None:
        for part in get_args(kind):
            walk(part)
        if is_dataclass(kind) and kind not in seen:
            seen.add(kind)
            for name, inner in get_type_hints(kind).items():
                names.add(name)
                walk(inner)

    walk(Facts)
    for language in words.COLUMNS:
        assert {name for name in names if fact_words(name, language)[1] != language} == set()


def test_every_quantity_that_a_rule_compares_has_a_name() -> None:
    """As far as it stands in the code; a name that is put together there shows itself in English."""
    comparing = {
        name
        for name, function in inspect.getmembers(rule, inspect.isfunction)
        if next(iter(inspect.signature(function).parameters), "") == "name"
    }
    compared: set[str] = set()
    for path in Path(rule.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in comparing:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    compared.add(first.value)
    assert len(compared) > 200
    assert compared - set(words.table("quantities", "nl")) == set()
