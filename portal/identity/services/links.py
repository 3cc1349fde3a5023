"""Links by e-mail: asked for, sent, used once.

A link is a doorbell, not a key: it opens progress, never class A data. Only its digest is
stored. Looking at it changes nothing, because mail scanners look at every link.
"""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from portal.formats.language import Language
from portal.identity.errors import (
    AddressRefused,
    LinkExpired,
    LinkReplaced,
    LinkUnknown,
    LinkUsed,
)
from portal.identity.limits import LINK_PER_ADDRESS, LINK_PER_CLIENT, spend
from portal.identity.models import LinkRequest, LoginLink, User, normalise_email
from portal.identity.services.people import get_or_create_consumer
from portal.jobs.services import publish
from portal.notifications.mails import MailName
from portal.notifications.services import queue_mail, was_queued

TOKEN_BYTES = 32
Purpose = LoginLink.Purpose


def request_link(
    *, email: str, may_create: bool, next_path: str = "", client: str, language: str = Language.DUTCH
) -> None:
    """Somebody asks for a link. The same work and the same answer for every address.

    Args:
        email: what was typed.
        may_create: a beginner gets an account; who says "I began already" does not.
        next_path: where to go once in.
        client: network address of the browser, for the limit.
        language: in which a beginner reads.

    Raises:
        TooMany: too many links for this address or from this client.
    """
    email = normalise_email(email)
    spend(LINK_PER_CLIENT, client)
    spend(LINK_PER_ADDRESS, email)
    with transaction.atomic():
        request = LinkRequest.objects.create(email=email, may_create=may_create, next_path=next_path, language=language)
        publish("link.answer", key=str(request.id), payload={"request_id": str(request.id)})


@transaction.atomic
def answer_link_request(request_id: str) -> None:
    """Job `link.answer`: send the link when there is somebody to send it to, forget the request."""
    request = LinkRequest.objects.filter(pk=uuid.UUID(request_id)).first()
    if request is None:
        return
    try:
        known = User.objects.filter(email=request.email).first()
        if request.may_create or known:
            user = get_or_create_consumer(email=request.email, language=request.language)
            purpose = Purpose.RESUME if user.email_confirmed_at else Purpose.START
            if user.is_active:
                send_login_link(user=user, purpose=purpose, next_path=request.next_path)
    except AddressRefused:
        pass  # staff enter elsewhere; the page said the same to everybody
    request.delete()


@transaction.atomic
def send_login_link(
    *,
    user: User,
    purpose: str,
    next_path: str = "",
    mail: str = "",
    context: Mapping[str, Any] | None = None,
    once: str = "",
) -> None:
    """Mail a new link; unused earlier links of the same kind stop working.

    Args:
        user: a consumer.
        purpose: start, resume or invitation (`LoginLink.Purpose`).
        next_path: path on this site to go to once in.
        mail: which mail carries it (`MailName`); without it the one of the purpose.
        context: what that mail may use besides `url` and `valid_for`.
        once: names the occasion; for the same occasion nothing is sent again, and the link that
            was mailed keeps working.

    Raises:
        AddressRefused: a member of staff never enters by link.
    """
    if user.is_staff:
        raise AddressRefused
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = timezone.now()
    if purpose == Purpose.INVITATION:
        mail, kinds = mail or MailName.PARTNER_INVITATION, [Purpose.INVITATION]
    else:
        mail, kinds = mail or MailName.LOGIN_LINK, [Purpose.START, Purpose.RESUME]
    if was_queued(user=user, template=mail, once=once):
        return
    # Who asks for a link waits for it; news is read when it suits the reader.
    age = settings.LOGIN_LINK_MAX_AGE if mail == MailName.LOGIN_LINK else settings.INVITATION_MAX_AGE
    user.links.filter(purpose__in=kinds, used_at__isnull=True, replaced_at__isnull=True).update(replaced_at=now)
    LoginLink.objects.create(
        user=user,
        digest=_digest(token),
        purpose=purpose,
        next_path=next_path,
        expires_at=now + age,
    )
    url = settings.BASE_URL + reverse("identity:link", args=[token])
    with translation.override(user.language):
        valid_for = _in_words(age)
    queue_mail(user=user, template=mail, context={**(context or {}), "url": url, "valid_for": valid_for}, once=once)


@transaction.atomic
def hand_over_link(*, user: User, next_path: str) -> tuple[LoginLink, str]:
    """A link to show on a screen (as a QR code) to go on with another device, and its address; never mailed.

    It is a doorbell like every link: the other device still asks for the code. It works once and for
    `HANDOVER_MAX_AGE`; a new one ends the one before.

    Raises:
        TooMany: too many links for this person.
        AddressRefused: a member of staff never enters by link.
    """
    if user.is_staff:
        raise AddressRefused
    spend(LINK_PER_ADDRESS, f"handover:{user.pk}")
    token, now = secrets.token_urlsafe(TOKEN_BYTES), timezone.now()
    earlier = user.links.filter(purpose=Purpose.HANDOVER, used_at__isnull=True, replaced_at__isnull=True)
    earlier.update(replaced_at=now)
    link = LoginLink.objects.create(
        user=user,
        digest=_digest(token),
        purpose=Purpose.HANDOVER,
        next_path=next_path,
        expires_at=now + settings.HANDOVER_MAX_AGE,
    )
    return link, settings.BASE_URL + reverse("identity:link", args=[token])


def peek_link(*, token: str) -> LoginLink:
    """The link, when it would open the door now. Changes nothing.

    Raises:
        LinkUnknown, LinkUsed, LinkReplaced, LinkExpired: why it does not.
    """
    link = LoginLink.objects.select_related("user").filter(digest=_digest(token)).first()
    if link is None or not link.user.is_active:
        raise LinkUnknown
    if link.used_at:
        raise LinkUsed
    if link.replaced_at:
        raise LinkReplaced
    if link.expires_at <= timezone.now():
        raise LinkExpired
    return link


def link_owner(*, token: str) -> User | None:
    """Whose link this is or was."""
    link = LoginLink.objects.select_related("user").filter(digest=_digest(token)).first()
    return link.user if link else None


@transaction.atomic
def consume_link(*, token: str) -> LoginLink:
    """Use the link, once; only after a person pressed the button.

    Raises:
        LinkUnknown, LinkUsed, LinkReplaced, LinkExpired: why it does not open the door.
    """
    link = peek_link(token=token)
    now = timezone.now()
    won = LoginLink.objects.filter(
        pk=link.pk, used_at__isnull=True, replaced_at__isnull=True, expires_at__gt=now
    ).update(used_at=now)
    if not won:
        raise LinkUsed
    if link.purpose != Purpose.HANDOVER:  # what was read from a screen says nothing of the mailbox
        User.objects.filter(pk=link.user_id, email_confirmed_at__isnull=True).update(email_confirmed_at=now)
    link.refresh_from_db()
    return link


def replace_link(*, token: str, client: str) -> None:
    """Send a new link in place of an old one, to the same mailbox; silent when unknown.

    Raises:
        TooMany: too many links for this address or from this client.
    """
    spend(LINK_PER_CLIENT, client)
    link = LoginLink.objects.select_related("user").filter(digest=_digest(token)).first()
    if link is None or not link.user.is_active:
        return
    spend(LINK_PER_ADDRESS, link.user.email)
    # An invitation that was answered is an ordinary way back in from then on.
    purpose = Purpose.RESUME if link.used_at or link.purpose == Purpose.HANDOVER else link.purpose
    send_login_link(user=link.user, purpose=purpose, next_path=link.next_path)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _in_words(age: timedelta) -> str:
    if age >= timedelta(days=2):
        return ngettext("%(count)s dag", "%(count)s dagen", age.days) % {"count": age.days}
    minutes = int(age.total_seconds()) // 60
    if minutes % 60 == 0 and minutes > 60:
        return ngettext("%(count)s uur", "%(count)s uur", minutes // 60) % {"count": minutes // 60}
    return ngettext("%(count)s minuut", "%(count)s minuten", minutes) % {"count": minutes}
