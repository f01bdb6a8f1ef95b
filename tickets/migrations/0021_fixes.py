"""Which release resolves which incident."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("downloads", "0002_walls"),
        ("subscriptions", "0008_auditor"),
        ("tickets", "0020_attachments_lately"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Fix",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("linked_at", models.DateTimeField(verbose_name="linked")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="told")),
                ("resumes", models.BooleanField(default=False, editable=False)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("works", "it works"), ("fails", "it does not work")],
                        max_length=5,
                        verbose_name="answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
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
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fixes",
                        to="tickets.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="linked by",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolves",
                        to="downloads.release",
                        verbose_name="release",
                    ),
                ),
            ],
            options={
                "verbose_name": "fix of an incident",
                "verbose_name_plural": "fixes of incidents",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at", None)), fields=["release", "id"], name="fixes_to_tell"
                    ),
                    models.Index(
                        condition=models.Q(("resumes", True)), fields=["id"], name="fixes_to_resume"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "incident"), name="each_incident_once_a_release"
                    )
                ],
            },
        ),
        Wall("tickets_fix"),
    ]
