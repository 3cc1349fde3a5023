"""The summary of brondata of a decision, put together from what registers said; and the mark of NHG A6.10."""

from collections.abc import Iterator

from brondata.datasets import CollectionStatus, Source
from portal.assessments.ageing import age_limits
from portal.assessments.checklist import ItemState, checklist_of
from portal.assessments.facts.sources import sources_of
from portal.evidence.document_types import document_type
from portal.evidence.services import facts_id
from portal.formats.language import in_dutch
from portal.offers.brondata_document import (
    BrondataDocument,
    ChecklistItem,
    ChecklistPart,
    ReplacedDocument,
    UsedSource,
)
from portal.offers.brondata_lines import lines_of
from portal.offers.documents import BrondataMark, HypotheekaanbodDocument
from portal.offers.judged import Judged

SUPPLIERS = {"ockto": "Ockto"}
BY_THE_APPLICANT = "de aanvrager zelf, als bestand"


@in_dutch()
def brondata_summary(offer: HypotheekaanbodDocument, judged: Judged) -> BrondataDocument:
    """What the offer rests on that came from registers (NHG A6.9)."""
    return BrondataDocument(
        reference=offer.reference,
        issued_on=offer.issued_on,
        lender=offer.lender,
        borrowers=offer.borrowers,
        specimen=offer.specimen,
        mark=offer.brondata,
        nhg=bool(judged.dossier.wish.nhg),
        sources=tuple(_sources(judged)),
        replaced=tuple(_replaced(judged)),
        checklist=_checklist(judged),
        receipt=offer.receipt,
    )


@in_dutch()
def brondata_mark(judged: Judged) -> BrondataMark:
    """Whether the file consists of brondata: of nothing else, in part, or not at all (NHG A6.10)."""
    if not judged.facts.get("brondata"):
        return "geen"
    return "gedeeltelijk" if judged.facts.get("documents") else "geheel"


def _sources(judged: Judged) -> Iterator[UsedSource]:
    until = {(one.applicant_id, one.about): one.usable_until for one in age_limits(judged.facts)}
    used = {(one["applicant_id"], one["source"]) for one in judged.facts.get("brondata", ())}
    proofs = {one["id"] for one in judged.facts.get("documents", ())}
    for applicant in judged.applicants:
        person = facts_id(applicant)
        found = sources_of(applicant, person_id=person)
        for line in found.bundle.collections if found.bundle else ():
            brondata = found.is_brondata(line.source)
            in_facts = (person, line.source.value) in used if brondata else found.proof.get(line.source) in proofs
            if line.status is not CollectionStatus.COLLECTED or not in_facts or found.bundle is None:
                continue
            provider = found.bundle.provider
            yield UsedSource(
                borrower=applicant.full_name,
                register=line.source.label,
                supplier=SUPPLIERS.get(provider, provider) if brondata else BY_THE_APPLICANT,
                method=line.method.value if line.method else "onbekend",
                straight_from_source=brondata,
                collected_at=line.at,
                usable_until=until.get((person, line.source.value)),
                lines=lines_of(found.bundle, line.source),
            )


def _replaced(judged: Judged) -> Iterator[ReplacedDocument]:
    names = {facts_id(one): one.full_name for one in judged.applicants}
    registers = {one["id"]: Source(one["source"]).label for one in judged.facts.get("brondata", ())}
    for document in judged.decision["required_documents"]:
        if document["status"] == "vervangen-door-brondata":
            yield ReplacedDocument(
                title=document_type(document["type"]).name,
                borrower=names.get(document.get("applicant_id", ""), ""),
                register=registers.get(document.get("satisfied_by", ""), ""),
            )


def _checklist(judged: Judged) -> tuple[ChecklistPart, ...]:
    """At the moment of the offer: nobody signed it yet, and this summary is there."""
    found = checklist_of(judged.facts, judged.decision, {"brondata_summary": True})
    return tuple(
        ChecklistPart(
            letter=part.letter,
            title=part.title,
            items=tuple(
                ChecklistItem(name=item.name, value=item.value, origin=item.origin)
                for item in part.items
                if item.state is not ItemState.NOT_APPLICABLE
            ),
        )
        for part in found.parts
    )
