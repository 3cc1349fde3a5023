"""Queue a mail in the transaction of the change it tells about; send it once, by a job."""

import base64
import io
import smtplib
import uuid
from collections.abc import Mapping
from email.mime.image import MIMEImage
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from portal.jobs.registry import TryLater
from portal.jobs.services import publish
from portal.notifications.delivery import keep_sent, keep_trouble
from portal.notifications.mails import QR_OF
from portal.notifications.models import Mail
from portal.notifications.render import render
from portal.vault.services import seal_json, unseal_json

if TYPE_CHECKING:
    from portal.identity.models import User

PLACE = "notifications.Mail.content"
RETRY_SECONDS = 30


def queue_mail(
    *,
    user: "User",
    template: str,
    context: Mapping[str, Any],
    once: str = "",
) -> Mail:
    """Write a mail now, in the caller's transaction; a job sends it after the commit.

    Args:
        user: to whom, in the language they read; the address is read when the mail is sent.
        template: a `MailName`.
        context: what the mail needs (`mails.NEEDS`); keys that end in `_id` are kept readable.
        once: names the occasion, so that the same mail for the same occasion is one mail.

    Raises:
        RuntimeError: outside a transaction.
        MailRefused: context is missing, or the mail would hold an amount or a BSN.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"queue_mail({template!r}) outside a transaction")
    earlier = Mail.objects.filter(user=user, template=template, once=once).first() if once else None
    if earlier:
        return earlier
    with translation.override(user.language):
        rendered = render(template, {"first_name": user.name.partition(" ")[0], **context})
    mail_id = uuid.uuid4()
    content = {
        "text": rendered.text,
        "html": rendered.html,
        "qr": _qr_png(context[QR_OF[template]]) if template in QR_OF else "",
    }
    mail = Mail(
        id=mail_id,
        user=user,
        template=template,
        context={name: str(value) for name, value in context.items() if name.endswith("_id")},
        subject=rendered.subject,
        content=seal_json(user.key, place=PLACE, row=mail_id, value=content),
        once=once,
        message_id=message_id(str(mail_id)),
    )
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:
        if not once:
            raise
        return Mail.objects.get(user=user, template=template, once=once)  # a parallel run was first
    publish("mail.send", key=str(mail_id), payload={"mail_id": str(mail_id)})
    return mail


def was_queued(*, user: "User", template: str, once: str) -> bool:
    """Whether this mail was written before for this occasion; never without an occasion."""
    return bool(once) and Mail.objects.filter(user=user, template=template, once=once).exists()


def send_mail(mail_id: str) -> None:
    """Job `mail.send`: hand the mail to the mail server, with the Message-ID it always had.

    Raises:
        TryLater: the mail server is away or asks to come back; not one of the five attempts.
        SMTPException: the mail server refuses this mail; it is parked for a person in the end. The row says so at
            once (`delivery.keep_trouble`).
    """
    mail = Mail.objects.select_related("user__key").get(pk=uuid.UUID(mail_id))
    if mail.sent_at:
        return
    try:
        hand_over(_message(mail))
    except TryLater as later:
        keep_trouble(mail, later.__cause__)
        raise
    except smtplib.SMTPException as error:
        keep_trouble(mail, error)
        raise
    keep_sent(mail)


def hand_over(message: EmailMessage) -> None:
    """Give one message to the mail server, from within a job.

    Raises:
        TryLater: the mail server is away or asks to come back; not one of the five attempts.
        SMTPException: the mail server refuses this message.
    """
    try:
        message.send()
    except OSError as error:  # what smtplib raises are OSErrors too
        if not _passes(error):
            raise
        raise TryLater("mail server away", seconds=RETRY_SECONDS, counts=False) from error


def message_id(name: str) -> str:
    """The Message-ID of something that is sent once: the same name gives the same, also after a crash."""
    return f"<{name}@{_domain()}>"


def _passes(error: OSError) -> bool:
    """Whether the same mail may be taken later: no connection, or an answer in the 400s."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code < 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code < 500
    return isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException)


def read_content(mail: Mail) -> dict[str, Any]:
    """The mail as it goes out: `text`, `html` and `qr` (a PNG in base64, or empty)."""
    content: dict[str, Any] = unseal_json(mail.user.key, place=PLACE, row=mail.id, sealed=mail.content)
    return content


def _message(mail: Mail) -> EmailMultiAlternatives:
    content = read_content(mail)
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=content["text"],
        to=[mail.user.email],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(content["html"], "text/html")
    if content["qr"]:
        image = MIMEImage(base64.b64decode(content["qr"]), "png")
        image.add_header("Content-ID", "<qr>")
        image.add_header("Content-Disposition", "inline", filename="qr.png")
        message.attach(image)
    return message


def _qr_png(value: str) -> str:
    buffer = io.BytesIO()
    segno.make(value, error="m").save(buffer, kind="png", scale=6, border=4)
    return base64.b64encode(buffer.getvalue()).decode()


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
