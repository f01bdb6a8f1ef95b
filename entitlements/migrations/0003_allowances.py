"""The ledger of uses of limited services, behind the second wall."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("entitlements", "0002_stamp"),
        ("subscriptions", "0003_stamp"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AllowanceUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "used_on",
                    models.DateField(
                        help_text="The day in the customer's zone that people are told.",
                        verbose_name="used on",
                    ),
                ),
                ("reference", models.CharField(max_length=200, verbose_name="used for")),
                (
                    "taken_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="counts from"),
                ),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allowance_uses",
                        to="subscriptions.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="entitlements.service",
                        verbose_name="service",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allowance_uses",
                        to="subscriptions.subscription",
                        verbose_name="support period",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a limited service",
                "verbose_name_plural": "uses of limited services",
                "ordering": ["-taken_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_at", None), ("released_at__gte", models.F("taken_at")), _connector="OR"
                        ),
                        name="released_after_taken",
                    )
                ],
            },
        ),
        Wall("entitlements_allowanceuse"),
    ]
