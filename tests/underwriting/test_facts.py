"""Facts: what is read is what was written, and a fault is named by its path."""

import jsonschema
import pytest

from tests.underwriting import builders
from tests.underwriting.builders import Json, changed, without
from underwriting.facts import Facts, FactsError

PAIRS = {
    "1-starter-nhg": builders.starter,
    "2-moving-couple-overbrugging": builders.movers,
    "3-self-employed-rejected": builders.self_employed,
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_document_survives_reading_and_writing_and_keeps_its_hash(name: str) -> None:
    document = PAIRS[name]()
    facts = Facts.from_json(document)
    assert facts.to_json() == document
    assert facts.sha256() == builders.load(f"{name}.decision.json")["facts_sha256"]


@pytest.mark.parametrize(
    ("path", "value", "where", "message"),
    [
        ("lening.leningdelen[0].amount", "180000", "lening.leningdelen[0].amount", "2 decimals"),
        ("lening.leningdelen[0].amount", "180000.001", "lening.leningdelen[0].amount", "2 decimals"),
        ("lening.leningdelen[0].amount", 180000, "lening.leningdelen[0].amount", "string"),
        ("lening.leningdelen[0].amount", "180.000,00", "lening.leningdelen[0].amount", "2 decimals"),
        ("lening.leningdelen[0].amount", "0180000.00", "lening.leningdelen[0].amount", "2 decimals"),
        ("lening.leningdelen[0].rate", "3.90", "lening.leningdelen[0].rate", "3 decimals"),
        ("lening.leningdelen[0].rate", "-1.000", "lening.leningdelen[0].rate", "3 decimals"),
        ("lening.leningdelen[0].box", 2, "lening.leningdelen[0].box", "one of 1, 3"),
        ("lening.leningdelen[0].term_months", 1201, "lening.leningdelen[0].term_months", "1200"),
        ("lening.leningdelen[0].term_months", 360.5, "lening.leningdelen[0].term_months", "whole number"),
        ("brondata[0].collected_at", "2026-02-30t18:04:00z", "brondata[0].collected_at", "RFC 3339"),
        ("lening.leningdelen[0].term_months", True, "lening.leningdelen[0].term_months", "whole number"),
        ("lening.leningdelen[0].colour", "red", "lening.leningdelen[0].colour", "not a known key"),
        ("lening.leningdelen", [], "lening.leningdelen", "empty"),
        ("applicants", [], "applicants", "empty"),
        ("applicants[0].birth_date", "1996-02-30", "applicants[0].birth_date", "calendar date"),
        ("applicants[0].birth_date", "14-05-1996", "applicants[0].birth_date", "calendar date"),
        ("applicants[0].nationalities", ["NL", "NL"], "applicants[0].nationalities[1]", "twice"),
        ("applicants[0].nationalities", ["Dutch"], "applicants[0].nationalities[0]", "ISO 3166"),
        ("applicants[0].legal_capacity", "yes", "applicants[0].legal_capacity", "boolean"),
        ("applicants[0].name.initials", "", "applicants[0].name.initials", "characters"),
        ("applicants[0].incomes[0].kind", "loterij", "applicants[0].incomes[0].kind", "one of"),
        ("brondata[0].collected_at", "2026-02-26T19:04:00", "brondata[0].collected_at", "offset"),
        ("onderpand.address.postcode", "0811 AA", "onderpand.address.postcode", "postcode"),
        ("payment.accounts[0].iban", "nl91", "payment.accounts[0].iban", "IBAN"),
        ("documents[1].id", "d-koop", "documents[1].id", r"d-koop is the id of documents\[0\] already"),
        ("schema_version", "2.0", "schema_version", "1.0"),
        ("lening.leningdelen[0].box", True, "lening.leningdelen[0].box", "one of 1, 3"),
        ("lening.leningdelen[0].box", 1.0, "lening.leningdelen[0].box", "one of 1, 3"),
        ("applicants[0].incomes[0].kind", [], "applicants[0].incomes[0].kind", "one of loondienst"),
        ("applicants[0].incomes[0].kind", {"kind": "loondienst"}, "applicants[0].incomes[0].kind", "one of loondienst"),
        ("applicants[0].incomes[0]", "loon", "applicants[0].incomes[0]", "an object"),
        ("applicants[0].incomes", {}, "applicants[0].incomes", "a list"),
        ("applicants[0].incomes[0].colour", 1, "applicants[0].incomes[0].colour", "known here are id, kind"),
        ("applicants[0].name.surname", "\ud800", "applicants[0].name.surname", "half a surrogate pair"),
        ("applicants[0].id", "P 1", "applicants[0].id", "an id: 1 to 64"),
        ("brondata[0].collected_at", "0001-01-01T00:00:00+14:00", "brondata[0].collected_at", "RFC 3339"),
        ("lening.leningdelen[0].amount", "1234567890123.00", "lening.leningdelen[0].amount", "at most 12 digits"),
        ("lening.leningdelen[0].amount", float("nan"), "lening.leningdelen[0].amount", "decimal string"),
    ],
)
def test_a_fault_is_named_by_its_path(path: str, value: object, where: str, message: str) -> None:
    with pytest.raises(FactsError, match=message) as caught:
        Facts.from_json(changed(builders.starter(), path, value))
    assert caught.value.path == where


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("reference.nhg_accepted_experts", ["Expert BV", "Expert BV"]),
        ("brondata[0].collected_at", "2026-02-26T19:04:00.123456789+01:00"),
        ("brondata[0].collected_at", "2026-02-26t18:04:00z"),
        ("fraud.signals", []),
    ],
)
def test_what_the_schema_allows_is_read_and_kept_as_it_stands(path: str, value: object) -> None:
    document = changed(builders.starter(), path, value)
    jsonschema.Draft202012Validator(builders.load("facts.schema.json")).validate(document)
    assert Facts.from_json(document).to_json() == document


def test_a_whole_number_with_a_zero_after_its_point_is_that_number() -> None:
    """In JSON Schema 360.0 is an integer; RFC 8785 writes it as 360, so the hash is the same."""
    document = changed(builders.starter(), "lening.leningdelen[0].term_months", 360.0)
    assert Facts.from_json(document).sha256() == Facts.from_json(builders.starter()).sha256()


@pytest.mark.parametrize("part", ["lening", "onderpand", "applicants", "evaluation", "application.application_date"])
def test_a_part_that_the_request_needs_cannot_be_absent(part: str) -> None:
    with pytest.raises(FactsError) as caught:
        Facts.from_json(without(builders.starter(), part))
    assert caught.value.path == part


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("colour", "lening.colour"),
        ("a b", 'lening["a b"]'),
        ("€", 'lening["\\u20ac"]'),
        ("\ud800", 'lening["\\ud800"]'),
        ("x" * 61, f'lening["{"x" * 60}..."]'),
        ("", 'lening[""]'),
    ],
)
def test_an_unknown_key_is_in_the_path_whatever_it_holds(key: str, path: str) -> None:
    document = builders.starter()
    document["lening"][key] = 1
    with pytest.raises(FactsError, match="is not a known key; known here are leningdelen") as caught:
        Facts.from_json(document)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("schema_version", "one of 1.0"),
        ("evaluation", "an object"),
        ("evaluation.as_of", "a calendar date"),
        ("applicants", "a list"),
        ("application.id", "an id"),
        ("lening.leningdelen[0].amount", "a decimal string with 2 decimals"),
        ("brondata[0].collected_at", "a moment with an offset"),
    ],
)
def test_a_key_that_is_not_there_says_what_is_expected(path: str, expected: str) -> None:
    with pytest.raises(FactsError, match=f"is required: {expected}") as caught:
        Facts.from_json(without(builders.starter(), path))
    assert caught.value.path == path


@pytest.mark.parametrize("document", [None, [], "facts", 1])
def test_only_an_object_is_a_facts_document(document: object) -> None:
    with pytest.raises(FactsError):
        Facts.from_json(document)


def test_the_dataclasses_are_the_schema() -> None:
    """Every key, whether it is required, and every closed list of values is as in the contract."""
    schema = builders.load("facts.schema.json")
    assert _described(schema, schema) == _described_class(Facts)


def _described(node: Json, schema: Json) -> object:
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        target: Json = schema["$defs"][name]
        return _described(target, schema)
    if "oneOf" in node:
        return [_described(choice, schema) for choice in node["oneOf"]]
    if node.get("type") == "array":
        return ["list", _described(node["items"], schema)]
    if node.get("type") == "object":
        required = set(node.get("required", ()))
        return {name: (name in required, _described(child, schema)) for name, child in node["properties"].items()}
    if "enum" in node or "const" in node:
        return tuple(map(str, node.get("enum", [node.get("const")])))
    return "value"


def _described_class(cls: object) -> object:
    from dataclasses import is_dataclass
    from typing import Literal, get_args, get_origin

    from underwriting import jsonform

    if is_dataclass(cls) and cls is not jsonform.Moment:
        assert isinstance(cls, type)
        return {
            name: (not optional, _described_class(jsonform.without_none(hint)))
            for name, (hint, optional) in jsonform.hints_of(cls).items()
        }
    if get_origin(cls) is tuple:
        return ["list", _described_class(get_args(cls)[0])]
    if get_origin(cls) is Literal:
        return tuple(map(str, get_args(cls)))
    choices = get_args(cls)
    if len(choices) > 1 and all(is_dataclass(choice) for choice in choices):
        return [_described_class(choice) for choice in choices]
    return "value"
