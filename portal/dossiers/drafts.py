"""Drafts: what somebody typed on a page before they saved it, sealed with their own key.

A draft is no answer: no guard, no fact and no other person ever reads it. It comes back on any device of the same
person, and goes when they save, drop it, or send the application.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import QueryDict

from portal import clock
from portal.dossiers.models import Applicant, Draft
from portal.vault import services as vault

PLACE = "dossiers.Draft.content"
MAX_FIELDS, MAX_CHARACTERS, MAX_PAGES = 120, 20_000, 40
"""Of one draft, and drafts of one applicant: far more than our pages ask for, too little to store anything else."""
NEVER = {"seen", "once", "form_owner", "csrfmiddlewaretoken", "code", "totp_code", "password", "token", "iban", "bsn"}
"""Fields that a draft never holds: the keys of the form, codes, passwords, account and citizen numbers."""
ANY_TIME = ("messages", "human")
"""Pages on which somebody writes to us, whatever the application waits for."""

Typed = Mapping[str, Sequence[str]]


class DraftRefused(Exception):
    """Too much to be a form of ours."""


def save_draft(applicant: Applicant, page: str, data: Typed | QueryDict) -> None:
    """Keep what was typed on `page` in place of an earlier draft; what holds nothing drops it.

    Args:
        page: what tells one form from another, at most 60 characters.
        data: the name of each field with its values; `request.POST` will do. Codes, passwords, account numbers and
            the key of the form are left out.

    Raises:
        DraftRefused: more fields, characters or pages than a form of ours has.
    """
    typed = _typed(data)
    if len(typed) > MAX_FIELDS or sum(map(len, (text for texts in typed.values() for text in texts))) > MAX_CHARACTERS:
        raise DraftRefused(page)
    if not any(text.strip() for texts in typed.values() for text in texts):
        drop_draft(applicant, page)
        return
    rows = Draft.objects.filter(applicant=applicant)
    with transaction.atomic():
        row = rows.filter(page=page).first()
        if row is None:
            if rows.count() >= MAX_PAGES:
                raise DraftRefused(page)
            row = Draft(applicant=applicant, page=page)
        row.content = vault.seal_json(applicant.user.key, place=PLACE, row=row.id, value=typed)
        row.saved_at = clock.now()
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:  # two tabs at once: the other one was first, and either is what was typed last
            return


def draft_of(applicant: Applicant, page: str) -> dict[str, list[str]] | None:
    """What was typed on `page` and not saved, or None; also when it can no longer be opened."""
    row = Draft.objects.filter(applicant=applicant, page=page).first()
    if row is None:
        return None
    try:
        found: dict[str, list[str]] = vault.unseal_json(applicant.user.key, place=PLACE, row=row.id, sealed=row.content)
    except vault.VaultError:
        return None
    return found


def drop_draft(applicant: Applicant, page: str) -> None:
    """Forget what was typed on `page`."""
    Draft.objects.filter(applicant=applicant, page=page).delete()


def drop_drafts(applicants: Sequence[Applicant]) -> None:
    """Forget every draft of these applicants: their data goes."""
    Draft.objects.filter(applicant__in=applicants).delete()


def drop_answers(applicants: Sequence[Applicant]) -> None:
    """Forget the drafts of answers: the application was sent, or it ended. What was being written to us stays."""
    Draft.objects.filter(applicant__in=applicants).exclude(page__in=ANY_TIME).delete()


def drafts_of(applicant: Applicant) -> dict[str, datetime]:
    """The pages on which something was typed and not saved, with the moment."""
    return dict(Draft.objects.filter(applicant=applicant).values_list("page", "saved_at"))


def _typed(data: Typed | QueryDict) -> dict[str, list[str]]:
    """The fields worth keeping, as plain JSON. Half emoji and zeros cannot be stored, and no form accepts them."""
    lists = data.lists() if isinstance(data, QueryDict) else data.items()
    return {name: [text.replace("\0", "") for text in texts] for name, texts in lists if name.lower() not in NEVER}
