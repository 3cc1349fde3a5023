"""The queue of record. Celery only carries the hint that there is work."""

import uuid

from django.db import models
from django.db.models.functions import Now


class JobState(models.TextChoices):
    """A job waits, is claimed (running), is done, or is parked for a person."""

    WAITING = "waiting", "wacht"
    RUNNING = "running", "bezig"
    DONE = "done", "klaar"
    PARKED = "parked", "geparkeerd"


class Job(models.Model):
    """One piece of work, written in the transaction that wants it; unique per (kind, key)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    payload = models.JSONField(default=dict, help_text="ids only")
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(db_default=Now())
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="jobs_one_per_kind_and_key")]
        indexes = [models.Index(fields=["state", "not_before"], name="jobs_state_not_before")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"
