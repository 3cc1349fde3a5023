"""Recovery codes: ten codes on paper for the day the phone is gone.

Fifty bits each, kept as scrypt under a salt of the person and then a keyed hash (ASVS 5.0.0,
6.5.2): a copy of the database does not give them away, and one look-up finds one.
"""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from portal.identity.errors import RecoveryCodeWrong
from portal.identity.models import RecoveryCode, User
from portal.identity.queries import recovery_codes_left
from portal.identity.services.tries import count_try, was_right
from portal.notifications.mails import MailName
from portal.notifications.services import queue_mail
from portal.vault.services import keyed_hash

AMOUNT = 10
CODE_LENGTH = 10
# Crockford's alphabet: no I, L, O or U, which are misread or misheard.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@transaction.atomic
def issue_recovery_codes(*, user: User) -> list[str]:
    """Ten new codes as they are shown (`7Q2MX-0RTNB`); the old ones stop working."""
    user.recovery_codes.all().delete()
    codes: list[str] = []
    while len(codes) < AMOUNT:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        codes.append(f"{code[:5]}-{code[5:]}")
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    return codes


def use_recovery_code(*, user: User, code: str) -> int:
    """Use a recovery code in place of the code app; returns how many are left.

    Raises:
        RecoveryCodeWrong: unknown or used.
        TooMany: the same limit as codes of the app.
    """
    count_try(user)
    with transaction.atomic():
        row = RecoveryCode.objects.filter(user=user, digest=_digest(user, code), used_at__isnull=True)
        if not row.update(used_at=timezone.now()):
            raise RecoveryCodeWrong
        queue_mail(user=user, template=MailName.RECOVERY_USED, context={})
    was_right(user)
    return recovery_codes_left(user)


def _digest(user: User, code: str) -> str:
    plain = code.upper().translate(MISREAD)
    slow = hashlib.scrypt(plain.encode(), salt=user.pk.bytes, n=2**14, r=8, p=1)
    return keyed_hash(slow.hex(), purpose="identity.recovery")
