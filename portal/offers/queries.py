"""Reads of offers that more than one place needs."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import cast

from django.db.models import QuerySet
from django.utils import timezone

from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.offers.document_kinds import document_from_json
from portal.offers.documents import HypotheekaanbodDocument, RenteaanbodDocument
from portal.offers.models import ChangeRequest, Hypotheekaanbod, Renteaanbod
from portal.vault import services as vault
from portal.vault.models import StoredFile

RUNNING = (State.COLLECTING, State.ASSESSING, State.IN_REVIEW, State.APPROVED)
"""States in which a renteaanbod runs and the binding offer is not there yet."""
RENTEAANBOD_PLACE = "offers.Renteaanbod.document"
HYPOTHEEKAANBOD_PLACE = "offers.Hypotheekaanbod.document"


def current_renteaanbod(dossier: Dossier) -> Renteaanbod | None:
    """The running renteaanbod, or None before the first and after the last was replaced."""
    return (
        Renteaanbod.objects.filter(dossier=dossier, replaced_at__isnull=True)
        .select_related("assessment__key", "file__key")
        .first()
    )


def renteaanbod_document(row: Renteaanbod) -> RenteaanbodDocument:
    """The content of a renteaanbod, as it was rendered."""
    value = vault.unseal_json(row.assessment.key, place=RENTEAANBOD_PLACE, row=row.id, sealed=row.document)
    return cast(RenteaanbodDocument, document_from_json(value))


def rates_of(row: Renteaanbod) -> dict[int, Decimal]:
    """The rate per leningdeel number that a renteaanbod fixes, percent a year."""
    return {part.number: part.rate for part in renteaanbod_document(row).lening.leningdelen}


def hypotheekaanbod_of(dossier: Dossier) -> Hypotheekaanbod | None:
    """The hypotheekaanbod of a dossier, or None."""
    return (
        Hypotheekaanbod.objects.filter(dossier=dossier)
        .select_related("assessment__key", "file__key", "sealed_file__key", "esis__key", "brondata__key")
        .first()
    )


def hypotheekaanbod_document(row: Hypotheekaanbod) -> HypotheekaanbodDocument:
    """The content of a hypotheekaanbod, as it was rendered."""
    value = vault.unseal_json(row.assessment.key, place=HYPOTHEEKAANBOD_PLACE, row=row.id, sealed=row.document)
    return cast(HypotheekaanbodDocument, document_from_json(value))


def checklist_file(dossier: Dossier) -> dict[str, str | int | bool]:
    """What only the dossier knows of NHG's checklist: the accepted offer, its signatures, our summary of brondata."""
    row = hypotheekaanbod_of(dossier)
    if row is None:
        return {}
    signed = list(row.signatures.values_list("signed_at", flat=True))
    known: dict[str, str | int | bool] = {}
    if row.brondata_id is not None:
        known["brondata_summary"] = True
    if signed:
        known["signatures"] = len(signed)
    if len(signed) == dossier.applicants.count():
        known["accepted_on"] = timezone.localtime(max(signed)).date().isoformat()
    return known


def file_of(dossier: Dossier, what: str) -> tuple[StoredFile, str] | None:
    """A downloadable file and its name: the sealed offer takes the place of the unsigned one."""
    row = hypotheekaanbod_of(dossier)
    if row is None:
        return None
    files = {
        "hypotheekaanbod": row.sealed_file or row.file,
        "esis": row.esis,
        "brondata": row.brondata,
        "ondertekenbewijs": row.evidence_file,
    }
    mandate = getattr(dossier, "mandate", None)
    if mandate is not None:
        files["machtiging"] = mandate.file
    stored = files.get(what)
    return (stored, what) if stored else None


def refused_by(row: Hypotheekaanbod) -> dict[uuid.UUID, datetime]:
    """Who said not to sign this offer (user id) and when; who signed after all is in here too."""
    said = row.dossier.events.filter(name="sign_refused", detail__aanbod=str(row.id), actor__isnull=False)
    return dict(said.order_by("-id").values_list("actor_id", "at"))


def open_changes(dossier: Dossier) -> int:
    """How many changes of the running renteaanbod are not settled: none or one."""
    return unsettled_changes().filter(renteaanbod__dossier=dossier).count()


def unsettled_changes() -> QuerySet[ChangeRequest]:
    """The changes of running renteaanbiedingen that are not settled."""
    return ChangeRequest.objects.filter(closed_at__isnull=True, renteaanbod__replaced_at__isnull=True)
