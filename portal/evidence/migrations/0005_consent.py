import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0001_initial"),
        ("evidence", "0004_session_life"),
        ("vault", "0002_keys_under_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("given_at", models.DateTimeField()),
                ("text_version", models.CharField(max_length=20)),
                ("keep_until", models.DateField(help_text="last day, inclusive")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("withdrawn", "ingetrokken"),
                            ("time", "bewaartermijn voorbij"),
                            ("unused", "niet gebruikt"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "raw_dropped_at",
                    models.DateTimeField(blank=True, help_text="the delivered bytes went, the file stays", null=True),
                ),
                (
                    "told_until",
                    models.PositiveBigIntegerField(default=0, help_text="the last look the applicant was told of"),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="dossiers.applicant"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.datakey"
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consent", to="evidence.ocktosession"
                    ),
                ),
            ],
            options={
                "ordering": ["given_at"],
            },
        ),
    ]
