"""A change that somebody wants after the renteaanbod: asked, agreed to by the other borrower, settled by the desk.

What it does to the renteaanbod was shown before it was asked (gids 7.5, 7.6; `assessments.changes`). Nothing changes by
asking, and no binding offer is approved while one is open.
"""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from portal import clock
from portal.assessments.changes import Effect
from portal.correspondence.services import reply
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.transitions import note, touch
from portal.identity.models import User
from portal.notifications.mails import MailName
from portal.offers import process
from portal.offers.models import ChangeRequest, Renteaanbod
from portal.offers.queries import RUNNING, unsettled_changes
from portal.vault import services as vault

PLACE = "offers.ChangeRequest.wanted"
Outcome = ChangeRequest.Outcome


class AlreadyAsked(Exception):
    """Another change is open."""


class NotOpen(Exception):
    """It was settled, taken back or agreed to already, or the renteaanbod runs no more."""


def ask(*, applicant: Applicant, renteaanbod: Renteaanbod, effect: Effect, wanted: dict[str, Any]) -> ChangeRequest:
    """Ask for a change; of a couple the other one has to agree first, and hears so by mail.

    Args:
        effect: what it does to the renteaanbod, as was shown.
        wanted: the change in plain JSON, as was shown: `kinds`, `old`, `new`, `nhg`, `parts`.

    Raises:
        AlreadyAsked: one is open.
        NotOpen: this renteaanbod runs no more.
    """
    dossier = applicant.dossier
    with transaction.atomic():
        touch(dossier)
        if dossier.state not in RUNNING or Renteaanbod.objects.get(pk=renteaanbod.pk).replaced_at is not None:
            raise NotOpen(dossier.number)
        others = list(_others(applicant))
        now = clock.now()
        row = ChangeRequest(
            renteaanbod=renteaanbod,
            asked_by=applicant,
            effect=effect.value,
            asked_at=now,
            agreed_at=None if others else now,
        )
        row.wanted = vault.seal_json(dossier.key, place=PLACE, row=row.id, value=wanted)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise AlreadyAsked(dossier.number) from error
        detail = {"effect": effect.value, "kinds": list(wanted["kinds"])}
        note(dossier, "change_asked", actor=applicant.user, detail=detail)
        for other in others:
            process.tell_one(other, MailName.PARTNER_WANTS_CHANGE, once=str(row.pk), partner=applicant.first_name)
    return row


def agree(*, row: ChangeRequest, by: Applicant) -> None:
    """The other borrower agrees: the desk has it now.

    Raises:
        NotOpen: it is settled, agreed to already, or this is who asked.
    """
    with transaction.atomic():
        _of_the_other(row, by)
        ChangeRequest.objects.filter(pk=row.pk).update(agreed_at=clock.now())
        note(by.dossier, "change_agreed", actor=by.user)


def disagree(*, row: ChangeRequest, by: Applicant) -> None:
    """The other borrower does not agree: everything stays as it is.

    Raises:
        NotOpen: as with `agree`.
    """
    with transaction.atomic():
        _of_the_other(row, by)
        _close(row, Outcome.NOT_AGREED, by.user)
        note(by.dossier, "change_not_agreed", actor=by.user)


def take_back(*, row: ChangeRequest, by: Applicant) -> None:
    """Who asked changes their mind.

    Raises:
        NotOpen: it is settled, or somebody else asked.
    """
    with transaction.atomic():
        if _locked(row).asked_by_id != by.pk:
            raise NotOpen(str(row.pk))
        _close(row, Outcome.TAKEN_BACK, by.user)
        note(by.dossier, "change_taken_back", actor=by.user)


def settle(*, row: ChangeRequest, by: User, granted: bool, text: str, once: uuid.UUID) -> None:
    """The desk says whether it can be done, and everybody reads why in the messages.

    Raises:
        PermissionError: only staff settles.
        NotOpen: it is settled already, or the other borrower did not agree yet.
    """
    if not by.is_staff:
        raise PermissionError("a change is settled by staff")
    dossier = row.renteaanbod.dossier
    with transaction.atomic():
        if _locked(row).agreed_at is None:
            raise NotOpen(str(row.pk))
        _close(row, Outcome.GRANTED if granted else Outcome.REFUSED, by)
        note(dossier, "change_settled", actor=by, detail={"granted": granted})
        reply(dossier=dossier, by=by, text=text, to=None, once=once)


def open_change(dossier: Dossier) -> ChangeRequest | None:
    """The change of the running renteaanbod that is not settled."""
    rows = unsettled_changes().filter(renteaanbod__dossier=dossier)
    return rows.select_related("asked_by__user", "renteaanbod").first()


def for_the_desk() -> QuerySet[ChangeRequest]:
    """Changes that everybody agreed to and that wait for the desk, oldest first."""
    rows = unsettled_changes().filter(agreed_at__isnull=False, renteaanbod__dossier__state__in=RUNNING)
    return rows.select_related("renteaanbod__dossier", "asked_by").order_by("agreed_at")


def wanted_by(row: ChangeRequest) -> dict[str, Any] | None:
    """What was asked, as it was shown; None when its key is gone."""
    try:
        found: dict[str, Any] = vault.unseal_json(
            row.renteaanbod.dossier.key, place=PLACE, row=row.id, sealed=row.wanted
        )
    except vault.VaultError:
        return None
    return found


def _others(applicant: Applicant) -> QuerySet[Applicant]:
    people = applicant.dossier.applicants.filter(accepted_at__isnull=False)
    return people.exclude(pk=applicant.pk).select_related("user")


def _locked(row: ChangeRequest) -> ChangeRequest:
    found = ChangeRequest.objects.select_for_update().filter(pk=row.pk, closed_at__isnull=True).first()
    if found is None:
        raise NotOpen(str(row.pk))
    return found


def _of_the_other(row: ChangeRequest, by: Applicant) -> None:
    found = _locked(row)
    same_dossier = row.renteaanbod.dossier_id == by.dossier_id
    if not same_dossier or found.asked_by_id == by.pk or found.agreed_at is not None:
        raise NotOpen(str(row.pk))


def _close(row: ChangeRequest, outcome: str, by: User) -> None:
    ChangeRequest.objects.filter(pk=row.pk).update(outcome=outcome, closed_at=clock.now(), closed_by=by)
