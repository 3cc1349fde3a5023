"""Values in a document of facts, with what proves them: `incomes[kind=pensioen].starts_on`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_STEP = re.compile(r"(?P<name>\w+)(?:\[(?:(?P<key>\w+)=(?P<value>[\w-]+))?\])?")


@dataclass(frozen=True, slots=True)
class Found:
    """A value, the ids of the evidence nearest to it, and the applicant it is about."""

    value: Any
    evidence: tuple[str, ...] = ()
    applicant_id: str = ""


def find(document: Mapping[str, Any], path: str) -> Iterator[Found]:
    """Every value at a path; nothing where the document is silent. ValueError for a path that is none."""
    yield from _find(document, path.split("."), Found(None))


def _find(place: Any, steps: Sequence[str], about: Found) -> Iterator[Found]:
    if not steps:
        yield from (_leaf(one, about) for one in (place if isinstance(place, list) else [place]))
        return
    step = _STEP.fullmatch(steps[0])
    if step is None:
        raise ValueError(f"not a step: {steps[0]!r}")
    inner = place.get(step["name"]) if isinstance(place, Mapping) else None
    if inner is None:
        return
    listed = inner if "[" in steps[0] else [inner]
    for one in listed if isinstance(listed, list) else []:
        if step["key"] and str(one.get(step["key"])) != step["value"]:
            continue
        is_applicant = step["name"] == "applicants"
        yield from _find(one, steps[1:], _nearer(one, about, is_applicant=is_applicant))


def _nearer(place: Any, about: Found, *, is_applicant: bool) -> Found:
    if not isinstance(place, Mapping):
        return about
    applicant = str(place.get("id", "")) if is_applicant else str(place.get("applicant_id", about.applicant_id))
    return Found(None, tuple(place.get("evidence", about.evidence)), applicant)


def _leaf(value: Any, about: Found) -> Found:
    return Found(value, about.evidence, about.applicant_id)
