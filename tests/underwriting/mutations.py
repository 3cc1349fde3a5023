"""Facts documents that nobody thought of: random changes within the schema of the contract.

A step replaces, drops, adds or doubles one part of a document; what it puts in is made from the schema at that place.
Everything comes from one seeded generator, so that a failure can be walked again.
"""

import copy
import random
from typing import Any

from tests.underwriting import builders
from tests.underwriting.builders import Json

SCHEMA = builders.load("facts.schema.json")
MONEY = (
    "0.00",
    "0.01",
    "1.00",
    "-0.01",
    "-1000.00",
    "24999.99",
    "75000.00",
    "250000.00",
    "950000.01",
    "999999999999.99",
)
RATES = ("0.000", "0.001", "1.500", "1.501", "3.850", "5.000", "6.501", "99.999")
PERCENTAGES = ("0.0", "0.000001", "4.999999", "5.0", "50.0", "100.00", "9999.999999")
DATES = (
    "0001-01-01", "1900-02-28", "1955-08-31", "1961-01-01", "1996-05-14", "2008-02-29", "2023-12-31", "2025-12-31",
    "2026-01-01", "2026-02-28", "2026-03-02", "2026-03-30", "2026-04-10", "2026-10-01", "2026-12-31", "2027-01-01",
    "2034-01-01", "2056-04-01", "2099-12-31", "9999-12-31",
)  # fmt: skip
MOMENTS = ("2026-02-26T19:04:00+01:00", "2026-03-29T00:30:00+01:00", "2025-01-01T00:00:00Z", "2199-12-31T23:59:59Z")
DAYS_WITH_NORMS = ("2026-01-01", "2026-03-30", "2026-04-10", "2026-07-01", "2026-12-31")
TEXTS = ("x", "NL", "Voorbeeld B.V.", "é—’")


def step(document: Json, chance: random.Random) -> Json:
    """A copy with one random change."""
    result = copy.deepcopy(document)
    places = [place for place in _places(result, SCHEMA, None, "") if place[1] != "id"]
    holder, key, schema = chance.choice(places)
    fresh = made(schema, chance, result)
    _renumber(fresh, chance)
    act = chance.random()
    if isinstance(holder, dict):
        optional = schema.get("properties", {}) if isinstance(holder[key], dict) else {}
        absent = [name for name in optional if name not in holder[key]]
        if absent and act < 0.35:
            name = chance.choice(absent)
            added = made(schema["properties"][name], chance, result)
            _renumber(added, chance)
            holder[key][name] = added
        elif act < 0.55:
            del holder[key]
        else:
            holder[key] = fresh
    elif act < 0.2 and len(holder) > 1:
        del holder[key]
    elif act < 0.3:
        holder.insert(key, copy.deepcopy(holder[key]))
        _renumber(holder[key], chance)
    else:
        holder[key] = fresh
    result["evaluation"] = {"phase": "dossier", **result.get("evaluation", {})}
    if result["evaluation"].get("as_of") not in DAYS_WITH_NORMS:
        result["evaluation"]["as_of"] = chance.choice(DAYS_WITH_NORMS)
    return result


def made(schema: Json, chance: random.Random, document: Json) -> Any:
    """A value of this schema; optional parts of an object are there half of the time."""
    schema = resolved(schema)
    if "oneOf" in schema:
        return made(chance.choice(schema["oneOf"]), chance, document)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return chance.choice(schema["enum"])
    kind = schema.get("type")
    if kind == "object":
        required = schema.get("required", [])
        return {
            name: made(part, chance, document)
            for name, part in schema.get("properties", {}).items()
            if name in required or chance.random() < 0.5
        }
    if kind == "array":
        entries = [made(schema["items"], chance, document) for _ in range(chance.choice((0, 1, 1, 2)))]
        least = schema.get("minItems", 0)
        while len(entries) < least:
            entries.append(made(schema["items"], chance, document))
        unique = [entry for index, entry in enumerate(entries) if entry not in entries[:index]]
        return unique if schema.get("uniqueItems") else entries
    if kind == "boolean":
        return chance.random() < 0.5
    if kind == "integer":
        bounds = (schema.get("minimum", 0), schema.get("maximum", 400))
        return chance.choice((*bounds, chance.randint(*bounds), min(max(1, bounds[0]), bounds[1])))
    return _text(schema, chance, document)


def resolved(schema: Json) -> Json:
    """The schema a reference points at."""
    while "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def ids(document: object) -> list[str]:
    """Every id in a document."""
    if isinstance(document, dict):
        own = [document["id"]] if isinstance(document.get("id"), str) else []
        return own + [found for part in document.values() for found in ids(part)]
    return [found for part in document for found in ids(part)] if isinstance(document, list) else []


def _text(schema: Json, chance: random.Random, document: Json) -> str:
    if schema is SCHEMA["$defs"]["id"] or schema == SCHEMA["$defs"]["id"]:
        return chance.choice([*ids(document), f"z{chance.randrange(1000)}"])
    for name, values in (("money", MONEY), ("rate", RATES), ("percentage", PERCENTAGES), ("date", DATES)):
        if schema.get("pattern") == SCHEMA["$defs"][name]["pattern"]:
            return chance.choice(values)
    if schema.get("format") == "date-time":
        return chance.choice(MOMENTS)
    pattern = schema.get("pattern")
    if pattern:
        fitting = {"^[A-Z]{2}$": ("NL", "DE", "MA", "US"), "^[A-Z]{3}$": ("EUR", "USD")}
        return chance.choice(fitting.get(pattern, ("0.50", "3811 AA", "NL91ABNA0417164300", "12.0", "3.0")))
    return chance.choice([text for text in TEXTS if len(text) <= schema.get("maxLength", 200)])


def _renumber(value: Any, chance: random.Random) -> None:
    """Give everything inside an id of its own."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            value["id"] = f"z{chance.randrange(10**9)}"
        for part in value.values():
            _renumber(part, chance)
    elif isinstance(value, list):
        for part in value:
            _renumber(part, chance)


def _places(value: Any, schema: Json, holder: Any, key: Any) -> list[tuple[Any, Any, Json]]:
    """Every part of a document: what holds it, under which key, and its schema."""
    schema = resolved(schema)
    if "oneOf" in schema:
        schema = _branch(value, schema["oneOf"])
    found = [(holder, key, schema)] if holder is not None else []
    if isinstance(value, dict):
        for name, part in value.items():
            found += _places(part, schema.get("properties", {}).get(name, {}), value, name)
    if isinstance(value, list):
        for index, part in enumerate(value):
            found += _places(part, schema.get("items", {}), value, index)
    return found


def _branch(value: Any, branches: list[Json]) -> Json:
    """The branch whose `kind` is that of the value."""
    for branch in map(resolved, branches):
        kind = resolved(branch["properties"]["kind"])
        if isinstance(value, dict) and value.get("kind") in (kind.get("const"), *kind.get("enum", [])):
            return branch
    return resolved(branches[0])
