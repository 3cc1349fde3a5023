"""What registers did not give of one applicant, and what of it has to be typed instead (gids 8, route 3)."""

from dataclasses import dataclass
from typing import Any

from brondata.datasets import Brondata, CollectionStatus, Source
from portal.assessments.facts.pension import pension_is_near
from portal.dossiers.choices import IncomeKind
from portal.dossiers.models import Applicant
from portal.dossiers.parts import current
from portal.dossiers.services import declared_income
from portal.evidence.instead import document_instead
from portal.evidence.models import DocumentRequest
from portal.evidence.sources import watched
from portal.journey.forms.brondata import IDENTITY, PENSION, STUDY_DEBT, WORK
from portal.journey.source_words import name_of

# The registers without which there is nothing to decide on, and what one types instead.
TYPED = {Source.UWV: WORK, Source.PENSIOEN: PENSION, Source.DUO: STUDY_DEBT}
EVERYTHING = (*TYPED.values(), IDENTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A register that gave nothing. `sent` is whether a document in its place was opened; `waits` for a mail."""

    source: Source
    sent: DocumentRequest | None
    waits: bool

    @property
    def name(self) -> str:
        """The organisation."""
        return name_of(self.source)


def parts_to_type(applicant: Applicant, bundle: Brondata | None) -> tuple[tuple[str, ...], ...]:
    """Which parts of the income form this applicant fills in: groups of field names."""
    if bundle is None or applicant.route == Applicant.Route.DOCUMENTS:
        asked = EVERYTHING
    else:
        asked = tuple(part for source, part in TYPED.items() if bundle.collected(source) is None)
    return tuple(part for part in asked if _has(applicant, part))


def _has(applicant: Applicant, part: tuple[str, ...]) -> bool:
    """Whether there is something to type: nobody without a job is asked for an employer."""
    kinds = current(applicant).get("income_kinds")
    if kinds is None:
        return part != PENSION
    if part == WORK:
        return IncomeKind.WAGE in kinds
    return part != PENSION or IncomeKind.PENSION in kinds or pension_is_near(applicant)


def untyped(applicant: Applicant, bundle: Brondata | None) -> bool:
    """Whether something has to be typed before the figures are whole."""
    typed: dict[str, Any] = declared_income(applicant) or {}
    return any(name not in typed for part in parts_to_type(applicant, bundle) for name in part)


def gaps_of(applicant: Applicant, bundle: Brondata | None) -> list[Gap]:
    """The registers that were asked and gave nothing, with what the applicant chose to do about each."""
    lines = bundle.collections if bundle else ()
    failed = [line.source for line in lines if line.status is CollectionStatus.FAILED]
    if not failed:
        return []
    waiting = watched(applicant)
    rows = DocumentRequest.objects.filter(applicant=applicant).exclude(state=DocumentRequest.State.WITHDRAWN)
    requests = {row.document_type: row for row in rows}
    return [Gap(source=one, sent=requests.get(document_instead(one)), waits=one in waiting) for one in failed]
