"""«Klopt niet»: somebody says that a figure of a register is wrong. The register's value stays what it is."""

import uuid

from django.conf import settings
from django.db import models

from portal.dossiers.models import Applicant
from portal.evidence.models import Consent, DocumentRequest, Upload


class Dispute(models.Model):
    """One figure that somebody says is wrong, and what a clerk decided. Its words are sealed with the consent's key."""

    class State(models.TextChoices):
        OPEN = "open", "nog niet besloten"
        UPHELD = "upheld", "het register blijft staan"
        CORRECTED = "corrected", "een document laat iets anders zien"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="disputes")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    figure = models.CharField(max_length=64, help_text="keyed hash of register and name")
    place = models.CharField(
        max_length=100, blank=True, help_text="where it stands in the datasets, when we can correct"
    )
    claim = models.BinaryField(help_text="sealed JSON: name, source, value, should_be, why")
    request = models.ForeignKey(DocumentRequest, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.BinaryField(default=b"", help_text="sealed JSON: motivation and, when corrected, the amount")

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "figure"], condition=models.Q(state="open"), name="dispute_once_per_figure"
            )
        ]

    def __str__(self) -> str:
        return f"dispute {self.state}"
