"""The code app: set up, confirm, verify (RFC 6238: 6 digits, 30 s, one step either side).

The clock is the real one, not the business clock: a phone does not know PORTAL_TODAY.
"""

import hmac
import uuid
from dataclasses import dataclass

import pyotp
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.identity.errors import CodeUsed, CodeWrong, NoCodeApp, SetupReplaced
from portal.identity.models import TotpDevice, UsedTotpCode, User
from portal.identity.services.recovery import issue_recovery_codes
from portal.identity.services.tries import count_try, was_right
from portal.notifications.mails import MailName
from portal.notifications.services import queue_mail
from portal.vault.services import seal, unseal

STEP_SECONDS = 30
ISSUER = "Neo Hypotheken"
CONFIRMED_PLACE = "identity.TotpDevice.secret"
PENDING_PLACE = "identity.TotpDevice.pending"
# Codes that confirmed nothing in particular are only kept while they could be replayed.
FORGET_AFTER_STEPS = 10


@dataclass(frozen=True)
class TotpSetup:
    """One set-up in one browser: the secret in base32 and the address a code app reads."""

    id: uuid.UUID
    secret: str
    uri: str


def start_totp(*, user: User) -> TotpSetup:
    """Make a new secret that waits for its first code; a confirmed one stays in force."""
    setup = _setup(user, uuid.uuid4(), pyotp.random_base32())
    device, _ = TotpDevice.objects.get_or_create(user=user)
    device.pending = seal(user.key, place=PENDING_PLACE, row=device.id, value=setup.secret.encode())
    device.pending_id = setup.id
    device.save(update_fields=["pending", "pending_id"])
    return setup


def pending_totp(*, user: User, setup_id: uuid.UUID) -> TotpSetup | None:
    """The set-up that this browser began, when no other one took its place."""
    device = TotpDevice.objects.filter(user=user, pending_id=setup_id).first()
    if device is None:
        return None
    return _setup(user, setup_id, _open(user, device, PENDING_PLACE, device.pending))


def confirm_totp(*, user: User, code: str, setup_id: uuid.UUID | None = None) -> list[str]:
    """Accept the first code of the new secret; returns ten recovery codes, shown only once.

    `setup_id` is the set-up the person looks at; without it the last one is meant.

    Raises:
        CodeWrong, CodeUsed, TooMany: the code is not accepted.
        SetupReplaced: a later set-up took the place of this one.
    """
    count_try(user)
    device = TotpDevice.objects.filter(user=user, pending_id__isnull=False).first()
    if device is None or (setup_id and device.pending_id != setup_id):
        raise SetupReplaced
    secret = _open(user, device, PENDING_PLACE, device.pending)
    step = _matching_step(secret, code)
    replaces = device.confirmed_at is not None
    with transaction.atomic():
        _use(device, step, bind="")
        taken = TotpDevice.objects.filter(pk=device.pk, pending_id=device.pending_id).update(
            secret=seal(user.key, place=CONFIRMED_PLACE, row=device.id, value=secret.encode()),
            confirmed_at=timezone.now(),
            pending=b"",
            pending_id=None,
        )
        if not taken:
            raise SetupReplaced
        codes = issue_recovery_codes(user=user)
        if replaces:
            queue_mail(user=user, template=MailName.TOTP_CHANGED, context={})
    was_right(user)
    return codes


@transaction.atomic
def enrol_totp(*, user: User, secret: str) -> None:
    """Store a secret that is known elsewhere as confirmed (seeds and tests); no recovery codes."""
    device, _ = TotpDevice.objects.get_or_create(user=user)
    device.secret = seal(user.key, place=CONFIRMED_PLACE, row=device.id, value=secret.encode())
    device.confirmed_at = timezone.now()
    device.save(update_fields=["secret", "confirmed_at"])


def verify_totp(*, user: User, code: str, bind: str = "") -> UsedTotpCode:
    """Accept the code of this moment, once; returns the row that proves it.

    Args:
        user: whose code app.
        code: six digits; spaces are ignored.
        bind: what the code confirms, for instance the SHA-256 of a document; kept with the row.

    Raises:
        CodeWrong: not the code of this moment.
        CodeUsed: it was accepted before; the database refuses the second row.
        TooMany: five wrong ones in 15 minutes, or twenty in a day.
        NoCodeApp: no code app is set up.
    """
    count_try(user)
    device = TotpDevice.objects.filter(user=user, confirmed_at__isnull=False).first()
    if device is None:
        raise NoCodeApp
    step = _matching_step(_open(user, device, CONFIRMED_PLACE, device.secret), code)
    used = _use(device, step, bind=bind)
    was_right(user)
    return used


def _use(device: TotpDevice, step: int, *, bind: str) -> UsedTotpCode:
    try:
        with transaction.atomic():
            used = UsedTotpCode.objects.create(device=device, timestep=step, bind=bind)
    except IntegrityError as error:
        raise CodeUsed from error
    device.used_codes.filter(bind="", timestep__lt=step - FORGET_AFTER_STEPS).delete()
    return used


def _matching_step(secret: str, code: str) -> int:
    code = "".join(code.split())
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        raise CodeWrong
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    now = int(timezone.now().timestamp()) // STEP_SECONDS
    steps = [s for s in (now - 1, now, now + 1) if hmac.compare_digest(totp.generate_otp(s), code)]
    if not steps:
        raise CodeWrong
    return steps[0]


def _open(user: User, device: TotpDevice, place: str, sealed: bytes) -> str:
    return unseal(user.key, place=place, row=device.id, sealed=sealed).decode()


def _setup(user: User, setup_id: uuid.UUID, secret: str) -> TotpSetup:
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)
    return TotpSetup(id=setup_id, secret=secret, uri=uri)
