"""The facts of one application: the whole document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from underwriting import jsonform, jsonread
from underwriting.facts.applicants import Applicant, Household
from underwriting.facts.application import Aanbod, Application, Evaluation, Passeren, Payment
from underwriting.facts.evidence import Brondata, Document, DossierState, Fraud, Reference
from underwriting.facts.existing_loan import ExistingLoan, ExistingLoanRequest
from underwriting.facts.lening import Lening
from underwriting.facts.obligations import Obligation, OtherProperty, OwnFunds
from underwriting.facts.onderpand import Onderpand

NEW_LOAN_REQUESTS = frozenset({"nieuwe-hypotheek", "onderhandse-verhoging", "tweede-hypotheek"})
"""Requests for (more) loan; every other request is about a running loan."""


class FactsError(ValueError):
    """The document is not a facts document. `path` is the JSON path of the fault, `message` says what is wrong."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path or '$'}: {message}")
        self.path = path
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about one application on one day. An absent fact is None: not known, never "no"."""

    schema_version: Literal["1.0"]
    evaluation: Evaluation
    application: Application
    applicants: tuple[Applicant, ...]
    household: Household | None = None
    obligations: tuple[Obligation, ...] | None = None
    other_properties: tuple[OtherProperty, ...] | None = None
    onderpand: Onderpand | None = None
    lening: Lening | None = None
    own_funds: OwnFunds | None = None
    aanbod: Aanbod | None = None
    passeren: Passeren | None = None
    payment: Payment | None = None
    existing_loan: ExistingLoan | None = None
    existing_loan_request: ExistingLoanRequest | None = None
    documents: tuple[Document, ...] | None = None
    brondata: tuple[Brondata, ...] | None = None
    fraud: Fraud | None = None
    dossier: DossierState | None = None
    reference: Reference | None = None

    @property
    def about_running_loan(self) -> bool:
        """Whether something is asked about a loan that runs (gids 10), and no new or larger one."""
        return self.application.request_type not in NEW_LOAN_REQUESTS

    @classmethod
    def from_json(cls, document: object) -> "Facts":
        """Read a parsed facts document. Raises FactsError at the first fault; unknown keys are faults."""
        try:
            facts = jsonread.read(cls, document)
        except jsonread.FormError as error:
            raise FactsError(error.path, error.message) from None
        facts._check_parts(document)
        return facts

    def to_json(self) -> dict[str, Any]:
        """The document again; what was absent stays absent."""
        return jsonform.write(self)

    def sha256(self) -> str:
        """SHA-256 over the canonical form (RFC 8785) of the document."""
        return jsonform.sha256(self.to_json())

    def _check_parts(self, document: object) -> None:
        if not self.applicants:
            raise FactsError("applicants", "must not be empty: there is at least one applicant")
        new_loan = self.application.request_type in NEW_LOAN_REQUESTS
        needed = ("lening", "onderpand") if new_loan else ("existing_loan",)
        for name in needed:
            if getattr(self, name) is None:
                raise FactsError(name, f"is required: an object, for a request of type {self.application.request_type}")
        if self.lening is not None and not self.lening.leningdelen:
            raise FactsError("lening.leningdelen", "must not be empty: there is at least one leningdeel")
        taken: dict[str, str] = {}
        for path, name in _ids(document, ""):
            if name in taken:
                raise FactsError(f"{path}.id", f"{name} is the id of {taken[name]} already; every id must be another")
            taken[name] = path


def _ids(value: object, path: str) -> Iterator[tuple[str, str]]:
    """The path and id of every thing in a list; the application and the earlier one are outside the document."""
    if isinstance(value, list):
        for index, entry in enumerate(value):
            place = f"{path}[{index}]"
            if isinstance(entry, dict) and "id" in entry:
                yield place, entry["id"]
            yield from _ids(entry, place)
    elif isinstance(value, dict):
        for key, entry in value.items():
            if isinstance(entry, dict | list):
                yield from _ids(entry, f"{path}.{key}" if path else key)
