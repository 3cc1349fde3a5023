"""What somebody reported as wrong, as they read it back."""

from typing import Any

from django.utils.translation import gettext_lazy

from portal.disputes.models import Dispute
from portal.disputes.services import claim_of, disputes_of, verdict_of
from portal.dossiers.models import Applicant

STATUS = {
    Dispute.State.OPEN: ("waiting", gettext_lazy("Wordt bekeken")),
    Dispute.State.UPHELD: ("done", gettext_lazy("Het register blijft staan")),
    Dispute.State.CORRECTED: ("done", gettext_lazy("We gebruiken je document")),
}


def dispute_rows(applicant: Applicant) -> list[dict[str, Any]]:
    """Every report about brondata that is still there, newest first."""
    rows = []
    for one in disputes_of(applicant).order_by("-opened_at"):
        kind, text = STATUS[Dispute.State(one.state)]
        rows.append(
            {
                **claim_of(one),
                "at": one.opened_at,
                "status": {"kind": kind, "text": text},
                "motivation": verdict_of(one).get("motivation", ""),
            }
        )
    return rows
