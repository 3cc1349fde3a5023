"""What helps, and what room is left, as data. Worked out by `remedies` and `room`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from underwriting import jsonform
from underwriting.decision import Outcome
from underwriting.facts.words import DocumentType
from underwriting.jsonform import Id, Money

RemedyKind = Literal[
    "lower-loan", "higher-loan", "rentevastperiode", "looptijd", "aflosvorm", "nhg", "repay-debts",
    "lower-overbrugging", "higher-inschrijving", "wait-until", "add-documents",
]  # fmt: skip
JsonValue = str | bool | int | Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that becomes another: where it stands, and its new value as JSON; None takes it out."""

    path: str
    value: JsonValue


Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """A document that is still to come after the change."""

    type: DocumentType
    applicant_id: Id | None = None
    subject_id: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """What a changed application comes to, as far as may be told, and what it still lacks.

    `facts` are paths that people can fill; `fails` are rules that still fail.
    """

    outcome: Outcome
    gross_monthly: Money | None = None
    documents: tuple[OpenDocument, ...] = ()
    facts: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One change that helps.

    `amount` in whole euros, `months`, `years` and `on` say how much, how long or when, by kind; `subject_ids` names the
    leningdelen or debts that change. `cures` are the rules that no longer fail, refer or lack something; `cures_all`:
    all that was searched for is cured, and at most what can be put right within the application still fails.
    """

    kind: RemedyKind
    amount: Money | None = None
    months: int | None = None
    years: int | None = None
    on: date | None = None
    subject_ids: tuple[Id, ...] = ()
    changes: Changes
    cures: tuple[str, ...]
    cures_all: bool
    remains: Remains

    def to_json(self) -> dict[str, Any]:
        """The remedy as a JSON object; what does not bear on its kind is left out."""
        document: dict[str, Any] = {"kind": self.kind}
        if self.amount is not None:
            document["amount"] = _money(self.amount)
        for name, value in (("months", self.months), ("years", self.years)):
            if value is not None:
                document[name] = value
        if self.on is not None:
            document["on"] = self.on.isoformat()
        if self.subject_ids:
            document["subject_ids"] = list(self.subject_ids)
        return {
            **document,
            "changes": [{"path": change.path, "value": change.value} for change in self.changes],
            "cures": list(self.cures),
            "cures_all": self.cures_all,
            "remains": jsonform.write(self.remains),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Every remedy that was found, in how many decisions; `complete` is False when the limit ended the search."""

    remedies: tuple[Remedy, ...]
    decisions: int
    complete: bool

    def to_json(self) -> dict[str, Any]:
        """The remedies as a JSON object."""
        return {
            "remedies": [remedy.to_json() for remedy in self.remedies],
            "decisions": self.decisions,
            "complete": self.complete,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much more can be lent in the same parts, whole euros.

    `amount` is what passes in all; a euro more fails or refers on the rules `bounded_by`. The three others are how far
    income, value and product reach, each alone; None when that limit is not known.
    """

    amount: Money
    on_income: Money | None = None
    on_value: Money | None = None
    on_product: Money | None = None
    changes: Changes = ()
    bounded_by: tuple[str, ...] = ()
    remains: Remains
    decisions: int

    def to_json(self) -> dict[str, Any]:
        """The room as a JSON object."""
        limits = {"on_income": self.on_income, "on_value": self.on_value, "on_product": self.on_product}
        return {
            "amount": _money(self.amount),
            **{name: _money(value) for name, value in limits.items() if value is not None},
            "changes": [{"path": change.path, "value": change.value} for change in self.changes],
            "bounded_by": list(self.bounded_by),
            "remains": jsonform.write(self.remains),
            "decisions": self.decisions,
        }


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"
