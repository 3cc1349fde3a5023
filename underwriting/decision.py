"""The decision: what every rule found, the figures behind it, the documents and dates that follow, and the receipt."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from underwriting import GUIDE_EDITION, __version__, jsonform
from underwriting.facts.words import BrondataSource, DocumentType, Phase
from underwriting.figure_words import RuleIds
from underwriting.figures import Figures, Subject
from underwriting.jsonform import Id, Money, Rate
from underwriting.payment_figures import Payments


class Outcome(StrEnum):
    """What the application comes to. The machine proposes; a person confirms every rejection."""

    APPROVED = "approved"
    REFER = "refer"
    INCOMPLETE = "incomplete"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What one rule says of one subject."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    REFER = "refer"
    MISSING = "missing"


Operator = Literal[
    "lt", "le", "eq", "ne", "ge", "gt", "in", "not-in",
    "on-or-before", "on-or-after", "before", "after", "present", "absent",
]  # fmt: skip
Unit = Literal["eur", "percent", "rate", "years", "months", "days", "date", "count", "hectare", "code", "boolean"]
Scalar = str | bool | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One comparison: actual OPERATOR bound."""

    name: str
    actual: Scalar
    operator: Operator
    bound: Scalar | tuple[Scalar, ...]
    unit: Unit | None = None
    satisfied: bool

    def to_json(self) -> dict[str, Any]:
        """The comparison in the contract's words; `actual` and `bound` are written even when they are null."""
        bound = list(self.bound) if isinstance(self.bound, tuple) else self.bound
        document: dict[str, Any] = {"name": self.name, "actual": self.actual, "operator": self.operator, "bound": bound}
        if self.unit is not None:
            document["unit"] = self.unit
        return {**document, "satisfied": self.satisfied}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule found for one subject."""

    rule_id: str
    article: str
    outcome: Verdict
    effect: str
    message_key: str
    message_params: dict[str, Scalar] = field(default_factory=dict)
    subject: Subject | None = None
    compared: tuple[Comparison, ...] = ()
    missing: tuple[str, ...] = ()
    curable: bool = False
    confidential: bool = False

    def to_json(self) -> dict[str, Any]:
        """The finding in the contract's words."""
        document: dict[str, Any] = {
            "rule_id": self.rule_id,
            "article": self.article,
            "outcome": self.outcome.value,
            "effect": self.effect,
            "message_key": self.message_key,
        }
        if self.message_params:
            document["message_params"] = dict(self.message_params)
        if self.subject is not None:
            document["subject"] = {"kind": self.subject.kind, "id": self.subject.id}
        if self.compared:
            document["compared"] = [comparison.to_json() for comparison in self.compared]
        if self.outcome is Verdict.MISSING:
            document["missing"] = list(self.missing)
        for name in ("curable", "confidential"):
            if getattr(self, name):
                document[name] = True
        return document


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxAge:
    """How old a document may be, and when that is measured."""

    months: int
    counted_at: Literal["aanvraag", "hypotheekaanbod"]
    rule_id: str | None = None


DocumentStatus = Literal["ontbreekt", "aanwezig", "verouderd", "afgekeurd", "vervangen-door-brondata"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredDocument:
    """A document the rules ask for, and whether it is there."""

    type: DocumentType
    applicant_id: Id | None = None
    subject_id: Id | None = None
    rule_ids: RuleIds = ()
    status: DocumentStatus
    satisfied_by: Id | None = None
    replaceable_by_brondata: tuple[BrondataSource, ...] = ()
    alternative_group: Id | None = None
    max_age: MaxAge | None = None
    needed_by: Phase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A last day, inclusive."""

    kind: str
    on: date
    subject: Subject | None = None
    rule_ids: RuleIds = ()
    consequence_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeningdeelPrice:
    """The rate a leningdeel gets."""

    leningdeel_id: Id
    rate: Rate
    basis: Literal[
        "rentetabel",
        "renteaanbod",
        "hypotheekaanbod",
        "dagrente-passeren",
        "verhuisregeling",
        "basisrente-oorspronkelijke-datum",
        "rentemiddeling",
    ]
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee; the amount is absent when it depends on a sum outside the engine."""

    kind: Literal["annulering", "administratie", "vervroegde-aflossing", "arbeidsmarktscan", "nhg-borgtochtprovisie"]
    amount: Money | None = None
    rule_ids: RuleIds = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """Rates and fees that follow from the rules."""

    leningdelen: tuple[LeningdeelPrice, ...] = ()
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Information for the customer; the text belongs to the message key."""

    message_key: str
    rule_ids: RuleIds = ()
    params: dict[str, Scalar] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The notice in the contract's words."""
        document: dict[str, Any] = {"message_key": self.message_key, "rule_ids": list(self.rule_ids)}
        return {**document, "params": dict(self.params)} if self.params else document


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Enough to take the decision again, bit for bit, years later."""

    engine_version: str
    guide_edition: str
    catalogue_version: str
    norms_version: str
    norms_sha256: str
    facts_sha256: str
    peildatum: date

    def to_json(self) -> dict[str, Any]:
        """The receipt as a JSON object."""
        return jsonform.write(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The outcome, and everything that led to it."""

    decision_id: str
    application_id: str
    decided_at: datetime
    phase: Phase
    outcome: Outcome
    findings: tuple[Finding, ...]
    not_applicable: tuple[str, ...]
    deferred: tuple[tuple[str, Phase], ...]
    figures: Figures
    required_documents: tuple[RequiredDocument, ...]
    deadlines: tuple[Deadline, ...]
    pricing: Pricing
    notices: tuple[Notice, ...]
    receipt: Receipt
    payments: Payments | None = None
    """Added by `payments.with_payments`: schedules, costs, JKP."""

    def to_json(self) -> dict[str, Any]:
        """The decision as the contract (decision.schema.json 1.0) wants it; what was added to it comes last."""
        document: dict[str, Any] = {
            "schema_version": "1.0",
            "decision_id": self.decision_id,
            "application_id": self.application_id,
            "facts_sha256": self.receipt.facts_sha256,
            "decided_at": self.decided_at.isoformat(),
            "phase": self.phase,
            "as_of": self.receipt.peildatum.isoformat(),
            "ruleset": {
                "catalogue_version": self.receipt.catalogue_version,
                "guide_edition": self.receipt.guide_edition,
                "parameter_set": self.receipt.norms_version,
                "engine_version": self.receipt.engine_version,
            },
            "outcome": self.outcome.value,
            "findings": [finding.to_json() for finding in self.findings],
            "not_applicable": list(self.not_applicable),
            "deferred": [{"rule_id": rule_id, "phase": phase} for rule_id, phase in self.deferred],
            "figures": jsonform.write(self.figures),
            "required_documents": [jsonform.write(document) for document in self.required_documents],
            "deadlines": [jsonform.write(deadline) for deadline in self.deadlines],
            "pricing": jsonform.write(self.pricing),
            "notices": [notice.to_json() for notice in self.notices],
        }
        if self.payments is not None:
            document["payments"] = jsonform.write(self.payments)
        return document


def receipt_for(
    *, catalogue_version: str, norms_version: str, norms_sha256: str, facts_sha256: str, on: date
) -> Receipt:
    """The receipt of a decision taken with this engine."""
    return Receipt(
        engine_version=__version__,
        guide_edition=GUIDE_EDITION,
        catalogue_version=catalogue_version,
        norms_version=norms_version,
        norms_sha256=norms_sha256,
        facts_sha256=facts_sha256,
        peildatum=on,
    )


def scalar(value: Decimal | date | str | bool | int | None) -> Scalar:
    """A value in the notation of a comparison; a Decimal keeps the decimals it has."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return value
