"""Since when a webhook gets the events that it gets now: what it should have been told is known from then on."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0004_finished_deliveries")]

    operations = [
        migrations.AddField(
            "endpoint",
            "listening_since",
            models.DateTimeField(
                db_default=Now(), default=django.utils.timezone.now, verbose_name="listening since"
            ),
        ),
    ]
