"""Why: what is in order, what is missing, what would help, what a person looks at, what does not fit."""

from collections.abc import Iterator
from typing import Any

from portal.assessments.explain.helping import help_lines, room_lines
from portal.assessments.explain.telling import Json, Telling
from portal.assessments.words import comparison_words, fact_words, rule_words

Section = tuple[str, list[str]]
WEIGHED = ("eur", "percent", "rate")
"""Units of the comparisons that are told of a rule that passes: those of amounts and shares, which others ask about."""


def findings(decision: Json, tell: Telling) -> Iterator[Section]:
    """The findings by section, the hopeful ones first."""
    found: dict[str, list[Json]] = {"pass": [], "missing": [], "refer": [], "fail": []}
    for finding in decision["findings"]:
        found[finding["outcome"]].append(finding)
    yield tell.words("heading", "good"), [line for one in found["pass"] for line in _good(one, tell)]
    yield tell.words("heading", "missing"), [line for one in found["missing"] for line in _missing(one, tell)]
    yield tell.words("heading", "help"), list(help_lines(decision, tell))
    yield tell.words("heading", "room"), list(room_lines(decision, tell))
    yield tell.words("heading", "refer"), [line for one in found["refer"] for line in _wrong(one, tell)]
    yield tell.words("heading", "fail"), [line for one in found["fail"] for line in _wrong(one, tell)]


def _good(finding: Json, tell: Telling) -> Iterator[str]:
    """A rule that passes, when it weighed an amount or a share against a limit."""
    if finding["effect"] not in ("reject", "cap-loan"):
        return
    weighed = [one for one in finding.get("compared", ()) if one.get("unit") in WEIGHED and one["satisfied"]]
    if weighed:
        yield _rule(finding, tell)
        yield from (f"      {tell.text('is-good', **compared_words(one, tell))}" for one in weighed)


def _missing(finding: Json, tell: Telling) -> Iterator[str]:
    yield _rule(finding, tell)
    what = dict.fromkeys(fact_words(path, tell.language)[0] for path in finding["missing"])
    yield f"      {tell.text('needed', what=', '.join(what))}"


def _wrong(finding: Json, tell: Telling) -> Iterator[str]:
    """A rule that fails or that a person judges, with what was compared."""
    yield _rule(finding, tell)
    for one in finding.get("compared", ()):
        if not one["satisfied"]:
            yield f"      {tell.text('is', **compared_words(one, tell))}"
    for name in ("curable", "confidential"):
        if finding.get(name):
            yield f"      {tell.text(name)}"


def _rule(finding: Json, tell: Telling) -> str:
    about = tell.subject(finding.get("subject"))
    text = rule_words(finding["rule_id"], tell.language)[0]
    return f"  - {f'{about}: ' if about else ''}{text} [{tell.articles([finding['rule_id']])}]"


def compared_words(comparison: Json, tell: Telling) -> dict[str, Any]:
    """The name, the actual value and what was expected, as words."""
    unit, operator = comparison.get("unit"), comparison["operator"]
    expected = tell.words("operator", operator)
    if operator not in ("present", "absent"):
        bound = tell.value(comparison["bound"], unit)
        expected = bound if operator == "eq" else f"{expected} {bound}"
    return {
        "name": comparison_words(comparison["name"], tell.language)[0],
        "actual": tell.value(comparison["actual"], unit),
        "expected": expected,
    }
