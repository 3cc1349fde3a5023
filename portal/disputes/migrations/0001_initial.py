import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossiers", "0001_initial"),
        ("evidence", "0006_consents_of_before"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("figure", models.CharField(help_text="keyed hash of register and name", max_length=64)),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="where it stands in the datasets, when we can correct", max_length=100
                    ),
                ),
                ("claim", models.BinaryField(help_text="sealed JSON: name, source, value, should_be, why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "nog niet besloten"),
                            ("upheld", "het register blijft staan"),
                            ("corrected", "een document laat iets anders zien"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "verdict",
                    models.BinaryField(
                        default=b"", help_text="sealed JSON: motivation and, when corrected, the amount"
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="dossiers.applicant"
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.consent"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.upload",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.documentrequest"
                    ),
                ),
            ],
            options={
                "ordering": ["opened_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("applicant", "figure"),
                        name="dispute_once_per_figure",
                    )
                ],
            },
        ),
    ]
