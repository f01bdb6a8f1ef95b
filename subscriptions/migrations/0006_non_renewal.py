"""That a subscription will not be renewed, and both sides of that on its timeline."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0005_one_advisor_at_a_time"),
    ]

    operations = [
        migrations.AlterField(
            model_name="subscriptionentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("begun", "begun"),
                    ("upgraded", "upgraded"),
                    ("downgrade_planned", "downgrade planned"),
                    ("downgrade_withdrawn", "downgrade withdrawn"),
                    ("line_added", "product added"),
                    ("renewed", "renewed"),
                    ("renewal_cancelled", "renewal taken back"),
                    ("reinstated", "reinstated"),
                    ("not_renewing", "will not be renewed"),
                    ("open_again", "may be renewed after all"),
                    ("corrected", "corrected by hand"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="NonRenewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "subscription",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="non_renewal",
                        to="subscriptions.subscription",
                        verbose_name="subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "renewal declined",
                "verbose_name_plural": "renewals declined",
            },
        ),
        Wall("subscriptions_nonrenewal"),
    ]
