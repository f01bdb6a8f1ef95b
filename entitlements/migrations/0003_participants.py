"""Who takes part in which builds of programmes (R2.3)."""

import django.db.models.deletion
from django.db import migrations, models

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0002_walls"), ("subscriptions", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme", models.PositiveBigIntegerField(verbose_name="programme")),
                ("build", models.CharField(max_length=40, verbose_name="build")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.customer",
                        verbose_name="customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant of a programme",
                "verbose_name_plural": "participants of programmes",
                "ordering": ["customer__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("build", "customer", "programme"), name="each_participant_once_a_build"
                    )
                ],
            },
        ),
        Wall("entitlements_participant"),
    ]
