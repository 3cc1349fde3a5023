"""Whether a mail got away: what the mail server said is kept with the mail, so that somebody sees it.

A server that takes a mail and sends a bounce later is not seen: nobody reads that mailbox (docs/operations.md).
"""

import smtplib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.jobs.models import Job, JobState
from portal.jobs.services import hurry, publish, retry
from portal.notifications.mails import MailName
from portal.notifications.models import Mail, Trouble

if TYPE_CHECKING:
    from portal.identity.models import User

DELAYED_AFTER = timedelta(hours=4)
"""How long «come back later» is no news yet: after this time mail servers warn a sender themselves."""
REPLACED_BY_A_NEWER = (MailName.LOGIN_LINK, MailName.PARTNER_INVITATION, MailName.OCKTO_LINK, MailName.MESSAGE)
"""Mails that are a way in: one that came later does the same."""


def keep_trouble(mail: Mail, error: BaseException | None) -> None:
    """Keep why a mail did not get away. «Later» is only kept once it lasts longer than `DELAYED_AFTER`."""
    trouble = _trouble(error)
    if trouble is Trouble.DELAYED and timezone.now() - mail.created_at < DELAYED_AFTER:
        return
    since = Coalesce("undelivered_at", Value(timezone.now()), output_field=DateTimeField())
    with transaction.atomic():
        Mail.objects.filter(pk=mail.pk, sent_at__isnull=True).update(
            undelivered_at=since, trouble=trouble, answer=_answer(error)
        )


def keep_sent(mail: Mail) -> None:
    """The mail server took the mail: whatever was wrong before is over."""
    with transaction.atomic():
        Mail.objects.filter(pk=mail.pk, sent_at__isnull=True).update(
            sent_at=timezone.now(), undelivered_at=None, trouble="", answer=""
        )


def undelivered() -> QuerySet[Mail]:
    """Mails that did not arrive, oldest first; not of people we forgot, nor a link that a newer one replaced."""
    newer = Mail.objects.filter(
        user=OuterRef("user"),
        template=OuterRef("template"),
        created_at__gt=OuterRef("created_at"),
        sent_at__isnull=False,
    )
    rows = Mail.objects.filter(undelivered_at__isnull=False, sent_at__isnull=True, user__is_active=True)
    return (
        rows.exclude(Exists(newer), template__in=REPLACED_BY_A_NEWER).select_related("user").order_by("undelivered_at")
    )


def missed_by(user: "User") -> list[Mail]:
    """The mails that did not reach somebody since the last one that did, the oldest first."""
    last = user.mails.filter(sent_at__isnull=False).order_by("-sent_at").values_list("sent_at", flat=True).first()
    rows = undelivered().filter(user=user)
    return list(rows.filter(undelivered_at__gt=last) if last else rows)


def send_again(mail: Mail) -> None:
    """Try a mail once more, at once: five new attempts for one that was parked. One that was sent stays sent."""
    job = Job.objects.filter(kind="mail.send", key=str(mail.pk)).first()
    if job is not None and job.state == JobState.PARKED:
        retry(job)
        return
    with transaction.atomic():
        if job is None:
            publish("mail.send", key=str(mail.pk), payload={"mail_id": str(mail.pk)})
        else:
            hurry("mail.send", key=str(mail.pk))


def _trouble(error: BaseException | None) -> Trouble:
    codes = _codes(error)
    if isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException):
        return Trouble.DELAYED
    if codes and all(code < 500 for code in codes):
        return Trouble.DELAYED
    return Trouble.ADDRESS if isinstance(error, smtplib.SMTPRecipientsRefused) else Trouble.REFUSED


def _codes(error: BaseException | None) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _answer(error: BaseException | None) -> str:
    """Code and words of the mail server on one line; without an answer of it, what went wrong."""
    said: list[tuple[int, bytes | str]] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        said = [(error.smtp_code, error.smtp_error)]
    words = [f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}" for code, text in said]
    return " ".join("; ".join(words or [f"{type(error).__name__} {error}"]).split())[:200]
