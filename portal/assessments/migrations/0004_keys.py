"""Every decision gets a key; those of before were sealed with their dossier's, and so are the papers made of them."""

import django.db.models.deletion
from django.db import migrations, models


def give_keys(apps, schema_editor):
    assessments = apps.get_model("assessments", "Assessment")
    for row in assessments.objects.select_related("dossier").only("dossier__key_id"):
        assessments.objects.filter(pk=row.pk).update(key_id=row.dossier.key_id)


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0003_batches"),
        ("dossiers", "0001_initial"),
        ("vault", "0002_keys_under_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="key",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.datakey"
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="removed_at",
            field=models.DateTimeField(
                blank=True, help_text="facts and decision can't be read any more; the receipt stays", null=True
            ),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
