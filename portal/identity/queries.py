"""Reads of identity that more than one page needs."""

from portal.identity.models import TotpDevice, User


def has_totp(user: User) -> bool:
    """Whether the person has a confirmed code app."""
    return TotpDevice.objects.filter(user=user, confirmed_at__isnull=False).exists()


def recovery_codes_left(user: User) -> int:
    """How many recovery codes are still unused."""
    return user.recovery_codes.filter(used_at__isnull=True).count()
