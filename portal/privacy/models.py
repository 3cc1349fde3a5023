"""What people asked under the AVG, with a receipt."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from portal.vault.models import DataKey, StoredFile


class PrivacyRequest(models.Model):
    """One request; what was promised and when it was done."""

    class Kind(models.TextChoices):
        DOWNLOAD = "download", gettext_lazy("Download van al je gegevens")
        ERASE = "erase", gettext_lazy("Stoppen en wissen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="privacy_requests")
    kind = models.CharField(max_length=10, choices=Kind)
    receipt = models.CharField(max_length=20, unique=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateField(help_text="a month at most (AVG art. 12 lid 3)")
    done_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    available_until = models.DateField(null=True, blank=True)
    key = models.ForeignKey(DataKey, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.BinaryField(default=b"", help_text="where the receipt of an erasure goes, sealed; gone after")

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], condition=models.Q(done_at__isnull=True), name="privacy_request_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.receipt
