"""Messages between applicants and the acceptance desk, and the request for a person (AVG art. 22)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from portal.dossiers.models import AppendOnly, Applicant, Dossier


class Message(AppendOnly):
    """One message in a dossier; of one applicant and the desk, or, without an applicant, of everybody in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="messages")
    applicant = models.ForeignKey(
        Applicant, null=True, blank=True, on_delete=models.PROTECT, related_name="messages", help_text="whose alone"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_desk = models.BooleanField()
    body = models.BinaryField(help_text="sealed text: with the applicant's key, or the dossier's when it is shared")
    sent_at = models.DateTimeField()
    once = models.UUIDField(unique=True, help_text="names the form that was sent: pressing twice sends once")

    class Meta:
        ordering = ["sent_at", "id"]

    def __str__(self) -> str:
        return f"message of {self.sent_at:%Y-%m-%d %H:%M}"


class LastRead(models.Model):
    """Until when an applicant said to have read the messages."""

    applicant = models.OneToOneField(Applicant, on_delete=models.CASCADE, related_name="last_read")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"read until {self.at:%Y-%m-%d %H:%M}"


class HumanLook(models.Model):
    """Somebody asks that a person looks: who decided may not be who answers."""

    class Subject(models.TextChoices):
        DECISION = "besluit", gettext_lazy("het besluit over mijn aanvraag")
        AMOUNT = "bedrag", gettext_lazy("het bedrag dat ik kan lenen")
        DATA = "gegevens", gettext_lazy("mijn gegevens of documenten")
        TEST = "toets", gettext_lazy("de kennistoets")
        OTHER = "anders", gettext_lazy("iets anders")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="human_looks")
    subject = models.CharField(max_length=10, choices=Subject)
    question = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="asks_for_look")
    asked_at = models.DateTimeField()
    answer_by = models.DateField(help_text="the last day of our term")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who took the decision that it is about; nobody when the machine did",
    )
    answer = models.OneToOneField(Message, null=True, blank=True, on_delete=models.PROTECT, related_name="answers_look")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant"], condition=models.Q(answered_at__isnull=True), name="human_look_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True)
                | models.Q(decided_by__isnull=True)
                | ~models.Q(answered_by=models.F("decided_by")),
                name="human_look_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answer__isnull=True, answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answer__isnull=False, answered_by__isnull=False),
                name="human_look_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"look at {self.subject}"
