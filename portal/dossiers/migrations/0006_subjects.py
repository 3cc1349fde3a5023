"""Answers by subject: two questions about wages instead of one, and a sealed place for what is no column."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def split(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nobody who had neither has one of them; who had one or both is asked again which."""
    applicants = apps.get_model("dossiers", "Applicant")
    applicants.objects.filter(wage_claim=False).update(wage_garnished=False, wage_ceded=False)


def join(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """One question again."""
    applicants = apps.get_model("dossiers", "Applicant")
    applicants.objects.filter(wage_garnished=False, wage_ceded=False).update(wage_claim=False)
    applicants.objects.filter(models.Q(wage_garnished=True) | models.Q(wage_ceded=True)).update(wage_claim=True)


TOLD = "sealed JSON: the answers that are no column, by name (parts.py)"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_what_registers_know_of_the_home")]

    operations = [
        migrations.AddField(
            "applicant", "wage_garnished", models.BooleanField(null=True, blank=True, help_text="loonbeslag")
        ),
        migrations.AddField(
            "applicant", "wage_ceded", models.BooleanField(null=True, blank=True, help_text="looncessie")
        ),
        migrations.AddField("applicant", "told", models.BinaryField(default=b"", help_text=TOLD)),
        migrations.AddField("wish", "told", models.BinaryField(default=b"", help_text=TOLD)),
        migrations.RunPython(split, join, elidable=True),
        migrations.RemoveField("applicant", "wage_claim"),
    ]
