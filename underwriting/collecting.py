"""Letting every rule speak, and putting together what they say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from underwriting.case import Case
from underwriting.catalogue import PHASES, catalogue
from underwriting.decision import (
    Deadline,
    DocumentStatus,
    Fee,
    Finding,
    LeningdeelPrice,
    Notice,
    Pricing,
    RequiredDocument,
)
from underwriting.facts.words import Phase
from underwriting.rule import Answer, Chapter, Rule, Yielded, missing, passed
from underwriting.running_loan import bears, called_up

_WORST_FIRST: tuple[DocumentStatus, ...] = (
    "afgekeurd",
    "verouderd",
    "ontbreekt",
    "aanwezig",
    "vervangen-door-brondata",
)


@dataclass(slots=True)
class _Gathered:
    findings: list[Finding] = field(default_factory=list)
    not_applicable: list[str] = field(default_factory=list)
    deferred: list[tuple[str, Phase]] = field(default_factory=list)
    documents: list[RequiredDocument] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    prices: list[LeningdeelPrice] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What all rules together said."""

    findings: tuple[Finding, ...]
    not_applicable: tuple[str, ...]
    deferred: tuple[tuple[str, Phase], ...]
    documents: tuple[RequiredDocument, ...]
    deadlines: tuple[Deadline, ...]
    pricing: Pricing
    notices: tuple[Notice, ...]


def collect(case: Case, chapters: tuple[Chapter, ...]) -> Collected:
    """Apply every rule once, in the order of the catalogue; rules about what the others found come last."""
    gathered = _Gathered()
    running = case.facts.about_running_loan
    called = called_up(case.facts) if running else None
    for rule in in_order(chapters, servicing=running):
        _apply(_heard(rule, called), case, gathered)
    found = tuple(gathered.findings)
    for closing in (rule for chapter in chapters for rule in chapter.closing_rules):
        if running or not closing.row.servicing:
            _apply(_heard(closing.after(found), called), case, gathered)
    return Collected(
        findings=tuple(gathered.findings),
        not_applicable=tuple(gathered.not_applicable),
        deferred=tuple(gathered.deferred),
        documents=merged(gathered.documents),
        deadlines=tuple(gathered.deadlines),
        pricing=Pricing(leningdelen=tuple(gathered.prices), fees=merged_fees(gathered.fees)),
        notices=tuple(gathered.notices),
    )


@cache
def in_order(chapters: tuple[Chapter, ...], *, servicing: bool) -> tuple[Rule, ...]:
    """The rules of all chapters in the order of the catalogue; those of a running loan only when one is asked about."""
    place = {rule_id: number for number, rule_id in enumerate(catalogue())}
    rules = [rule for chapter in chapters for rule in chapter.rules if servicing or not rule.row.servicing]
    return tuple(sorted(rules, key=lambda rule: place[rule.id]))


def _heard(rule: Rule, called: tuple[str, ...] | None) -> Rule:
    """The rule, which does not bear on a request about a running loan that leaves its matter alone."""
    return rule if called is None or bears(rule.row, called) else replace(rule, check=lambda _: iter(()))


def _apply(rule: Rule, case: Case, gathered: _Gathered) -> None:
    row = rule.row
    said = _said(rule, case)
    if not row.reached(case.phase):
        gathered.deferred.append((row.id, row.when))
        _keep(rule, [item for item in said if _speaks_early(item, case.phase)], gathered)
    elif not said:
        gathered.not_applicable.append(row.id)
    else:
        answers = [item for item in said if isinstance(item, Answer)]
        gathered.findings.extend([rule.finding(answer) for answer in answers or [passed()]])
        if len(answers) < len(said):
            _keep(rule, said, gathered)


def _said(rule: Rule, case: Case) -> list[Yielded]:
    """What the rule says, when it is for this kind of loan."""
    applies_to = rule.row.applies_to
    if applies_to == "both":
        return list(rule.check(case))
    nhg = case.facts.application.nhg
    if nhg is None and rule.row.servicing:
        return [missing("existing_loan.nhg")] if any(rule.check(case)) else []
    if nhg is None:
        return [missing("application.nhg")]
    return list(rule.check(case)) if nhg is (applies_to == "nhg") else []


def _speaks_early(item: Yielded, phase: Phase) -> bool:
    """A date is told as soon as it is known (ruling 1); the renteaanbod lists the documents (7.1)."""
    if isinstance(item, Deadline):
        return True
    return isinstance(item, RequiredDocument) and PHASES.index(phase) >= PHASES.index("renteaanbod")


def _keep(rule: Rule, items: Sequence[Yielded], gathered: _Gathered) -> None:
    for item in items:
        if isinstance(item, Answer):
            continue
        signed = replace(item, rule_ids=tuple(dict.fromkeys((*item.rule_ids, rule.id))))
        if isinstance(signed, RequiredDocument):
            gathered.documents.append(signed)
        elif isinstance(signed, Deadline):
            gathered.deadlines.append(signed)
        elif isinstance(signed, LeningdeelPrice):
            gathered.prices.append(signed)
        elif isinstance(signed, Fee):
            gathered.fees.append(signed)
        else:
            gathered.notices.append(signed)


def merged(documents: Iterable[RequiredDocument]) -> tuple[RequiredDocument, ...]:
    """One entry per document, subject and applicant: all rules that ask for it, and the strictest of what they say."""
    entries: dict[tuple[object, ...], RequiredDocument] = {}
    for document in documents:
        key = (document.type, document.applicant_id, document.subject_id, document.alternative_group)
        entries[key] = _both(entries[key], document) if key in entries else document
    return tuple(entries.values())


def merged_fees(fees: Iterable[Fee]) -> tuple[Fee, ...]:
    """One fee per kind and amount, with all rules that ask for it."""
    entries: dict[tuple[object, ...], Fee] = {}
    for fee in fees:
        known = entries.get((fee.kind, fee.amount))
        rule_ids = (*known.rule_ids, *fee.rule_ids) if known else fee.rule_ids
        entries[fee.kind, fee.amount] = replace(fee, rule_ids=tuple(dict.fromkeys(rule_ids)))
    return tuple(entries.values())


def _both(first: RequiredDocument, second: RequiredDocument) -> RequiredDocument:
    strict, other = sorted((first, second), key=lambda document: _WORST_FIRST.index(document.status))
    phases = [phase for phase in (first.needed_by, second.needed_by) if phase]
    return replace(
        strict,
        rule_ids=tuple(dict.fromkeys((*first.rule_ids, *second.rule_ids))),
        max_age=strict.max_age or other.max_age,
        replaceable_by_brondata=tuple(
            source for source in first.replaceable_by_brondata if source in second.replaceable_by_brondata
        ),
        needed_by=min(phases, key=PHASES.index) if phases else None,
    )
