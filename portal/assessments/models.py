"""Decisions as they were made, and the answers of the registers that went into them."""

import uuid

from django.db import models

from portal.dossiers.models import AppendOnly, Applicant, Dossier


class Assessment(AppendOnly):
    """One run of the engine: the facts, the decision and the receipt to replay it by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="assessments")
    phase = models.CharField(max_length=20)
    peildatum = models.DateField()
    outcome = models.CharField(max_length=12)
    facts = models.BinaryField(help_text="sealed JSON")
    decision = models.BinaryField(help_text="sealed JSON")
    facts_sha256 = models.CharField(max_length=64)
    norms_version = models.CharField(max_length=40)
    norms_sha256 = models.CharField(max_length=64)
    guide_version = models.CharField(max_length=20)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "phase", "facts_sha256", "norms_sha256", "guide_version"],
                name="assessment_once_per_input",
            )
        ]

    def __str__(self) -> str:
        return f"{self.phase}: {self.outcome}"


class RegisterAnswer(AppendOnly):
    """What one register said about one applicant (gids 3.3, 3.4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="register_answers")
    kind = models.CharField(max_length=20)
    hit = models.BooleanField()
    body = models.BinaryField(help_text="the answer as received, sealed")
    sha256 = models.CharField(max_length=64)
    facts = models.BinaryField(help_text="sealed JSON for the facts document")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["checked_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.checked_at:%Y-%m-%d}"
