"""Documents that a rule asks for: are they there, fresh enough, or replaced by brondata?"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from underwriting.decision import DocumentStatus, MaxAge, RequiredDocument
from underwriting.facts.evidence import Brondata, Document
from underwriting.facts.words import BrondataSource, DocumentType, Phase
from underwriting.figures import Subject
from underwriting.periods import add_months
from underwriting.rule import Answer, Yielded, missing, passed

if TYPE_CHECKING:
    from underwriting.case import Case

SATISFIED: frozenset[DocumentStatus] = frozenset({"aanwezig", "vervangen-door-brondata"})


def ask(
    case: "Case",
    document_type: DocumentType,
    *,
    applicant_id: str | None = None,
    subject_id: str | None = None,
    needed_by: Phase = "dossier",
    max_age: MaxAge | None = None,
    replaceable_by: tuple[BrondataSource, ...] = (),
    alternative_group: str | None = None,
) -> RequiredDocument:
    """The document with its status. A document of another applicant or of another subject does not count."""
    supplied = _supplied(case, document_type, applicant_id, subject_id)
    status, satisfied_by = _status(case, document_type, applicant_id, supplied, max_age, replaceable_by)
    return RequiredDocument(
        type=document_type,
        applicant_id=applicant_id,
        subject_id=subject_id,
        status=status,
        satisfied_by=satisfied_by,
        replaceable_by_brondata=replaceable_by,
        alternative_group=alternative_group,
        max_age=max_age,
        needed_by=needed_by,
    )


def demand(*documents: RequiredDocument, subject: Subject | None = None) -> Iterator[Yielded]:
    """All documents are needed: the documents, and a pass or what is lacking."""
    yield from documents
    yield _answer([document for document in documents if document.status not in SATISFIED], subject)


def demand_one(*documents: RequiredDocument, subject: Subject | None = None) -> Iterator[Yielded]:
    """One of the documents is enough: the documents, and a pass or what is lacking."""
    yield from documents
    satisfied = any(document.status in SATISFIED for document in documents)
    yield passed(subject=subject) if satisfied else _answer(list(documents), subject)


def fresh(dated: date, max_age: MaxAge, case: "Case") -> bool:
    """Whether something dated is young enough on the day its age is measured."""
    return dated >= oldest(max_age, case)


def oldest(max_age: MaxAge, case: "Case") -> date:
    """The earliest date that is still young enough; that day itself counts."""
    measured = case.applied_on if max_age.counted_at == "aanvraag" else case.offer_on
    return add_months(measured, -max_age.months)


def _answer(lacking: list[RequiredDocument], subject: Subject | None) -> Answer:
    if not lacking:
        return passed(subject=subject)
    return missing(*(f"document:{document.type}" for document in lacking), subject=subject)


def _status(
    case: "Case",
    document_type: DocumentType,
    applicant_id: str | None,
    supplied: list[Document],
    max_age: MaxAge | None,
    replaceable_by: tuple[BrondataSource, ...],
) -> tuple[DocumentStatus, str | None]:
    usable = [document for document in supplied if document.review != "afgekeurd"]
    for document in usable:
        if max_age is None or (document.dated is not None and fresh(document.dated, max_age, case)):
            return "aanwezig", document.id
    entry = stand_in(case, document_type, applicant_id, max_age, replaceable_by)
    if entry is not None:
        return "vervangen-door-brondata", entry.id
    if usable:
        return "verouderd", None
    return ("afgekeurd" if supplied else "ontbreekt"), None


def stand_in(
    case: "Case",
    document_type: DocumentType,
    applicant_id: str | None,
    max_age: MaxAge | None,
    sources: tuple[BrondataSource, ...],
) -> Brondata | None:
    """The brondata that takes the place of a document, if there is any."""
    for entry in _from_sources(case, sources):
        young = max_age is None or fresh(entry.collected_at.on, max_age, case)
        if young and replaces(entry, document_type, applicant_id, case):
            return entry
    return None


def _supplied(
    case: "Case", document_type: DocumentType, applicant_id: str | None, subject_id: str | None
) -> list[Document]:
    """What was supplied, best first: a newer copy makes up for one that is unsigned, expired or old."""
    found = [
        document
        for document in case.facts.documents or ()
        if document.type == document_type and _concerns(document, applicant_id, subject_id)
    ]
    return sorted(found, key=_worth)


def _worth(document: Document) -> tuple[bool, int, int, str]:
    return (
        document.signed_by_all_parties is not True,
        -document.valid_until.toordinal() if document.valid_until else 0,
        -document.dated.toordinal() if document.dated else 0,
        document.id,
    )


def _concerns(document: Document, applicant_id: str | None, subject_id: str | None) -> bool:
    """A document that names no applicant or subject may concern any."""
    of_applicant = applicant_id is None or document.applicant_id in (None, applicant_id)
    of_subject = subject_id is None or document.subject_id in (None, subject_id)
    return of_applicant and of_subject


def _from_sources(case: "Case", sources: tuple[BrondataSource, ...]) -> list[Brondata]:
    """What came from these sources, in the order in which the rule names them; of one source the newest first."""
    entries = [entry for entry in case.facts.brondata or () if entry.source in sources]
    entries.sort(key=lambda entry: entry.id)
    entries.sort(key=lambda entry: entry.collected_at.at, reverse=True)
    return sorted(entries, key=lambda entry: sources.index(entry.source))


def replaces(entry: Brondata, document_type: DocumentType, applicant_id: str | None, case: "Case") -> bool:
    """Whether data stands in for a document.

    It does when it came straight from the source, was found reliable (NHG A6.4, A6.5), and the lender accepts it for
    this document (NHG A6.12); a lender that named no documents accepts it for all.
    """
    accepted = case.facts.dossier.lender_accepts_brondata_for if case.facts.dossier else None
    return (
        document_type in (entry.replaces or ())
        and (accepted is None or document_type in accepted)
        and (applicant_id is None or entry.applicant_id in (None, applicant_id))
        and entry.direct_from_source is True
        and entry.reliable is True
    )
