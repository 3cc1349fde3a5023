"""Counting tries of codes: one counter per person, for the app and the recovery codes together."""

from django.db import transaction
from django.utils import timezone

from portal.identity.errors import TooMany
from portal.identity.limits import CODE_PER_USER, CODE_PER_USER_DAILY, give_back, spend
from portal.identity.models import User
from portal.notifications.mails import MailName
from portal.notifications.services import queue_mail


def count_try(user: User) -> None:
    """Count one try of a code; the person gets a mail, once a day, when there were too many.

    Raises:
        TooMany: five wrong ones in 15 minutes, or twenty in a day.
    """
    try:
        spend(CODE_PER_USER, str(user.pk))
        spend(CODE_PER_USER_DAILY, str(user.pk))
    except TooMany:
        with transaction.atomic():
            today = timezone.localdate().isoformat()
            queue_mail(user=user, template=MailName.TOO_MANY_CODES, context={}, once=today)
        raise


def was_right(user: User) -> None:
    """The code was accepted: the try does not count."""
    give_back(CODE_PER_USER, str(user.pk))
    give_back(CODE_PER_USER_DAILY, str(user.pk))
