"""People, their second factor and the links that ring their doorbell."""

import unicodedata
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower, Now
from django.utils.crypto import salted_hmac

from portal.formats.language import Language
from portal.vault.models import DataKey
from portal.vault.services import create_key


def normalise_email(email: str) -> str:
    """One spelling per mailbox: NFC, no spaces around it, lower case."""
    return unicodedata.normalize("NFC", email).strip().lower()


class UserManager(BaseUserManager["User"]):
    """Makes users together with their data key; looks them up by normalised address."""

    @transaction.atomic
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with a data key of their own; without a password only links open the door."""
        user = self.model(email=normalise_email(email), key=create_key(), **fields)
        user.set_password(password)
        user.save(force_insert=True, using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """What `manage.py createsuperuser` calls."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Look up by address, however it was typed."""
        return self.get(email=normalise_email(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A consumer (enters by e-mail link) or a member of staff (enters by password); both use TOTP."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=150, blank=True)
    language = models.CharField("taal", max_length=2, choices=Language, default=Language.DUTCH)
    is_staff = models.BooleanField("medewerker", default=False)
    is_active = models.BooleanField("actief", default=True)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+", editable=False)
    email_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="identity_user_email_lower")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, or the address while the name is not known."""
        return str(self)

    def get_short_name(self) -> str:
        """The first word of the name; the admin greets with it."""
        return str(self).split()[0]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django drops a session whose hash differs: raising `session_epoch` logs out everywhere.
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("identity.session", value, secret=secret, algorithm="sha256").hexdigest()


class TotpDevice(models.Model):
    """A person's code app. A new secret waits as `pending` until its first code is right.

    `pending_id` names one set-up in one browser: a secret that somebody else may have seen in
    an earlier set-up can therefore never become the confirmed one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="totp")
    secret = models.BinaryField(default=bytes)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    pending = models.BinaryField(default=bytes)
    pending_id = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code app of {self.user_id}"


class UsedTotpCode(models.Model):
    """A code that was accepted; the unique row makes a second use fail in the database.

    `bind` says what the code confirmed (for a signature: the SHA-256 of the document).
    """

    device = models.ForeignKey(TotpDevice, on_delete=models.CASCADE, related_name="used_codes")
    timestep = models.BigIntegerField()
    bind = models.CharField(max_length=200, blank=True)
    used_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "timestep"], name="identity_code_once")]

    def __str__(self) -> str:
        return f"{self.device_id} {self.timestep}"


class RecoveryCode(models.Model):
    """One of ten codes on paper, for when the phone is gone; only a slow digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="identity_recovery_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"


class LoginLink(models.Model):
    """A link we mailed. It opens progress only; class A data also needs the code app."""

    class Purpose(models.TextChoices):
        START = "start", "beginnen"
        RESUME = "resume", "verdergaan"
        INVITATION = "invitation", "uitnodiging"
        HANDOVER = "handover", "op een ander apparaat"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=12, choices=Purpose)
    next_path = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} link of {self.user_id}"


class LinkRequest(models.Model):
    """Somebody typed an address and asked for a link; a job answers, and deletes the row.

    The page does the same work for a known and an unknown address; only the job knows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    may_create = models.BooleanField()
    next_path = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.DUTCH)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"link request {self.id}"
