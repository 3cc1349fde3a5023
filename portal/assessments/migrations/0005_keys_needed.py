import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # Apart from 0004: PostgreSQL does not alter a table in the transaction that wrote rows of it.
    dependencies = [("assessments", "0004_keys")]

    operations = [
        migrations.AlterField(
            model_name="assessment",
            name="key",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.datakey"),
        ),
        migrations.RemoveConstraint(model_name="assessment", name="assessment_once_per_input"),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("dossier", "phase", "facts_sha256", "norms_sha256", "guide_version"),
                name="assessment_once_per_input",
            ),
        ),
    ]
