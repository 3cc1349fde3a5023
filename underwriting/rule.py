"""How a rule is written: a function of the case that yields what it found.

    chapter = Chapter("3")

    @chapter.rule("G3.1-04")
    def max_two_applicants(case: Case) -> Findings:
        yield check(at_most("applicants", len(case.facts.applicants), case.norms.ch03.max_applicants, "count"))

The id, article, effect and message key of the finding come from the catalogue. A rule that yields no answer does not
bear on these facts: it is listed as not applicable. A rule yields one answer per subject.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from underwriting.annuity import cents
from underwriting.catalogue import CURABLE, CatalogueRow, catalogue
from underwriting.decision import (
    Comparison,
    Deadline,
    Fee,
    Finding,
    LeningdeelPrice,
    Notice,
    Operator,
    RequiredDocument,
    Scalar,
    Unit,
    Verdict,
    scalar,
)
from underwriting.figures import Subject

if TYPE_CHECKING:
    from underwriting.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a rule says of one subject, before the catalogue gives it its name."""

    verdict: Verdict
    subject: Subject | None = None
    compared: tuple[Comparison, ...] = ()
    missing: tuple[str, ...] = ()
    params: dict[str, Scalar] = field(default_factory=dict)
    confidential: bool = False


Yielded = Answer | RequiredDocument | Deadline | Notice | Fee | LeningdeelPrice
Findings = Iterator[Yielded]
Check = Callable[["Case"], Findings]
ClosingCheck = Callable[["Case", tuple[Finding, ...]], Findings]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the catalogue with the function that applies it."""

    row: CatalogueRow
    check: Check

    @property
    def id(self) -> str:
        return self.row.id

    def finding(self, answer: Answer) -> Finding:
        """The answer under the name of this rule."""
        row = self.row
        failed = answer.verdict is Verdict.FAIL
        if failed and not row.can_fail:
            raise ValueError(f"{row.id} has effect {row.effect} and cannot fail")
        return Finding(
            rule_id=row.id,
            article=row.article,
            outcome=answer.verdict,
            effect=row.effect,
            message_key=f"rule.{row.subject}.{answer.verdict}",
            message_params=answer.params,
            subject=answer.subject,
            compared=answer.compared,
            missing=answer.missing,
            curable=failed and row.id in CURABLE,
            confidential=answer.confidential,
        )


@dataclass(frozen=True, slots=True)
class ClosingRule:
    """A row that is about what the other rules found."""

    row: CatalogueRow
    check: ClosingCheck

    @property
    def id(self) -> str:
        return self.row.id

    def after(self, findings: tuple[Finding, ...]) -> Rule:
        """The rule, once the others have spoken."""
        return Rule(self.row, lambda case: self.check(case, findings))


@dataclass(slots=True, eq=False)
class Chapter:
    """The rules of one chapter, or of one part of it, in the order in which they are written."""

    title: str
    rules: list[Rule] = field(default_factory=list)
    closing_rules: list[ClosingRule] = field(default_factory=list)

    def rule(self, rule_id: str) -> Callable[[Check], Check]:
        """Enter a function as the rule with this id. Raises KeyError when the catalogue does not know it."""
        row = _decided_row(rule_id)

        def enter(check: Check) -> Check:
            self.rules.append(Rule(row, check))
            return check

        return enter

    def closing_rule(self, rule_id: str) -> Callable[[ClosingCheck], ClosingCheck]:
        """Enter a function that also gets what every other rule found."""
        row = _decided_row(rule_id)

        def enter(check: ClosingCheck) -> ClosingCheck:
            self.closing_rules.append(ClosingRule(row, check))
            return check

        return enter


def _decided_row(rule_id: str) -> CatalogueRow:
    row = catalogue()[rule_id]
    if not (row.automated or row.servicing):
        raise ValueError(f"{rule_id} is not a rule for the engine")
    return row


def check(*compared: Comparison, subject: Subject | None = None, confidential: bool = False) -> Answer:
    """Pass when every comparison holds, else fail."""
    verdict = Verdict.PASS if all(comparison.satisfied for comparison in compared) else Verdict.FAIL
    return Answer(verdict=verdict, subject=subject, compared=compared, confidential=confidential)


def passed(*compared: Comparison, subject: Subject | None = None) -> Answer:
    """The rule was applied; the comparisons show how, whatever they came to."""
    return Answer(verdict=Verdict.PASS, subject=subject, compared=compared)


def referred(*compared: Comparison, subject: Subject | None = None, confidential: bool = False) -> Answer:
    """A person must decide."""
    return Answer(verdict=Verdict.REFER, subject=subject, compared=compared, confidential=confidential)


def refer_unless(*compared: Comparison, subject: Subject | None = None, confidential: bool = False) -> Answer:
    """Pass when every comparison holds, else a person must decide."""
    verdict = Verdict.PASS if all(comparison.satisfied for comparison in compared) else Verdict.REFER
    return Answer(verdict=verdict, subject=subject, compared=compared, confidential=confidential)


def missing(*paths: str, subject: Subject | None = None, compared: Iterable[Comparison] = ()) -> Answer:
    """Facts are lacking: paths such as `applicants[0].birth_date`, or `document:koopakte`."""
    return Answer(
        verdict=Verdict.MISSING, subject=subject, compared=tuple(compared), missing=tuple(dict.fromkeys(paths))
    )


Value = Decimal | date | bool | int | str | None


def compare(name: str, actual: Value, operator: Operator, bound: Value, unit: Unit, *, satisfied: bool) -> Comparison:
    """A comparison whose result the caller has worked out."""
    return Comparison(
        name=name,
        actual=_printed(actual, unit),
        operator=operator,
        bound=_printed(bound, unit),
        unit=unit,
        satisfied=satisfied,
    )


def at_least(name: str, actual: Decimal | int, bound: Decimal | int, unit: Unit = "eur") -> Comparison:
    """actual >= bound."""
    return compare(name, actual, "ge", bound, unit, satisfied=actual >= bound)


def at_most(name: str, actual: Decimal | int, bound: Decimal | int, unit: Unit = "eur") -> Comparison:
    """actual <= bound."""
    return compare(name, actual, "le", bound, unit, satisfied=actual <= bound)


def above(name: str, actual: Decimal | int, bound: Decimal | int, unit: Unit = "eur") -> Comparison:
    """actual > bound."""
    return compare(name, actual, "gt", bound, unit, satisfied=actual > bound)


def is_(name: str, actual: bool, bound: bool = True) -> Comparison:
    """actual is bound, for a yes or no."""
    satisfied = actual is bound
    return Comparison(name=name, actual=actual, operator="eq", bound=bound, unit="boolean", satisfied=satisfied)


def one_of(name: str, actual: str | int, bound: Iterable[str | int], unit: Unit = "code") -> Comparison:
    """actual is in the set."""
    allowed = tuple(bound)
    return Comparison(name=name, actual=actual, operator="in", bound=allowed, unit=unit, satisfied=actual in allowed)


def none_of(name: str, actual: str | int, bound: Iterable[str | int], unit: Unit = "code") -> Comparison:
    """actual is not in the set."""
    refused = tuple(bound)
    return Comparison(
        name=name, actual=actual, operator="not-in", bound=refused, unit=unit, satisfied=actual not in refused
    )


def on_or_after(name: str, actual: date, bound: date) -> Comparison:
    """actual >= bound, for days."""
    return compare(name, actual, "on-or-after", bound, "date", satisfied=actual >= bound)


def on_or_before(name: str, actual: date, bound: date) -> Comparison:
    """actual <= bound, for days."""
    return compare(name, actual, "on-or-before", bound, "date", satisfied=actual <= bound)


def before(name: str, actual: date, bound: date) -> Comparison:
    """actual < bound, for days."""
    return compare(name, actual, "before", bound, "date", satisfied=actual < bound)


_PLACES: dict[Unit, Decimal] = {"rate": Decimal("0.001"), "percent": Decimal("0.000001")}


def _printed(value: Value, unit: Unit) -> Scalar:
    """Amounts in cents, rates in three decimals, percentages in six."""
    if type(value) is int and (unit == "eur" or unit in _PLACES):
        value = Decimal(value)
    if not isinstance(value, Decimal):
        return scalar(value)
    if unit == "eur":
        return scalar(cents(value))
    return scalar(value.quantize(_PLACES[unit]) if unit in _PLACES else value)
