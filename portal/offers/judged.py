"""What papers rest on: a dossier, its decision and the facts of that decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.assessments.models import Assessment
from portal.dossiers.models import Applicant, Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A dossier with the decision and facts its documents rest on."""

    dossier: Dossier
    assessment: Assessment
    decision: Mapping[str, Any]
    facts: Mapping[str, Any]

    @property
    def applicants(self) -> list[Applicant]:
        """The borrowers in order."""
        return list(self.dossier.applicants.select_related("user__key"))
