"""Evidence: what came from registers and what people sent, and what we asked them for."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

from portal.dossiers.models import AppendOnly, Applicant, Dossier
from portal.evidence.session_states import OPEN, Status
from portal.vault.models import DataKey, StoredFile


class OcktoSession(models.Model):
    """One invitation to collect brondata, for one applicant; it works once."""

    Status = Status
    OPEN = OPEN

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="ockto_sessions")
    session_id = models.CharField(max_length=100, blank=True)
    link = models.BinaryField(default=b"", help_text="the invitation, sealed")
    status = models.CharField(
        max_length=12, choices=[(one.value, one.label) for one in Status], default=Status.INVITED.value
    )
    asked = models.JSONField(default=list, help_text="the sources that were asked for; empty means all")
    sources = models.JSONField(default=list, help_text="per source: source, status, reason, at")
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())
    polls = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0, help_text="times in a row that the supplier was away")
    stirred_at = models.DateTimeField(null=True, blank=True, help_text="something said that there may be news")
    taken_at = models.DateTimeField(null=True, blank=True, help_text="when the data were last asked for")
    takes = models.PositiveSmallIntegerField(default=0, help_text="times that the data were asked for")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant"],
                condition=models.Q(status__in=[one.value for one in OPEN]),
                name="ockto_one_open_session",
            )
        ]

    def __str__(self) -> str:
        return f"Ockto {self.status}"

    @property
    def is_open(self) -> bool:
        """Whether something may still come from it."""
        return self.status in self.OPEN


class Consent(models.Model):
    """What one person agreed to when they sent brondata, and how that ended. `key` seals what was read, and all
    that is made with it has a key under it."""

    class End(models.TextChoices):
        WITHDRAWN = "withdrawn", "ingetrokken"
        TIME = "time", "bewaartermijn voorbij"
        UNUSED = "unused", "niet gebruikt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="consents")
    session = models.OneToOneField(OcktoSession, on_delete=models.PROTECT, related_name="consent")
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    text_version = models.CharField(max_length=20)
    keep_until = models.DateField(help_text="last day, inclusive")
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=End, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    raw_dropped_at = models.DateTimeField(null=True, blank=True, help_text="the delivered bytes went, the file stays")
    told_until = models.PositiveBigIntegerField(default=0, help_text="the last look the applicant was told of")

    class Meta:
        ordering = ["given_at"]

    def __str__(self) -> str:
        return f"consent {self.given_at:%Y-%m-%d}"


class Delivery(AppendOnly):
    """The bytes a provider delivered, stored before anyone reads them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(OcktoSession, on_delete=models.PROTECT, related_name="delivery")
    # Its own, so that one delivery can be made unreadable; those of before have their person's (null).
    key = models.ForeignKey(DataKey, null=True, on_delete=models.PROTECT, related_name="+")
    provider = models.CharField(max_length=40)
    schema_version = models.CharField(max_length=40)
    content_type = models.CharField(max_length=100)
    body = models.BinaryField(help_text="sealed")
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"delivery {self.sha256[:12]}"

    @property
    def data_key(self) -> DataKey:
        """The key that the bytes, and what was read from them, are sealed with."""
        return self.key or self.session.applicant.user.key


class Brondata(AppendOnly):
    """What a delivery says, read into our datasets, and whether it is the applicant's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="brondata")
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="brondata")
    bundle = models.BinaryField(help_text="sealed JSON of brondata.datasets.Brondata")
    collected_at = models.DateTimeField()
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["read_at"]

    def __str__(self) -> str:
        return f"brondata {self.read_at:%Y-%m-%d}"


class SourceTally(models.Model):
    """How often one register gave its data, and did not, in one hour of our own sessions. No person in it."""

    source = models.CharField(max_length=40)
    hour = models.DateTimeField()
    collected = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    last_collected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["hour", "source"]
        constraints = [models.UniqueConstraint(fields=["hour", "source"], name="source_tally_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.hour:%Y-%m-%d %H}"


class SourceWatch(models.Model):
    """Somebody who asked for a mail when a register works again."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "wacht"
        MAILED = "mailed", "gemaild"
        ENDED = "ended", "niet meer nodig"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="watches")
    source = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "source"],
                condition=models.Q(outcome="waiting"),
                name="source_watch_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.outcome})"


class DocumentRequest(models.Model):
    """A document we ask for, opened by the decision that needs it (gids 8)."""

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("nog nodig")
        RECEIVED = "received", gettext_lazy("wordt gecontroleerd")
        APPROVED = "approved", "akkoord"
        REJECTED = "rejected", gettext_lazy("opnieuw nodig")
        WITHDRAWN = "withdrawn", gettext_lazy("niet meer nodig")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="requests")
    applicant = models.ForeignKey(Applicant, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    document_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60, blank=True)
    rule_ids = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True, help_text="what the clerk asks in words")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["opened_at", "document_type"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "document_type", "subject_id"],
                condition=models.Q(applicant__isnull=True),
                name="document_request_once",
            ),
            models.UniqueConstraint(
                fields=["dossier", "applicant", "document_type", "subject_id"],
                condition=models.Q(applicant__isnull=False),
                name="document_request_once_per_applicant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_type} ({self.state})"

    @property
    def needs_applicant(self) -> bool:
        """Whether the applicant has something to do."""
        return self.state in (self.State.OPEN, self.State.REJECTED)


class Upload(models.Model):
    """A file somebody sent for a request. People see the disarmed copy only."""

    class State(models.TextChoices):
        RECEIVED = "received", gettext_lazy("wordt gecontroleerd")
        READY = "ready", gettext_lazy("klaar om te beoordelen")
        REFUSED = "refused", "geweigerd"
        APPROVED = "approved", "akkoord"
        REJECTED = "rejected", "afgekeurd"
        REMOVED = "removed", "verwijderd"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(DocumentRequest, on_delete=models.PROTECT, related_name="uploads")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=150)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    disarmed = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    notices = models.JSONField(default=list)
    refusal = models.CharField(max_length=500, blank=True)
    uploaded_at = models.DateTimeField()
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)
    dated = models.DateField(null=True, blank=True, help_text="date on the document")
    figures = models.BinaryField(default=b"", help_text="sealed JSON of what the clerk read on it")
    judgement = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return self.filename


class FiledData(AppendOnly):
    """What came of reading a file that an applicant downloaded from a register; it counts once the file is approved."""

    class Outcome(models.TextChoices):
        READ = "read", "gelezen"
        UNREAD = "unread", "niet gelezen"
        OTHER_PERSON = "other-person", "over iemand anders"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="filed")
    outcome = models.CharField(max_length=12, choices=Outcome)
    place = models.CharField(max_length=200, blank=True, help_text="where reading stopped; no value of the file")
    reading = models.BinaryField(default=b"", help_text="sealed JSON of brondata.files.FileReading")
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"file {self.outcome}"
