import django.db.models.deletion
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="Ages",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.IntegerField(verbose_name="number")),
                        (
                            "summed",
                            models.BooleanField(db_default=False, default=False, verbose_name="summed up"),
                        ),
                        ("logged_on", models.DateField(verbose_name="logged")),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                verbose_name="severity",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "age of the queue",
                        "verbose_name_plural": "ages of the queue",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("summed", False)), fields=["id"], name="changes_of_ages"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("summed", True)),
                                fields=("logged_on", "region", "severity"),
                                name="one_sum_of_ages",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompanyPromises",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.IntegerField(verbose_name="number")),
                        (
                            "summed",
                            models.BooleanField(db_default=False, default=False, verbose_name="summed up"),
                        ),
                        ("month", models.DateField(help_text="Its first day.", verbose_name="month")),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.tier",
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                verbose_name="severity",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("first_response", "first response"),
                                    ("next_reply", "next reply"),
                                    ("solution_goal", "solution goal"),
                                ],
                                max_length=20,
                                verbose_name="milestone",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("met", "met"), ("missed", "missed")],
                                max_length=6,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "targets of a customer kept in a month",
                        "verbose_name_plural": "targets of customers kept in a month",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("summed", False)),
                                fields=["customer"],
                                name="changes_of_company_promises",
                            ),
                            models.Index(
                                condition=models.Q(("summed", False)),
                                fields=["id"],
                                name="company_promises_to_add",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("summed", True)),
                                fields=(
                                    "customer",
                                    "month",
                                    "product",
                                    "tier",
                                    "severity",
                                    "kind",
                                    "outcome",
                                ),
                                name="one_sum_of_company_promises",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Flow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.IntegerField(verbose_name="number")),
                        (
                            "summed",
                            models.BooleanField(db_default=False, default=False, verbose_name="summed up"),
                        ),
                        (
                            "quarter",
                            models.DateTimeField(
                                help_text="Its first instant, in UTC.", verbose_name="quarter of an hour"
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        (
                            "happening",
                            models.CharField(
                                choices=[("logged", "logged"), ("closed", "closed")],
                                max_length=6,
                                verbose_name="what happened",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "incidents in a quarter of an hour",
                        "verbose_name_plural": "incidents in a quarter of an hour",
                        "indexes": [
                            models.Index(
                                fields=["quarter"],
                                include=("region", "happening", "number"),
                                name="flow_lately",
                            ),
                            models.Index(
                                condition=models.Q(("summed", False)), fields=["id"], name="changes_of_flow"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("summed", True)),
                                fields=("quarter", "region", "happening"),
                                name="one_sum_of_flow",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Promises",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.IntegerField(verbose_name="number")),
                        (
                            "summed",
                            models.BooleanField(db_default=False, default=False, verbose_name="summed up"),
                        ),
                        ("month", models.DateField(help_text="Its first day.", verbose_name="month")),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.tier",
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                verbose_name="severity",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("first_response", "first response"),
                                    ("next_reply", "next reply"),
                                    ("solution_goal", "solution goal"),
                                ],
                                max_length=20,
                                verbose_name="milestone",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("met", "met"), ("missed", "missed")],
                                max_length=6,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "targets kept in a month",
                        "verbose_name_plural": "targets kept in a month",
                        "indexes": [
                            models.Index(
                                fields=["kind", "month"],
                                include=("tier", "region", "product", "outcome", "number"),
                                name="promises_of_a_kind",
                            ),
                            models.Index(
                                condition=models.Q(("summed", False)),
                                fields=["id"],
                                name="changes_of_promises",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("summed", True)),
                                fields=("month", "region", "product", "tier", "severity", "kind", "outcome"),
                                name="one_sum_of_promises",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
