"""The dossier: who applies, what they ask for, what happened and who looked."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

from portal.dossiers.states import State
from portal.formats.numbers import postcode
from portal.vault.models import DataKey


class AppendOnlyError(Exception):
    """A row that is evidence may be added, never changed or deleted."""


class AppendOnly(models.Model):
    """Base of rows that are evidence."""

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{self._meta.label} rows are never changed")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{self._meta.label} rows are never deleted")


class Dossier(models.Model):
    """One application for one home; `version` goes up with every write a guard may look at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in State], default=State.INTAKE.value)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    state_since = models.DateTimeField(db_default=Now())
    submitted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "state_since"], name="dossier_state_since")]

    def __str__(self) -> str:
        return self.number


class Applicant(models.Model):
    """A person who applies (aanvrager) and becomes a borrower; at most two (gids 3.1)."""

    class CivilStatus(models.TextChoices):
        ONGEHUWD = "ongehuwd", gettext_lazy("Ongehuwd")
        GEHUWD = "gehuwd", gettext_lazy("Gehuwd")
        GEREGISTREERD = "geregistreerd-partnerschap", gettext_lazy("Geregistreerd partnerschap")
        GESCHEIDEN = "gescheiden", gettext_lazy("Gescheiden")
        WEDUWE = "weduwe-weduwnaar", gettext_lazy("Weduwe of weduwnaar")

    class Route(models.TextChoices):
        OCKTO = "ockto", gettext_lazy("Automatisch ophalen met Ockto")
        DOCUMENTS = "documenten", gettext_lazy("Zelf documenten uploaden")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="applicants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applicants")
    position = models.PositiveSmallIntegerField()
    accepted_at = models.DateTimeField(null=True, blank=True, help_text="joined the application")
    initials = models.CharField(max_length=20, blank=True)
    given_names = models.CharField(max_length=100, blank=True)
    surname_prefix = models.CharField(max_length=20, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    civil_status = models.CharField(max_length=40, choices=CivilStatus, blank=True)
    dutch = models.BooleanField(null=True, blank=True)
    tax_only_in_nl = models.BooleanField(null=True, blank=True)
    works_for_n26 = models.BooleanField(null=True, blank=True)
    divorce_pending = models.BooleanField(null=True, blank=True)
    wage_by_bank = models.BooleanField(null=True, blank=True)
    wage_garnished = models.BooleanField(null=True, blank=True, help_text="loonbeslag")
    wage_ceded = models.BooleanField(null=True, blank=True, help_text="looncessie")
    job_ending = models.BooleanField(null=True, blank=True)
    alimony_monthly = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    private_loan_outstanding = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    private_loan_monthly = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    declared_income = models.BinaryField(
        default=b"", help_text="sealed JSON, when the applicant types instead of sharing brondata"
    )
    told = models.BinaryField(default=b"", help_text="sealed JSON: the answers that are no column, by name (parts.py)")
    route = models.CharField(max_length=10, choices=Route, blank=True)
    figures_confirmed_at = models.DateTimeField(null=True, blank=True)
    test_passed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "position"], name="applicant_position"),
            models.UniqueConstraint(fields=["dossier", "user"], name="applicant_once_per_dossier"),
            models.CheckConstraint(condition=models.Q(position__in=[1, 2]), name="applicant_at_most_two"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.user.email

    @property
    def full_name(self) -> str:
        """Initials, prefix and surname as one would write it on an envelope."""
        return " ".join(part for part in (self.initials, self.surname_prefix, self.surname) if part)

    @property
    def first_name(self) -> str:
        """The first given name, to speak to somebody."""
        return self.given_names.split()[0] if self.given_names else self.full_name


class KnowledgeTest(AppendOnly):
    """One finished knowledge and experience test (Wft 4:24, BGfo 80e); `shown` is what was on the screen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="tests")
    version = models.CharField(max_length=20)
    question_set = models.CharField(max_length=20)
    answers = models.JSONField()
    shown = models.JSONField(default=list)
    correct = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at"]

    def __str__(self) -> str:
        return f"{self.correct}/{self.total}"


class KnowledgeSitting(models.Model):
    """A knowledge test that somebody is making: one per person, whatever application they are in.

    So nobody sheds the answers they gave, or sees another set, by beginning anew. It goes when the last answer is in.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="knowledge_sitting")
    version = models.CharField(max_length=20)
    question_set = models.CharField(max_length=20)
    shown = models.JSONField(default=list)
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.question_set} ({len(self.shown)})"


class Wish(models.Model):
    """What the applicants ask for: the home and the loan. Absent means not yet answered."""

    class Relation(models.TextChoices):
        ALONE = "alleen", gettext_lazy("Alleen")
        MARRIED = "gehuwd", gettext_lazy("Met mijn echtgenoot of echtgenote")
        REGISTERED = "geregistreerd-partnerschap", gettext_lazy("Met mijn geregistreerde partner")
        COHABITING = "samenwonend-met-contract", gettext_lazy("Met mijn partner, met samenlevingscontract")
        COHABITING_BARE = "samenwonend-zonder-contract", gettext_lazy("Met mijn partner, zonder samenlevingscontract")

    class HomeType(models.TextChoices):
        WOONHUIS = "woonhuis", gettext_lazy("Woonhuis")
        APPARTEMENT = "appartement", gettext_lazy("Appartement")

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="wish")
    together = models.BooleanField(null=True, blank=True)
    relation = models.CharField(max_length=40, choices=Relation, blank=True)
    owns_home = models.BooleanField(null=True, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    house_number = models.PositiveIntegerField(null=True, blank=True)
    addition = models.CharField(max_length=10, blank=True)
    street = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100, blank=True)
    home_type = models.CharField(max_length=20, choices=HomeType, blank=True)
    energy_label = models.CharField(max_length=10, blank=True)
    leasehold = models.BooleanField(null=True, blank=True)
    self_occupied = models.BooleanField(null=True, blank=True)
    peculiarities = models.JSONField(null=True, blank=True, help_text="list; empty means none")
    price = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    market_value = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    agreement_signed_on = models.DateField(null=True, blank=True)
    transfer_on = models.DateField(null=True, blank=True)
    nhg = models.BooleanField(null=True, blank=True)
    told = models.BinaryField(default=b"", help_text="sealed JSON: the answers that are no column, by name (parts.py)")
    collection_account = models.BinaryField(default=b"", help_text="sealed IBAN and its holder's position")
    home_sources = models.JSONField(
        default=dict, blank=True, help_text="what BAG and EP-Online said of the home, and when they were asked"
    )
    notary_name = models.CharField(max_length=100, blank=True)
    notary_email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return f"wish of {self.dossier}"

    @property
    def address(self) -> str:
        """Street, number and town on one line."""
        number = f"{self.house_number or ''}{self.addition}"
        return f"{self.street} {number}, {postcode(self.postcode)} {self.city}".strip(", ")


class Leningdeel(models.Model):
    """One part of the loan that is asked for (gids 2.8)."""

    class Aflosvorm(models.TextChoices):
        ANNUITAIR = "annuitair", gettext_lazy("Annuïtair")
        LINEAIR = "lineair", gettext_lazy("Lineair")
        AFLOSSINGSVRIJ = "aflossingsvrij", gettext_lazy("Aflossingsvrij")

    class Purpose(models.TextChoices):
        AANKOOP = "aankoop", gettext_lazy("De woning kopen")
        ENERGIE = "energiebesparing", gettext_lazy("Energie besparen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="leningdelen")
    position = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    aflosvorm = models.CharField(max_length=20, choices=Aflosvorm)
    term_months = models.PositiveSmallIntegerField()
    rentevastperiode_years = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.AANKOOP)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["wish", "position"], name="leningdeel_position")]

    def __str__(self) -> str:
        return f"{self.position}: {self.amount} {self.aflosvorm}"


class Draft(models.Model):
    """What somebody typed on a page and did not save yet; never an answer, gone at the real save."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=60)
    content = models.BinaryField(help_text="sealed JSON: the name of each field with what was typed")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["applicant", "page"], name="draft_once_per_page")]

    def __str__(self) -> str:
        return self.page


class DossierEvent(AppendOnly):
    """What happened, when, by whom; the time line and the audit trail are this table."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events")
    name = models.CharField(max_length=40)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"


class AccessRecord(AppendOnly):
    """A look by staff at class A data; each row holds the hash of the one before it."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="looks")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=100)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    row_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.actor} {self.what}"
