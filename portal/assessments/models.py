"""Decisions as they were made, the answers of the registers that went into them, and runs over many dossiers."""

import uuid

from django.db import models
from django.db.models.functions import Now

from portal.dossiers.models import AppendOnly, Applicant, Dossier
from portal.vault.models import DataKey


class Assessment(AppendOnly):
    """One run of the engine: the facts, the decision and the receipt to replay it by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="assessments")
    # Under the dossier's key and those of the brondata it rests on: with one of these it goes too.
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
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
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="facts and decision can't be read any more; the receipt stays"
    )

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "phase", "facts_sha256", "norms_sha256", "guide_version"],
                condition=models.Q(removed_at__isnull=True),
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
    question = models.CharField(max_length=100, unique=True)
    outcome = models.CharField(max_length=12)
    body = models.BinaryField(help_text="the answer as received, sealed")
    sha256 = models.CharField(max_length=64)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["checked_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.checked_at:%Y-%m-%d}"


class AcceptanceSwitch(AppendOnly):
    """From which day new customers are accepted, or not; a later row overrules an earlier one.

    The guide's introduction stops new customers until further notice (G0-01); reopening is a
    dated decision of the lender, kept here with its reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    valid_from = models.DateField()
    accepts_new_customers = models.BooleanField()
    reason = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "decided_at"]

    def __str__(self) -> str:
        return f"{self.valid_from}: {'open' if self.accepts_new_customers else 'gesloten'}"


class Batch(models.Model):
    """One run over a long list of facts documents (`manage.py underwrite_batch`), and how far its file is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    source_sha256 = models.CharField(max_length=64)
    chunk_lines = models.PositiveIntegerField()
    decided_at = models.DateTimeField(help_text="the moment that every decision of the run bears")
    written_chunks = models.PositiveIntegerField(default=0)
    written_bytes = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_sha256"], condition=models.Q(finished_at=None), name="batch_one_running_per_list"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_sha256[:12]}: {self.written_chunks} chunks"


class BatchChunk(models.Model):
    """Some lines of the list, and their answers once they are there. Empty when the answers stand in the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    lines_before = models.PositiveBigIntegerField()
    lines = models.PositiveIntegerField()
    ends_at = models.PositiveBigIntegerField(help_text="place in the list after the last line, bytes")
    facts = models.BinaryField(help_text="the lines, compressed and sealed")
    decisions = models.BinaryField(null=True, help_text="the answers, compressed and sealed")
    totals = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="batch_chunk_once")]

    def __str__(self) -> str:
        return f"chunk {self.number}, {self.lines} lines after {self.lines_before}"
