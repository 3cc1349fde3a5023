"""A figure is said to be wrong; a clerk decides. Until then, and when the register stands, its value counts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from brondata.datasets import Brondata, Source
from portal import clock
from portal.disputes.models import Dispute
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.transitions import note, touch
from portal.evidence.consents import standing_consents
from portal.evidence.models import DocumentRequest, Upload
from portal.evidence.services import ask_document
from portal.identity.models import User
from portal.vault import services as vault

CLAIM_PLACE, VERDICT_PLACE = "disputes.Dispute.claim", "disputes.Dispute.verdict"
WAGES = "verzekeringsbericht"
"""Wages are not corrected by hand: the IBL works from UWV's own data or not at all, and documents take its place."""
DOCUMENTS: Mapping[Source, str] = {
    Source.UWV: "werkgeversverklaring",
    Source.DUO: "duo-bericht",
    Source.BELASTINGDIENST: "bankafschrift",
    Source.PENSIOEN: "pensioenoverzicht",
    Source.BRP: "identiteitsbewijs",
}
"""What shows that a register is wrong; for the others a clerk says in words what helps."""
ASKED = gettext_lazy(
    "Je meldde dat een gegeven uit een register niet klopt. Stuur een document waarop staat wat het moet zijn. "
    "Dan kijkt een medewerker ernaar."
)


class AlreadyOpen(Exception):
    """This figure was reported before and nobody decided yet."""


class AlreadyDecided(Exception):
    """Somebody was first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as a page shows it; `place` is empty when nobody can correct it but the register."""

    name: str
    value: str
    source: Source
    place: str = ""

    @property
    def code(self) -> str:
        """Names the figure in an address: no name or value of a person leaves the page."""
        return vault.keyed_hash(f"{self.source.value}\0{self.name}\0{self.place}", purpose="dispute")[:32]


def open_dispute(*, applicant: Applicant, figure: Figure, should_be: str, why: str) -> Dispute:
    """Keep the claim beside the register's value, ask for the document that shows it, and give the desk its task.

    Raises:
        AlreadyOpen: it was reported before.
        LookupError: there is no brondata any more that it could be about.
    """
    with transaction.atomic():
        touch(applicant.dossier)
        consent = standing_consents(applicant).select_related("key").last()
        if consent is None:
            raise LookupError("no brondata")
        if disputes_of(applicant).filter(figure=figure.code, state=Dispute.State.OPEN).exists():
            raise AlreadyOpen(figure.code)
        request = ask_document(
            dossier=applicant.dossier,
            document_type=DOCUMENTS.get(figure.source, "overig"),
            applicant=applicant,
            note_text=ASKED,
            by=applicant.user,
        )
        row = Dispute(
            applicant=applicant,
            consent=consent,
            figure=figure.code,
            place=figure.place,
            request=request,
            opened_at=clock.now(),
        )
        claim = {
            "name": figure.name,
            "source": figure.source.value,
            "value": figure.value,
            "should_be": should_be,
            "why": why,
        }
        row.claim = vault.seal_json(consent.key, place=CLAIM_PLACE, row=row.id, value=claim)
        row.save(force_insert=True)
        note(applicant.dossier, "figure_disputed", actor=applicant.user, detail={"position": applicant.position})
    return row


def decide_dispute(
    *, dispute: Dispute, by: User, motivation: str, corrected: Decimal | None = None, evidence: Upload | None = None
) -> None:
    """A clerk decides: with `evidence` the document stands, and its amount where there is one; without, the register.

    Raises:
        AlreadyDecided: somebody was first.
        ValueError: no motivation, or a correction without a document or of what only the register can correct.
    """
    if not motivation.strip():
        raise ValueError("a verdict has a motivation")
    if evidence is not None and (not dispute.place or (corrected is None) is not (dispute.place == WAGES)):
        raise ValueError("this figure is not corrected this way")
    if evidence is None and corrected is not None:
        raise ValueError("a correction has a document")
    state = Dispute.State.UPHELD if evidence is None else Dispute.State.CORRECTED
    verdict = {"motivation": motivation.strip(), "corrected": None if corrected is None else f"{corrected:.2f}"}
    sealed = vault.seal_json(dispute.consent.key, place=VERDICT_PLACE, row=dispute.id, value=verdict)
    with transaction.atomic():
        touch(dispute.applicant.dossier)
        rows = Dispute.objects.filter(pk=dispute.pk, state=Dispute.State.OPEN)
        if not rows.update(state=state, decided_at=clock.now(), decided_by=by, evidence=evidence, verdict=sealed):
            raise AlreadyDecided(str(dispute.pk))
        left = Dispute.objects.filter(request=dispute.request, state=Dispute.State.OPEN).exists()
        if not left and not dispute.request.rule_ids:  # no rule asks for it: nothing to send any more
            rows_open = DocumentRequest.objects.filter(pk=dispute.request_id, state=DocumentRequest.State.OPEN)
            rows_open.update(state=DocumentRequest.State.WITHDRAWN)
        note(dispute.applicant.dossier, "dispute_decided", actor=by, detail={"state": str(state)})


def disputes_of(applicant: Applicant) -> QuerySet[Dispute]:
    """The disputes about brondata that is still there, oldest first."""
    return applicant.disputes.filter(consent__ended_at__isnull=True).select_related("consent__key", "request")


def open_disputes(dossier: Dossier) -> QuerySet[Dispute]:
    """What the desk must decide before a binding offer."""
    rows = Dispute.objects.filter(applicant__dossier=dossier, state=Dispute.State.OPEN, consent__ended_at__isnull=True)
    return rows.select_related("applicant__dossier", "consent__key", "request")


def claim_of(row: Dispute) -> dict[str, str]:
    """Name, source, value, should_be and why."""
    found: dict[str, str] = vault.unseal_json(row.consent.key, place=CLAIM_PLACE, row=row.id, sealed=row.claim)
    return found


def verdict_of(row: Dispute) -> dict[str, str]:
    """Motivation and `corrected` (an amount or None); empty while nobody decided."""
    if not row.verdict:
        return {}
    found: dict[str, str] = vault.unseal_json(row.consent.key, place=VERDICT_PLACE, row=row.id, sealed=row.verdict)
    return found


def with_corrections(applicant: Applicant, bundle: Brondata | None) -> Brondata | None:
    """The datasets as a decision uses them: what a document showed in place of the register. Never stored."""
    if bundle is None:
        return None
    for row in disputes_of(applicant).filter(state=Dispute.State.CORRECTED):
        if row.place == WAGES:
            lines = tuple(one for one in bundle.collections if one.source is not Source.UWV)
            bundle = replace(bundle, verzekeringsbericht=None, collections=lines)
        else:
            bundle = _put(bundle, row.place.split("."), Decimal(verdict_of(row)["corrected"]))
    return bundle


def _put(value: Any, path: list[str], amount: Decimal) -> Any:
    """`value` with the amount at `path`: names of fields and numbers in lists. What is not there stays not there."""
    if not path:
        return amount
    name, rest = path[0], path[1:]
    if isinstance(value, tuple):
        return tuple(_put(one, rest, amount) if str(at) == name else one for at, one in enumerate(value))
    found = getattr(value, name)
    return value if found is None else replace(value, **{name: _put(found, rest, amount)})
