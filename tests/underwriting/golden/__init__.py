"""Ten households, each decided once, reviewed by hand, and from then on to the byte the same.

NAME.facts.json goes in, NAME.decision.json must come out, NAME.md says why its main figures are what they are. A figure
that moves is renewed on purpose: README.md.
"""

import json
from pathlib import Path
from typing import Any

from underwriting.cases import decided

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.name.removesuffix(".facts.json") for path in FOLDER.glob("*.facts.json")))

Json = dict[str, Any]


def facts_of(name: str) -> Json:
    """What one household asks for."""
    facts: Json = json.loads((FOLDER / f"{name}.facts.json").read_text(encoding="utf-8"))
    return facts


def written(name: str) -> str:
    """The decision of today as it stands in a file.

    Without what changes with every byte of the norms, also a comment: their hash, and the id that is made of it.
    """
    decision = decided(facts_of(name)).to_json()
    del decision["decision_id"]
    decision.get("receipt", {}).pop("norms_sha256", None)
    decision.pop("norms_sha256", None)
    return json.dumps(decision, indent=1, ensure_ascii=False) + "\n"


def kept(name: str) -> str:
    """The decision as it was reviewed."""
    path = FOLDER / f"{name}.decision.json"
    return path.read_text(encoding="utf-8") if path.exists() else "{}\n"


def moved(name: str) -> list[str]:
    """What is another now than it was: path, before, after; findings by rule and subject."""
    return differences(json.loads(kept(name)), json.loads(written(name)))


def differences(before: Any, after: Any, path: str = "") -> list[str]:
    """Every place where two documents differ: path, before, after."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [*before, *(key for key in after if key not in before)]
        return [
            line for key in keys for line in differences(before.get(key), after.get(key), f"{path}.{key}".lstrip("."))
        ]
    if isinstance(before, list) and isinstance(after, list):
        old, new = _named(before), _named(after)
        names = [*old, *(name for name in new if name not in old)]
        return [line for name in names for line in differences(old.get(name), new.get(name), f"{path}[{name}]")]
    return [] if before == after else [f"{path}: {_short(before)} -> {_short(after)}"]


def _named(entries: list[Any]) -> Json:
    """The entries of a list by what they are about, so that one more does not move all that follow."""
    named: Json = {}
    for index, entry in enumerate(entries):
        about = str(index)
        if isinstance(entry, dict):
            subject = entry.get("subject") or {}
            parts = [entry.get(key) for key in ("rule_id", "type", "kind", "leningdeel_id", "applicant_id", "id")]
            about = (
                " ".join(str(part) for part in (*parts, subject.get("id"), entry.get("subject_id")) if part) or about
            )
        elif isinstance(entry, str):
            about = entry
        while about in named:
            about += "'"
        named[about] = entry
    return named


def _short(value: Any) -> str:
    text = "absent" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else f"{text[:97]}..."
