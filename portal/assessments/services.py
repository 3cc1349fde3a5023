"""Run the engine on a dossier and keep the decision; what follows from it is `offers.process`."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from portal import clock
from portal.assessments.facts import assemble_facts
from portal.assessments.facts.inputs import Terms
from portal.assessments.facts.shapes import Json
from portal.assessments.models import Assessment
from portal.dossiers.models import Dossier
from portal.dossiers.transitions import StaleDossier, note
from portal.evidence.consents import keys_in_use
from portal.vault import services as vault
from underwriting.decide import decide
from underwriting.decision import Decision
from underwriting.facts import Facts
from underwriting.norms import norms_on
from underwriting.payments import with_payments

FACTS_PLACE = "assessments.Assessment.facts"
DECISION_PLACE = "assessments.Assessment.decision"
REJECTED = "rejected"


def assess(*, dossier: Dossier, phase: str, terms: Terms | None, complete: bool | None = None) -> Assessment:
    """Decide now on what is known now, and keep it. The same input gives the same row.

    Args:
        phase: a phase of the guide; rules of later phases are listed as deferred.
        terms: what the running renteaanbod fixes, when there is one.
        complete: whether the file holds every document; None leaves it unsaid.

    Raises:
        FactsError, NoNormsInForce: our own data is wrong; a person must look.
        StaleDossier: brondata came or went while the engine was at work.
    """
    keys = keys_in_use(dossier)
    document = assemble_facts(dossier, phase=phase, terms=terms, complete=complete)
    decided_at = clock.now()
    decision = judgement(Facts.from_json(document), decided_at=decided_at)
    receipt = decision.receipt
    same = dossier.assessments.select_related("key").filter(
        removed_at__isnull=True,
        phase=phase,
        facts_sha256=receipt.facts_sha256,
        norms_sha256=receipt.norms_sha256,
        guide_version=receipt.guide_edition,
    )
    if (found := same.first()) is not None:
        return found
    row = Assessment(
        id=uuid.uuid4(),
        dossier=dossier,
        key=vault.create_key(under=[dossier.key, *keys]),
        phase=phase,
        peildatum=receipt.peildatum,
        outcome=decision.outcome.value,
        facts_sha256=receipt.facts_sha256,
        norms_version=receipt.norms_version,
        norms_sha256=receipt.norms_sha256,
        guide_version=receipt.guide_edition,
        decided_at=decided_at,
    )
    row.facts = vault.seal_json(row.key, place=FACTS_PLACE, row=row.id, value=document)
    row.decision = vault.seal_json(row.key, place=DECISION_PLACE, row=row.id, value=decision.to_json())
    try:
        with transaction.atomic():
            # Withdrawing consent takes the same lock: a decision is never kept beside keys that are going.
            Dossier.objects.select_for_update().get(pk=dossier.pk)
            if keys_in_use(dossier) != keys:
                raise StaleDossier(dossier.number)
            row.save(force_insert=True)
            note(dossier, "assessed", actor=None, detail={"phase": phase, "outcome": row.outcome})
    except IntegrityError:
        return same.get()
    return row


def judgement(facts: Facts, *, decided_at: datetime) -> Decision:
    """What is stored: the decision by the norms of its day, with what papers quote. Replay does the same."""
    norms = norms_on(facts.evaluation.as_of)
    return with_payments(decide(facts, norms, decided_at=decided_at), facts, norms)


def decision_of(row: Assessment) -> Json:
    """The decision as it was stored (contract)."""
    found: Json = vault.unseal_json(row.key, place=DECISION_PLACE, row=row.id, sealed=row.decision)
    return found


def facts_of(row: Assessment) -> Json:
    """The facts it was taken on."""
    found: Json = vault.unseal_json(row.key, place=FACTS_PLACE, row=row.id, sealed=row.facts)
    return found


def remove_unreadable(dossier: Dossier) -> list[Assessment]:
    """Mark the decisions whose keys went, in the caller's transaction: the receipt stays, to count them by."""
    rows = [
        row
        for row in dossier.assessments.filter(removed_at__isnull=True).select_related("key")
        if not vault.can_open(row.key)
    ]
    Assessment.objects.filter(pk__in=[row.pk for row in rows]).update(removed_at=clock.now())
    return rows
