"""A decision in words for a person: `explain(decision, facts, receipt, language)` gives plain text.

What is in order comes first, then what is missing and what would help, then what does not fit. Everything printed is
quoted from the decision; nothing is calculated here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from portal.assessments.explain.figures import figures
from portal.assessments.explain.findings import findings
from portal.assessments.explain.prices import prices
from portal.assessments.explain.telling import Telling
from portal.assessments.words import Language, document_words

Json = dict[str, Any]
LACKING = ("ontbreekt", "verouderd", "afgekeurd")


def explain(decision: Json, facts: Json, receipt: Json, language: Language) -> str:
    """The decision as plain text, in sections."""
    tell = Telling(language, names(facts))
    sections = [
        ("", [*_head(decision, tell)]),
        *findings(decision, tell),
        *figures(decision, tell),
        *prices(decision, tell),
        (tell.words("heading", "documents"), [*_documents(decision, tell)]),
        (tell.words("heading", "deadlines"), [*_deadlines(decision, tell)]),
        (tell.words("heading", "receipt"), [*_receipt(receipt, tell)]),
    ]
    blocks = ["\n".join(([title] if title else []) + lines) for title, lines in sections if lines]
    return "\n\n".join(blocks)


def names(facts: Json) -> Mapping[str, str]:
    """What people are called, by their id in the facts."""
    return {one["id"]: _name(one.get("name") or {}) or one["id"] for one in facts["applicants"]}


def _name(name: Json) -> str:
    return " ".join(name[part] for part in ("initials", "surname_prefix", "surname") if name.get(part))


def _head(decision: Json, tell: Telling) -> Iterator[str]:
    outcome = decision["outcome"]
    yield tell.words("outcome", outcome).upper()
    yield tell.words("means", outcome)
    yield (
        f"{tell.text('application')} {decision['application_id']}, {tell.text('as-of')} {tell.day(decision['as_of'])}, "
        f"{tell.text('phase')}: {tell.words('phase', decision['phase']).lower()}."
    )
    verdicts = [finding["outcome"] for finding in decision["findings"]]
    yield tell.text("counted", passed=verdicts.count("pass"), all=len(verdicts), deferred=len(decision["deferred"]))


def _documents(decision: Json, tell: Telling) -> Iterator[str]:
    """What still has to come; a group of alternatives of which one is there is settled."""
    asked = decision["required_documents"]
    settled = {
        one["alternative_group"] for one in asked if one.get("alternative_group") and one["status"] not in LACKING
    }
    for one in asked:
        group = one.get("alternative_group")
        if one["status"] not in LACKING or group in settled:
            continue
        notes = [tell.words("status", one["status"])]
        if group:
            notes.append(tell.text("one-of"))
        if one.get("replaceable_by_brondata"):
            notes.append(tell.text("by-brondata"))
        whose = tell.names.get(one.get("applicant_id", ""))
        name = document_words(one["type"], tell.language)
        yield tell.line(f"{name} ({whose})" if whose else name, "; ".join(notes), one["rule_ids"])


def _deadlines(decision: Json, tell: Telling) -> Iterator[str]:
    for one in sorted(decision["deadlines"], key=lambda deadline: deadline["on"]):
        yield tell.line(tell.words("deadline", one["kind"]), tell.day(one["on"]), one["rule_ids"])


def _receipt(receipt: Json, tell: Telling) -> Iterator[str]:
    for key, value in receipt.items():
        yield tell.line(tell.words("receipt", key), tell.day(value) if key == "peildatum" else value)
