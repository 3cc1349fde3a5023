"""Whose form it is: a signed mark in every form of somebody who is in.

By it, what comes in after the session ended is kept for who typed it, and for nobody else who uses that browser.
The mark opens nothing: whoever holds it can add to that person's drafts of pages, and read none.
"""

import uuid
from datetime import timedelta
from typing import cast

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from portal.identity.models import User

OWNER = "form_owner"
"""The name of the hidden field."""
MARK_AGE = timedelta(days=7)
"""A page that was left open longer than this is nobody's any more."""
SIGNER = TimestampSigner(salt="portal.identity.owner")


def owner_mark(request: HttpRequest | None) -> str:
    """The mark for a form on this page; empty for who is not in, and for staff, who fill in other people's data."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.is_staff:
        return ""
    return SIGNER.sign(cast(User, user).pk.hex)


def owner_of(request: HttpRequest) -> User | None:
    """Who got the page with the form that was sent, or None: no mark, not ours, too old, or closed since."""
    try:
        pk = SIGNER.unsign(request.POST.get(OWNER, ""), max_age=MARK_AGE)
        return User.objects.filter(pk=uuid.UUID(pk), is_active=True, is_staff=False).select_related("key").first()
    except (BadSignature, ValueError):
        return None
