"""Asking for a download of everything, making it, and taking it away again after its days."""

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from portal import clock
from portal.identity.models import User
from portal.identity.services import send_login_link
from portal.jobs.services import publish
from portal.notifications.mails import MailName
from portal.privacy.export import package
from portal.privacy.models import PrivacyRequest
from portal.vault import services as vault
from underwriting.periods import add_months

WHERE = "/aanvraag/privacy/"


def open_request(*, user: User, kind: PrivacyRequest.Kind) -> PrivacyRequest:
    """Write a request down with its receipt and term, in the caller's transaction; an open one is given back."""
    asked = PrivacyRequest.objects.filter(user=user, kind=kind, done_at__isnull=True).first()
    return asked or PrivacyRequest.objects.create(
        user=user, kind=kind, receipt=new_receipt(), asked_at=clock.now(), answer_by=month_from(clock.today())
    )


def ask_download(*, user: User) -> PrivacyRequest:
    """Have everything put together; a mail says when it is there. Asking twice at a time is asking once."""
    try:
        with transaction.atomic():
            row = open_request(user=user, kind=PrivacyRequest.Kind.DOWNLOAD)
            publish("privacy.export", key=str(row.pk), payload={"request_id": str(row.pk)})
    except IntegrityError:  # a parallel click was first
        return PrivacyRequest.objects.get(user=user, kind=PrivacyRequest.Kind.DOWNLOAD, done_at__isnull=True)
    return row


def make_download(request_id: str) -> None:
    """Job `privacy.export`: make the ZIP, keep it sealed with the person's key, and tell them."""
    row = PrivacyRequest.objects.select_related("user__key").get(pk=request_id)
    if row.done_at or not vault.can_open(row.user.key):
        return
    now = clock.now()
    stored = vault.store_file(row.user.key, content=package(row.user, made_at=now), content_type="application/zip")
    with transaction.atomic():
        row.file, row.done_at = stored, now
        row.available_until = clock.today() + timedelta(days=settings.DOWNLOAD_DAYS)
        row.save(update_fields=["file", "done_at", "available_until"])
        send_login_link(
            user=row.user,
            purpose="resume",
            next_path=WHERE,
            mail=MailName.DOWNLOAD_READY,
            context={"until": row.available_until},
            once=str(row.pk),
        )


def fetch(row: PrivacyRequest) -> bytes | None:
    """The ZIP, or None when its days are over."""
    if row.file is None or row.available_until is None or clock.today() > row.available_until:
        return None
    return vault.read_file(row.file)


def drop_downloads() -> int:
    """Destroy the downloads whose days are over; how many there were."""
    rows = PrivacyRequest.objects.filter(file__isnull=False, available_until__lt=clock.today()).select_related("file")
    for row in rows:
        drop_download(row)
    return len(rows)


def drop_download(row: PrivacyRequest) -> None:
    """Destroy one download; the receipt stays."""
    if row.file is not None:
        vault.destroy_file(row.file)
        PrivacyRequest.objects.filter(pk=row.pk).update(file=None)


def new_receipt() -> str:
    """A number that can't be guessed from another one."""
    return f"PV-{clock.today().year}-{secrets.token_hex(4).upper()}"


def month_from(day: date) -> date:
    """The last day of the term of the law (AVG art. 12 lid 3)."""
    return add_months(day, 1)
