"""Mails as rows: written with the change they tell about, sent by a job."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Trouble(models.TextChoices):
    """Why a mail did not arrive."""

    ADDRESS = "address", "adres geweigerd"
    REFUSED = "refused", "mail geweigerd"
    DELAYED = "delayed", "lukt nog steeds niet"


class Mail(models.Model):
    """One mail to one person. The content is sealed with their key: it may hold a link.

    `once` keeps a job that runs twice from writing the same mail twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mails")
    template = models.CharField(max_length=40, help_text="a MailName")
    context = models.JSONField(default=dict, help_text="ids only")
    subject = models.CharField(max_length=200)
    content = models.BinaryField(help_text="text, html and pictures; sealed")
    once = models.CharField(max_length=100, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    undelivered_at = models.DateTimeField(
        null=True, blank=True, help_text="since when we know that it does not arrive; empty again once it is sent"
    )
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True)
    answer = models.CharField(max_length=200, blank=True, help_text="what the mail server said")

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "template", "once"],
                condition=~models.Q(once=""),
                name="notifications_mail_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} to {self.user_id}"
