"""A document in place of one register that gave nothing (gids 8, route 3)."""

from collections.abc import Mapping

from django.db import transaction

from brondata.datasets import Source
from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.transitions import note, touch
from portal.evidence.models import DocumentRequest
from portal.evidence.sources import end_watches

# The document that the register itself would give on paper (gids 8.2). Of the Kadaster we look ourselves.
DOCUMENTS: Mapping[str, str] = {
    "mijnoverheid-woz": "woz-beschikking",
    "mijnoverheid-mgi": "aangifte-inkomstenbelasting",
    "mijnuwv": "uwv-verzekeringsbericht",
    "belastingdienst": "vooraf-ingevulde-aangifte",
    "mijnpensioenoverzicht": "pensioenoverzicht",
    "duo": "duo-bericht",
    "psd2-bank": "bankafschrift",
}


def document_instead(source: Source) -> str:
    """The type of the document that stands in for `source`, or nothing: the BRP says whose all the rest is."""
    return DOCUMENTS.get(source.value, "")


def ask_instead(*, applicant: Applicant, source: Source) -> DocumentRequest:
    """Open the request for that document, before any decision asks; the decision keeps it or withdraws it.

    Raises:
        KeyError: no document stands in for this source.
    """
    kind = DOCUMENTS[source.value]
    with transaction.atomic():
        touch(applicant.dossier)
        request, new = DocumentRequest.objects.get_or_create(
            dossier=applicant.dossier,
            applicant=applicant,
            document_type=kind,
            subject_id="",
            defaults={"opened_at": clock.now()},
        )
        if request.state == DocumentRequest.State.WITHDRAWN:
            DocumentRequest.objects.filter(pk=request.pk).update(state=DocumentRequest.State.OPEN)
        end_watches(applicant, [source])
        if new:
            detail = {"source": source.value, "type": kind}
            note(applicant.dossier, "document_instead", actor=applicant.user, detail=detail)
    return request
