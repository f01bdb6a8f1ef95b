"""An incident that was logged by mail: product and severity are assumed until the contact says them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0012_text_parts"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="incomplete",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Logged by mail: product and severity are assumed until the contact says them.",
                verbose_name="incomplete",
            ),
        ),
    ]
