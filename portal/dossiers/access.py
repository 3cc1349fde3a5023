"""The log of looks at class A data: who, what, why and when, each row chained to the one before it.

One chain per dossier. A row that was changed, removed from the middle or slipped in breaks the
chain from there on; `first_broken_look` says where.
"""

import hashlib
import json
from datetime import UTC

from django.db import transaction

from portal import clock
from portal.dossiers.models import AccessRecord, Dossier
from portal.identity.models import User

DOSSIER_LOOK = "dossier"
"""The look at a dossier's page, where brondata and figures stand; any other is at one document."""
LOOK_REASONS = (
    "Aanvraag beoordelen",
    "Vraag van de aanvrager beantwoorden",
    "Controle achteraf",
)
"""The reasons that are offered. Applicants read these; of another one only that it was another."""
WHAT_LENGTH, REASON_LENGTH = 100, 200


def record_look(*, dossier: Dossier, actor: User, what: str, reason: str) -> AccessRecord:
    """Write down that `actor` opens `what` of a dossier, before it is shown.

    Looks at one dossier queue on its row, so that each knows the one before it. The version of
    the dossier stays: a look is no change.

    Raises:
        ValueError: without a reason.
    """
    if not reason.strip():
        raise ValueError("a look has a reason")
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        last = AccessRecord.objects.filter(dossier=dossier).order_by("-id").first()
        row = AccessRecord(
            dossier=dossier,
            actor=actor,
            what=what[:WHAT_LENGTH],
            reason=reason.strip()[:REASON_LENGTH],
            at=clock.now(),
            previous_hash=last.row_hash if last else "",
        )
        row.row_hash = fingerprint(row)
        row.save(force_insert=True)
    return row


def first_broken_look(dossier: Dossier) -> AccessRecord | None:
    """The first row that does not fit the chain of a dossier, or None when it is whole."""
    previous = ""
    for row in AccessRecord.objects.filter(dossier=dossier).order_by("id"):
        if row.previous_hash != previous or row.row_hash != fingerprint(row):
            return row
        previous = row.row_hash
    return None


def fingerprint(row: AccessRecord) -> str:
    """SHA-256 (hex) over everything a row says, and the hash of the row before it."""
    content = {
        "previous": row.previous_hash,
        "dossier": str(row.dossier_id),
        "actor": str(row.actor_id),
        "what": row.what,
        "reason": row.reason,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
