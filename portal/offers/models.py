"""The renteaanbod, the hypotheekaanbod and the signatures under it."""

import uuid

from django.conf import settings
from django.db import models

from portal.assessments.models import Assessment
from portal.dossiers.models import AppendOnly, Applicant, Dossier
from portal.vault.models import StoredFile


class Renteaanbod(models.Model):
    """The conditional rate offer (gids 7.1, 7.2); the dates are last days, inclusive."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="renteaanbiedingen")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="renteaanbod")
    document = models.BinaryField(help_text="sealed JSON of offers.documents.RenteaanbodDocument")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    lapses_on = models.DateField(help_text="lapses when not used by this day (3 weeks)")
    complete_by = models.DateField(help_text="documents judged by this day (1.5 months)")
    valid_until = models.DateField(help_text="2 months")
    used_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["issued_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(replaced_at__isnull=True),
                name="renteaanbod_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"renteaanbod {self.issued_on}"


class Hypotheekaanbod(models.Model):
    """The binding offer: one rendered document that is never rendered again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="hypotheekaanbod")
    renteaanbod = models.ForeignKey(Renteaanbod, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    document = models.BinaryField(help_text="sealed JSON of offers.documents.HypotheekaanbodDocument")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    esis = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    brondata = models.ForeignKey(
        StoredFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the summary of the brondata used (NHG A6.9); none when no brondata was",
    )
    document_sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    sign_by = models.DateField(help_text="last day to sign")
    valid_until = models.DateField(help_text="last day to pass the deed once signed")
    sealed_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evidence_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"hypotheekaanbod {self.document_sha256[:12]}"


class Signature(AppendOnly):
    """One borrower's signature: a fresh TOTP code bound to the hash of what was shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanbod = models.ForeignKey(Hypotheekaanbod, on_delete=models.PROTECT, related_name="signatures")
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="signatures")
    document_sha256 = models.CharField(max_length=64)
    statement = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at"]
        constraints = [models.UniqueConstraint(fields=["aanbod", "applicant"], name="signature_once")]

    def __str__(self) -> str:
        return f"{self.applicant_id} {self.signed_at:%Y-%m-%d %H:%M}"


class ChangeRequest(models.Model):
    """What somebody wants changed while a renteaanbod runs (gids 7.5, 7.6); by itself nothing changes."""

    class Outcome(models.TextChoices):
        TAKEN_BACK = "taken-back", "teruggenomen"
        NOT_AGREED = "not-agreed", "de ander gaat niet akkoord"
        GRANTED = "granted", "kan"
        REFUSED = "refused", "kan niet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    renteaanbod = models.ForeignKey(Renteaanbod, on_delete=models.PROTECT, related_name="change_requests")
    asked_by = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="change_requests")
    wanted = models.BinaryField(help_text="sealed JSON: what was shown and asked")
    effect = models.CharField(max_length=10, help_text="an assessments.changes.Effect")
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="since when the other borrower agrees")
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["renteaanbod"], condition=models.Q(closed_at__isnull=True), name="change_request_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"wijziging {self.asked_at:%Y-%m-%d}"
