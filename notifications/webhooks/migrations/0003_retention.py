"""How long deliveries are kept, as data."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0002_recorded_secrets")]

    operations = [
        migrations.AddField(
            model_name="webhookrules",
            name="kept_days",
            field=models.PositiveSmallIntegerField(
                db_default=90,
                default=90,
                help_text="Those of alerts are kept for ever: a correction goes where the alert went.",
                validators=[
                    django.core.validators.MinValueValidator(4),
                    django.core.validators.MaxValueValidator(3650),
                ],
                verbose_name="days that deliveries are kept",
            ),
        ),
    ]
