from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="datakey",
            name="under",
            field=models.JSONField(default=list, help_text="ids of keys that must all open before this one does"),
        ),
    ]
