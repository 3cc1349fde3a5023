"""The only code that writes `Dossier.state`."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from portal import clock
from portal.dossiers.models import Dossier, DossierEvent
from portal.dossiers.states import Context, Event, State, next_state
from portal.identity.models import User
from portal.jobs.services import publish


class StaleDossier(Exception):
    """Someone was first: reload and look again."""


def advance(
    dossier: Dossier,
    event: Event,
    *,
    actor: User | None,
    context: Context,
    jobs: tuple[tuple[str, str, Mapping[str, str]], ...] = (),
    detail: Mapping[str, Any] | None = None,
) -> DossierEvent:
    """Move the dossier by `event`: one conditional UPDATE, one event row and the jobs, or nothing.

    Args:
        actor: who did it; None is the machine.
        jobs: (kind, key, payload) to publish in the same transaction.

    Raises:
        IllegalTransition, GuardRefused: the table says no.
        StaleDossier: state or version changed since `dossier` was read.
    """
    state = State(dossier.state)
    target = next_state(state, event, context)
    now = clock.now()
    with transaction.atomic():
        rows = Dossier.objects.filter(pk=dossier.pk, state=state.value, version=dossier.version)
        if not rows.update(state=target.value, version=F("version") + 1, state_since=now):
            raise StaleDossier(dossier.number)
        row = DossierEvent.objects.create(
            dossier=dossier,
            name=event.value,
            from_state=state.value,
            to_state=target.value,
            actor=actor,
            at=now,
            detail=dict(detail or {}),
        )
        for kind, key, payload in jobs:
            publish(kind, key=key, payload=payload)
    dossier.state, dossier.version, dossier.state_since = target.value, dossier.version + 1, now
    return row


def touch(dossier: Dossier) -> None:
    """Bump the version before a write that a guard may look at; call it first, then look.

    Queues concurrent writers of one dossier: the second sees what the first wrote.
    """
    Dossier.objects.filter(pk=dossier.pk).update(version=F("version") + 1)
    dossier.refresh_from_db(fields=["version", "state"])


def note(dossier: Dossier, name: str, *, actor: User | None, detail: Mapping[str, Any] | None = None) -> DossierEvent:
    """Record something that happened without a change of state."""
    return DossierEvent.objects.create(
        dossier=dossier, name=name, actor=actor, at=clock.now(), detail=dict(detail or {})
    )
