"""Deciding again on changed facts, and counting how often."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from underwriting import decide, documents, jsonform
from underwriting.decision import Decision, Finding, Verdict
from underwriting.facts import Facts, FactsError
from underwriting.figures import Subject
from underwriting.norms import NoNormsInForce, Norms
from underwriting.remedies.found import Change, Changes, OpenDocument, Remains

Json = dict[str, Any]
Key = tuple[str, Subject | None]
"""A finding: its rule and what it is about."""
SERVER_WRITES = re.compile(
    r"applicants\[\d+\]\.registers\b|fraud\b|dossier\b|reference\b|aanbod\b|existing_loan\b|"
    r"documents\[\d+\]\.review\b|brondata\[\d+\]\.reliable\b"
)
"""Facts that no client writes (contract, "What the client may not write"): nobody can be asked for them."""


class OutOfDecisions(Exception):
    """The search took as many decisions as it may."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Findings that must no longer be there, while nothing else gets worse."""

    verdict: Verdict
    targets: frozenset[Key]


class Search:
    """One application, its decision, and the decisions on what it could become.

    Confidential findings do not exist here: what is found is the same with and without them, so that nothing can be
    read from it (gids 9).
    """

    def __init__(
        self,
        facts: Facts,
        norms: Norms,
        *,
        decided_at: datetime,
        norms_for: Callable[[date], Norms],
        limit: int,
    ) -> None:
        self.facts = facts
        self.norms = norms
        self.norms_for = norms_for
        self.decisions = 0
        self._decided_at = decided_at
        self._limit = limit
        self._document = facts.to_json()
        self._known: dict[bytes, Decision | None] = {}
        before = self.decided(())
        assert before is not None
        self.before = before
        self.fails = keys(before, Verdict.FAIL)
        self.grave = frozenset((one.rule_id, one.subject) for one in visible(before) if _grave(one))
        self.refers = keys(before, Verdict.REFER)

    def decided(self, changes: Changes) -> Decision | None:
        """The decision after the changes; None when that is no application or its day has no norms.

        Raises OutOfDecisions.
        """
        name = name_of(changes)
        if name not in self._known:
            if self.decisions >= self._limit:
                raise OutOfDecisions
            self.decisions += 1
            self._known[name] = self._decide(changes)
        return self._known[name]

    def _decide(self, changes: Changes) -> Decision | None:
        try:
            facts = Facts.from_json(applied(self._document, changes))
            norms = self.norms_for(facts.evaluation.as_of) if facts.evaluation != self.facts.evaluation else self.norms
        except (FactsError, NoNormsInForce):
            return None
        return decide.decide(facts, norms, decided_at=self._decided_at)

    def meets(self, goal: Goal, changes: Changes) -> bool:
        """Whether the changes reach the goal: its findings are gone, and nothing fails or refers that did not."""
        decision = self.decided(changes)
        if decision is None:
            return False
        fails = keys(decision, Verdict.FAIL)
        if goal.verdict is Verdict.FAIL:
            return not goal.targets & fails and fails <= self.fails
        return not fails and not goal.targets & keys(decision, goal.verdict) and self.no_new_referral(decision)

    def no_new_referral(self, decision: Decision) -> bool:
        """Whether nothing is referred that was not."""
        return keys(decision, Verdict.REFER) <= self.refers

    def facts_lacking(self) -> frozenset[Key]:
        """The findings that lack a fact that people can give, and not only a document."""
        return frozenset((one.rule_id, one.subject) for one in visible(self.before) if _asked_for(one.missing))


def name_of(changes: Changes) -> bytes:
    """The same changes have the same name."""
    return jsonform.canonical([[change.path, change.value] for change in changes])


def keys(decision: Decision, verdict: Verdict) -> frozenset[Key]:
    """The findings with a verdict, the confidential ones left out."""
    return frozenset((one.rule_id, one.subject) for one in visible(decision) if one.outcome is verdict)


def _grave(finding: Finding) -> bool:
    """A failure that people cannot put right within the same application."""
    return finding.outcome is Verdict.FAIL and not finding.curable


def visible(decision: Decision) -> tuple[Finding, ...]:
    """The findings that may be told."""
    return tuple(finding for finding in decision.findings if not finding.confidential)


def remains(decision: Decision) -> Remains:
    """What the application comes to as far as may be told, and what people can still give."""
    lacking = [path for finding in visible(decision) for path in finding.missing]
    named = {path.removeprefix("document:") for path in lacking if path.startswith("document:")}
    return Remains(
        fails=tuple(sorted({one.rule_id for one in visible(decision) if one.outcome is Verdict.FAIL})),
        outcome=decide.outcome(visible(decision)),
        gross_monthly=decision.figures.gross_monthly_total,
        documents=tuple(
            OpenDocument(type=one.type, applicant_id=one.applicant_id, subject_id=one.subject_id)
            for one in decision.required_documents
            if one.type in named and one.status not in documents.SATISFIED
        ),
        facts=_asked_for(lacking),
    )


def _asked_for(paths: Iterable[str]) -> tuple[str, ...]:
    """The facts among these that people can be asked for."""
    facts = (path for path in paths if not path.startswith("document:") and not SERVER_WRITES.match(path))
    return tuple(dict.fromkeys(facts))


def smallest(solves: Callable[[int], bool], most: int, hints: Iterable[int] = ()) -> int | None:
    """The smallest whole number from 1 to `most` that solves, while one less does not; 0 is known not to.

    By halving between what does not and what does. Where more is not always better it is a smallest one, not always
    the very smallest. None when neither a hint, a quarter, nor `most` itself solves.
    """
    low = 0
    for number in sorted({*hints, most // 4, most // 2, most * 3 // 4, most}):
        if not low < number <= most:
            continue
        if solves(number):
            return _halved(solves, low, number)
        low = number
    return None


def _halved(solves: Callable[[int], bool], low: int, high: int) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if solves(middle) else (middle, high)
    return high


def applied(document: Json, changes: Iterable[Change]) -> Json:
    """A copy with the changes made; what they do not touch is shared with the document. A list grows by one."""
    result = document
    for change in changes:
        result = _set(result, _steps(change.path), change.value)
    return result


def _set(place: Any, steps: list[str | int], value: object) -> Any:
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        items = list(place or ())
        following = _set(items[step] if step < len(items) else None, rest, value) if rest else value
        return [*items[:step], following, *items[step + 1 :]]
    entries = dict(place or {})
    if rest:
        entries[step] = _set(entries.get(step), rest, value)
    elif value is None:
        entries.pop(step, None)
    else:
        entries[step] = value
    return entries


def _steps(path: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
