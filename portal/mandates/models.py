"""Identification, the direct-debit mandate and the notary's instruction (gids 2.10, 7.1, 7.6)."""

import uuid

from django.db import models

from portal.dossiers.models import AppendOnly, Applicant, Dossier
from portal.vault.models import StoredFile


class Identification(models.Model):
    """One iDIN transaction of one applicant."""

    class State(models.TextChoices):
        STARTED = "started", "bij de bank"
        MATCHED = "matched", "gelukt"
        MISMATCH = "mismatch", "naam of geboortedatum past niet"
        CANCELLED = "cancelled", "afgebroken"
        EXPIRED = "expired", "verlopen"
        FAILED = "failed", "mislukt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="identifications")
    issuer_id = models.CharField(max_length=20)
    entrance_code = models.CharField(max_length=40, unique=True)
    transaction_id = models.CharField(max_length=40, unique=True, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.STARTED)
    reasons = models.JSONField(default=list)
    response = models.BinaryField(default=b"", help_text="the signed answer as received, sealed")
    response_sha256 = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at"]

    def __str__(self) -> str:
        return f"iDIN {self.state}"


class Mandate(AppendOnly):
    """The SEPA direct-debit mandate: one account, in the name of a borrower (gids 2.10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="mandate")
    signed_by = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="mandates")
    reference = models.CharField(max_length=35, unique=True)
    iban = models.BinaryField(help_text="sealed")
    iban_masked = models.CharField(max_length=34)
    holder = models.CharField(max_length=100)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    document_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reference


class NotaryInstruction(AppendOnly):
    """The instruction that went to the notary."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="notary_instruction")
    notary_name = models.CharField(max_length=100)
    notary_email = models.EmailField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.notary_name} {self.sent_at:%Y-%m-%d}"
