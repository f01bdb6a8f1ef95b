"""How often and how long an agent tries to phone before she may lower severity 1 for it (R10.6)."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0007_snoozed_incidents"),
    ]

    operations = [
        migrations.AddField(
            model_name="lifecyclerules",
            name="phone_minutes",
            field=models.PositiveSmallIntegerField(
                db_default=60,
                default=60,
                help_text="From the first of these tries to the last.",
                validators=[django.core.validators.MaxValueValidator(1440)],
                verbose_name="over at least minutes",
            ),
        ),
        migrations.AddField(
            model_name="lifecyclerules",
            name="phone_tries",
            field=models.PositiveSmallIntegerField(
                db_default=3,
                default=3,
                help_text="When nobody answers; the customer is told and may raise it again (R10.6).",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(20),
                ],
                verbose_name="tries to phone before severity 1 is lowered",
            ),
        ),
    ]
