"""What the rules found, in Dutch words: what failed or needs a person first, what passed on demand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.assessments.words import comparison_words, fact_words, group, rule_words
from portal.formats.dates import short_date
from portal.formats.numbers import euro, number, percent
from underwriting.catalogue import catalogue

Json = dict[str, Any]
VERDICTS = group("verdict")
QUIET = (None, "pass")
"""What needs nobody: a rule that does not apply, or that is met."""
OPERATORS = group("operator")
SUBJECTS = group("subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Text with the language it is in: rules without Dutch words yet show the catalogue's English."""

    text: str
    lang: str = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One comparison as a sentence in three parts."""

    name: Words
    actual: str
    expected: str
    satisfied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding as the desk reads it."""

    rule_id: str
    article: str
    verdict: str
    verdict_name: str
    text: Words
    subject: str
    compared: tuple[Compared, ...]
    missing: tuple[Words, ...]
    curable: bool
    confidential: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One finding that is otherwise than before."""

    line: Line
    was: str
    now: str


def lines(decision: Json, *, names: Mapping[str, str]) -> dict[str, list[Line]]:
    """The findings per verdict: fail, refer, missing, pass. `names` gives people their name by facts id."""
    found: dict[str, list[Line]] = {verdict: [] for verdict in VERDICTS}
    for finding in decision["findings"]:
        found[finding["outcome"]].append(_line(finding, names))
    return found


def changes(before: Json, after: Json, *, names: Mapping[str, str]) -> list[Change]:
    """What rules say otherwise than in the decision before, in the order of the later one.

    A rule that is gone from the later decision no longer applies.
    """
    old, new = _by_place(before), _by_place(after)
    found = []
    for place in [*new, *(place for place in old if place not in new)]:
        was, now = old.get(place), new.get(place)
        said, says = was and was["outcome"], now and now["outcome"]
        if said == says or (said in QUIET and says in QUIET):
            continue
        found.append(
            Change(
                line=_line(now or old[place], names),
                was=VERDICTS[said] if said else "Niet aan de orde",
                now=VERDICTS[says] if says else "Niet aan de orde",
            )
        )
    return found


def article_of(rule_id: str) -> str:
    """Where a rule stands: `gids 4.1` or `NHG A6.11`."""
    row = catalogue().get(rule_id)
    return article_name(row.article) if row else rule_id


def article_name(article: str) -> str:
    """An article as one cites it."""
    return article if article.startswith("NHG") else f"gids {article}"


def subject_name(subject: Json | None, names: Mapping[str, str]) -> str:
    """What a finding is about: its own name, else the kind and whose it is, or which one."""
    if subject is None:
        return ""
    kind, key = subject["kind"], subject["id"]
    if key in names:
        return names[key]
    owner = next((name for start, name in names.items() if f"{start}-" in key), "")
    number = re.search(r"[1-9][0-9]?$", key)
    which = owner or (number[0] if number else "")
    return f"{SUBJECTS[kind]} {which}".strip()


def value_text(value: Any, unit: str | None) -> str:
    """A compared value in Dutch notation."""
    if isinstance(value, list):
        return ", ".join(value_text(one, unit) for one in value)
    if value is None:
        return "onbekend"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    match unit:
        case "eur":
            return euro(value)
        case "percent" | "rate":
            return percent(value)
        case "date":
            return short_date(value)
        case "years":
            return f"{value} jaar"
        case "months":
            return f"{value} maanden"
        case "days":
            return f"{value} dagen"
        case "hectare":
            return f"{number(value, 2)} ha"
    return str(value).replace("-", " ") if unit == "code" else str(value)


def _by_place(decision: Json) -> dict[tuple[str, str], Json]:
    """The findings by rule and by what they are about."""
    return {(one["rule_id"], str(one.get("subject"))): one for one in decision["findings"]}


def _line(finding: Json, names: Mapping[str, str]) -> Line:
    rule_id = finding["rule_id"]
    text, lang = rule_words(rule_id)
    return Line(
        rule_id=rule_id,
        article=article_name(finding["article"]),
        verdict=finding["outcome"],
        verdict_name=VERDICTS[finding["outcome"]],
        text=Words(text=text, lang=lang),
        subject=subject_name(finding.get("subject"), names),
        compared=tuple(_compared(one) for one in finding.get("compared", ())),
        missing=tuple(Words(text=text, lang=lang) for text, lang in map(fact_words, finding.get("missing", ()))),
        curable=finding.get("curable", False),
        confidential=finding.get("confidential", False),
    )


def _compared(one: Json) -> Compared:
    text, lang = comparison_words(one["name"])
    unit = one.get("unit")
    operator = OPERATORS[one["operator"]]
    bound = "" if one["operator"] in ("present", "absent") else value_text(one["bound"], unit)
    return Compared(
        name=Words(text=text, lang=lang),
        actual=value_text(one["actual"], unit),
        expected=f"{operator} {bound}".strip(),
        satisfied=one["satisfied"],
    )
