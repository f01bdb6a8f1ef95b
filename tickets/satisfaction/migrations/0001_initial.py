import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("subscriptions", "0002_walls"),
        ("tickets", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="SatisfactionQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("satisfied", models.BooleanField(blank=True, null=True, verbose_name="satisfied")),
                        ("text", models.TextField(blank=True, verbose_name="her words")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who is asked",
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
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="satisfaction_questions",
                                to="tickets.incident",
                                verbose_name="incident",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "satisfaction question",
                        "verbose_name_plural": "satisfaction questions",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                fields=["asked_at"], include=("satisfied",), name="satisfaction_asked"
                            ),
                            models.Index(
                                condition=models.Q(("text", ""), _negated=True),
                                fields=["id"],
                                name="satisfaction_said",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "asked_at"), name="asked_once_a_closing"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at", None), ("satisfied", None), ("text", "")),
                                    models.Q(("answered_at__isnull", False), ("satisfied__isnull", False)),
                                    _connector="OR",
                                ),
                                name="answered_question_says_how",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
