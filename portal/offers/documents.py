"""What each PDF says, as frozen data. The lead copy is the JSON; the PDF is drawn from it once.

Every document has the same head (`Document`) and a `kind` under which `document_kinds` finds its class. Terms and
their sources: gids chapter 7; ESIS: directive 2014/17/EU annex II; mandate:
EPC392-08.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar, Literal

from portal.offers.codec import DocumentError, Euro, Part
from portal.offers.lening import Cost, Jkp, Lening
from portal.offers.parts import (
    Address,
    Assumption,
    Borrower,
    CancellationTerms,
    EarlyRepayment,
    Lender,
    MissingDocument,
    Notary,
    Onderpand,
    Receipt,
    SignatureEvidence,
)

MAX_MANDATE_REFERENCE = 35
"""Characters, EPC392-08."""
BrondataMark = Literal["geheel", "gedeeltelijk", "geen"]
"""Whether a file consists of brondata, as the report to NHG must say (A6.10)."""


@dataclass(frozen=True)
class Document(Part):
    """The head of every document. `specimen` marks what a demo made: it binds nobody and says so."""

    kind: ClassVar[str]
    title: ClassVar[str]

    reference: str
    issued_on: date
    lender: Lender
    borrowers: tuple[Borrower, ...]
    specimen: bool

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.reference:
            raise DocumentError("reference", "is empty")
        if not self.borrowers:
            raise DocumentError("borrowers", "nobody is named")

    def to_json(self) -> dict[str, object]:
        """The fields plus `kind`, so that the JSON says by itself what it is."""
        return {"kind": self.kind, **super().to_json()}


@dataclass(frozen=True)
class RenteaanbodDeadlines(Part):
    """Last days, each inclusive, of gids 7.2."""

    accept_by: date
    documents_by: date
    offer_by: date
    rate_until: date

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.accept_by <= self.rate_until or not self.documents_by <= self.rate_until:
            raise DocumentError("deadlines", "a term ends after the rate does")


@dataclass(frozen=True)
class RenteaanbodDocument(Document):
    """The conditional offer (gids 7.1): rate, validity, assumptions, documents to come."""

    kind = "renteaanbod"
    title = "Rente-aanbod"

    onderpand: Onderpand
    lening: Lening
    jkp: Jkp
    assumptions: tuple[Assumption, ...]
    missing_documents: tuple[MissingDocument, ...]
    deadlines: RenteaanbodDeadlines
    costs: tuple[Cost, ...]
    receipt: Receipt


def _check_total(lening: Lening, jkp: Jkp, costs: tuple[Cost, ...]) -> None:
    """The total to be paid is the whole schedule and the costs that the JKP counts (2014/17/EU art. 4(13))."""
    counted = sum(cost.amount for cost in costs if cost.in_jkp and cost.amount is not None)
    if jkp.total_payable != lening.paid_total + counted:
        raise DocumentError("jkp.total_payable", f"is not {lening.paid_total} of the schedule plus {counted} of costs")


@dataclass(frozen=True)
class HypotheekaanbodDeadlines(Part):
    """Last days, each inclusive: the bedenktijd, signing, and passing at the notary (gids 7.2)."""

    reflect_until: date
    sign_by: date
    valid_until: date

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.reflect_until <= self.sign_by <= self.valid_until:
            raise DocumentError("deadlines", "must be in order: bedenktijd, signing, passing")


@dataclass(frozen=True)
class HypotheekaanbodDocument(Document):
    """The binding, unconditional offer (gids 7.1, 7.6). `reflection_days` is the bedenktijd promised."""

    kind = "hypotheekaanbod"
    title = "Hypotheekaanbod"

    renteaanbod_reference: str
    renteaanbod_issued_on: date
    onderpand: Onderpand
    lening: Lening
    jkp: Jkp
    deadlines: HypotheekaanbodDeadlines
    reflection_days: int
    costs: tuple[Cost, ...]
    cancellation: CancellationTerms
    early_repayment: EarlyRepayment
    collection_workdays_before: int
    receipt: Receipt
    brondata: BrondataMark = "geen"

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.deadlines.reflect_until - self.issued_on).days < self.reflection_days:
            raise DocumentError("deadlines.reflect_until", f"leaves less than {self.reflection_days} days")
        if not all(part.schedule for part in self.lening.leningdelen):
            raise DocumentError("lening", "a binding offer shows the schedule of each leningdeel")
        _check_total(self.lening, self.jkp, self.costs)


@dataclass(frozen=True)
class Instalment(Part):
    """One month of the first year over all leningdelen together (ESIS section 7)."""

    number: int
    interest: Euro
    repayment: Euro
    balance: Euro

    @property
    def paid(self) -> Decimal:
        """The instalment itself."""
        return self.interest + self.repayment


@dataclass(frozen=True)
class EsisDocument(Document):
    """The European standardised information sheet, fifteen sections, given with the binding offer.

    Section 2 (intermediary) falls out: this is execution-only, straight from the lender. The
    sections that are left are renumbered (annex II, part B).
    """

    kind = "esis"
    title = "Europees gestandaardiseerd informatieblad"

    onderpand: Onderpand
    lening: Lening
    jkp: Jkp
    valid_until: date
    first_year: tuple[Instalment, ...]
    costs: tuple[Cost, ...]
    early_repayment: EarlyRepayment
    reflection_days: int
    cancellation: CancellationTerms
    receipt: Receipt

    def __post_init__(self) -> None:
        super().__post_init__()
        year = self.lening.schedule[0] if self.lening.schedule else None
        if year is None or len(self.first_year) != min(12, self.lening.looptijd_months):
            raise DocumentError("first_year", "must hold the instalments of the first year")
        if (sum(i.interest for i in self.first_year), sum(i.repayment for i in self.first_year)) != (
            year.interest,
            year.repayment,
        ):
            raise DocumentError("first_year", "does not add up to the first year of the schedule")
        _check_total(self.lening, self.jkp, self.costs)

    @property
    def per_borrowed_euro(self) -> Decimal:
        """What is paid back for each euro borrowed, rounded to cents (annex II, section 3)."""
        return (self.jkp.total_payable / self.lening.hoofdsom).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def loan_to_value(self) -> Decimal:
        """The hoofdsom as a percentage of the marktwaarde, one decimal."""
        share = self.lening.hoofdsom / self.onderpand.marktwaarde * 100
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class SepaMandateDocument(Document):
    """The SEPA Core mandate with every mandatory field of EPC392-08.

    `signature` is absent in the copy that is read and signed, and present in the copy that is kept.
    """

    kind = "sepa-machtiging"
    title = "Doorlopende machtiging SEPA"

    mandate_reference: str
    creditor_name: str
    creditor_address: Address
    creditor_identifier: str
    debtor_name: str
    debtor_iban: str
    payment_type: Literal["doorlopend", "eenmalig"]
    description: str
    signing_place: str
    signed_on: date
    signature: SignatureEvidence | None
    prenotification_days: int
    refund_weeks: int
    collection_workdays_before: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 < len(self.mandate_reference) <= MAX_MANDATE_REFERENCE:
            raise DocumentError("mandate_reference", f"must have 1 to {MAX_MANDATE_REFERENCE} characters")
        for name in ("creditor_name", "creditor_identifier", "debtor_name", "debtor_iban", "signing_place"):
            if not getattr(self, name).strip():
                raise DocumentError(name, "is mandatory in a SEPA mandate")


@dataclass(frozen=True)
class NotarisopdrachtDocument(Document):
    """The passing instruction for the notary, sent when everybody has signed (gids 7.1).

    `conditions` are what this dossier asks beyond what every deed does, as sentences (gids 3.1, 4.8, 8.2).
    """

    kind = "notarisopdracht"
    title = "Opdracht aan de notaris"

    notary: Notary
    hypotheekaanbod_reference: str
    hypotheekaanbod_sha256: str
    signed_on: date
    valid_until: date
    planned_on: date | None
    onderpand: Onderpand
    lening: Lening
    payout: Euro
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class OndertekenbewijsDocument(Document):
    """The evidence that goes beside a sealed document: who signed exactly which bytes, when and how."""

    kind = "ondertekenbewijs"
    title = "Ondertekenbewijs"

    subject_title: str
    subject_reference: str
    subject_sha256: str
    signatures: tuple[SignatureEvidence, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.signatures:
            raise DocumentError("signatures", "nobody signed")
        if any(one.document_sha256 != self.subject_sha256 for one in self.signatures):
            raise DocumentError("signatures", "somebody signed another document")
