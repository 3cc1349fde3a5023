"""Documents and brondata as the facts name them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from brondata.datasets import Brondata, CollectionStatus, Method, Source
from portal.assessments.facts.inputs import Person
from portal.assessments.facts.shapes import Json, known, money
from portal.assessments.facts.sources import document_id
from portal.dossiers.models import Dossier
from portal.evidence.models import Upload
from portal.evidence.services import facts_id
from portal.evidence.uploads import figures_of

# Which documents a register stands in for (gids 8.1; NHG bijlage 4 a-j).
REPLACES = {
    Source.BRP: ("identiteitsbewijs", "bewijs-verblijf-nederland"),
    Source.UWV: ("salarisstrook", "werkgeversverklaring", "jaaropgave", "uwv-verzekeringsbericht"),
    Source.PENSIOEN: ("pensioenoverzicht", "pensioen-jaaropgave"),
    Source.DUO: ("duo-bericht",),
    Source.BELASTINGDIENST: ("aangifte-inkomstenbelasting", "vooraf-ingevulde-aangifte", "bankafschrift"),
    Source.KADASTER: (),
    Source.WOZ: ("woz-beschikking",),
    Source.RDW: (),
    Source.BANK: (),
    Source.IDIN: (),
}
REVIEWS = {
    Upload.State.READY: "ontvangen",
    Upload.State.RECEIVED: "ontvangen",
    Upload.State.APPROVED: "goedgekeurd",
    Upload.State.REJECTED: "afgekeurd",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDocument:
    """One file as the facts know it, with the figures a person read on it."""

    id: str
    type: str
    approved: bool
    facts: Json
    figures: dict[str, Any]


def documents_of(dossier: Dossier) -> list[JudgedDocument]:
    """Every file that stands, oldest first."""
    rows = (
        Upload.objects.filter(request__dossier=dossier, state__in=list(REVIEWS))
        .select_related("request__applicant", "request__dossier__key")
        .order_by("uploaded_at")
    )
    return [_document(row) for row in rows]


def brondata_facts(persons: tuple[Person, ...]) -> list[Json]:
    """One entry per applicant and register that gave its data, with the moment it was collected."""
    return [
        known(
            {
                "id": f"b-{person.id}-{line.source.value}",
                "applicant_id": person.id,
                "supplier": "Ockto",
                "source": line.source.value,
                "collected_at": timezone.localtime(line.at).isoformat(timespec="seconds"),
                "direct_from_source": line.method is not Method.SCRAPING,
                "reliable": True,
                "summary_received": True,
                "summary_shows_collected_at": True,
                "replaces": list(REPLACES[line.source]),
                "amounts": _amounts(line.source, person.bundle),
            }
        )
        for person in persons
        if person.bundle
        for line in person.bundle.collections
        # The contract of the facts has no word for the registered income (MGI).
        if line.status is CollectionStatus.COLLECTED and line.source in REPLACES
        if person.sources.is_brondata(line.source)
    ]


def _amounts(source: Source, bundle: Brondata) -> Json | None:
    """What the VIA says is in the bank; None for other registers and when it says nothing."""
    belasting = bundle.belastingdienst
    if source is not Source.BELASTINGDIENST or belasting is None:
        return None
    latest = max(belasting.aangiften, key=lambda one: one.jaar, default=None)
    balances = [one.saldo_1_januari for one in latest.bankrekeningen] if latest else []
    stated = [balance for balance in balances if balance is not None]
    return {"bank_balance": money(sum(stated, Decimal(0)))} if stated else None


def _document(row: Upload) -> JudgedDocument:
    figures = figures_of(row)
    row_id = document_id(row.id.hex)
    return JudgedDocument(
        id=row_id,
        type=row.request.document_type,
        approved=row.state == Upload.State.APPROVED,
        figures=figures,
        facts=known(
            {
                "id": row_id,
                "type": row.request.document_type,
                "applicant_id": facts_id(row.request.applicant) if row.request.applicant else None,
                "subject_id": row.request.subject_id,
                "dated": row.dated.isoformat() if row.dated else None,
                "received_on": timezone.localtime(row.uploaded_at).date().isoformat(),
                "signed_by_all_parties": figures.get("signed_by_all"),
                "valid_until": figures.get("valid_until"),
                "review": REVIEWS[Upload.State(row.state)],
            }
        ),
    )
