"""The only code that writes `OcktoSession.status`: one conditional UPDATE and one event, or nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.dossiers.transitions import note
from portal.evidence.models import OcktoSession
from portal.evidence.session_states import Event, Status, next_status
from portal.identity.models import User

EVENT_NAMES = {Status.READ: "brondata_received"}
"""Events that had a name before sessions had a table; the others are `ockto_` and the status."""


def move(
    session: OcktoSession,
    event: Event,
    *,
    actor: User | None = None,
    detail: Mapping[str, Any] | None = None,
    **columns: Any,
) -> bool:
    """Move the session by `event`; False when somebody else moved it first, and then nothing was written.

    Args:
        actor: who did it; None is the machine.
        detail: words for the event, never a name or a figure.
        columns: other columns to write in the same UPDATE.

    Raises:
        IllegalMove: the table does not know this event for the status that was read.
    """
    before = Status(session.status)
    after = next_status(before, event)
    now = timezone.now()
    with transaction.atomic():
        rows = OcktoSession.objects.filter(pk=session.pk, status=before.value)
        if not rows.update(status=after.value, changed_at=now, **columns):
            return False
        session.status, session.changed_at = after.value, now
        announce(session, actor=actor, detail={"from": before.value, **(detail or {})})
    for name, value in columns.items():
        setattr(session, name, value)
    return True


def announce(session: OcktoSession, *, actor: User | None, detail: Mapping[str, Any] | None = None) -> None:
    """The event that says a session came to its status."""
    told = {"position": session.applicant.position, **(detail or {})}
    note(session.applicant.dossier, event_name(Status(session.status)), actor=actor, detail=told)


def event_name(status: Status) -> str:
    """What the event is called that says a session came to `status`."""
    return EVENT_NAMES.get(status, f"ockto_{status}")
