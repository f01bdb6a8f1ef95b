"""When a person's mail may come, how soon each kind, and the classes of priority."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import notifications.models.mail_times


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0007_bell_threads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="preference",
            name="pace",
            field=models.CharField(
                choices=[
                    ("at_once", "at once"),
                    ("daily", "in a daily digest"),
                    ("weekly", "in a weekly digest"),
                ],
                db_default="at_once",
                default="at_once",
                max_length=10,
                verbose_name="pace",
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="priority",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (1, "urgent"),
                    (3, "alert"),
                    (5, "normal"),
                    (8, "daily or weekly digest"),
                    (9, "digest"),
                ],
                default=5,
                verbose_name="priority",
            ),
        ),
        migrations.CreateModel(
            name="MailTimes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="quiet from")),
                ("quiet_to", models.TimeField(blank=True, null=True, verbose_name="quiet to")),
                (
                    "quiet_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=notifications.models.mail_times.every_day,
                        verbose_name="on these days",
                    ),
                ),
                ("digest_at", models.TimeField(default=datetime.time(8, 0), verbose_name="digests come at")),
                ("digest_day", models.PositiveSmallIntegerField(default=0, verbose_name="the weekly one on")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_times",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "times of mail",
                "verbose_name_plural": "times of mail",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quiet_from", None), ("quiet_to", None)),
                            models.Q(
                                ("quiet_from__isnull", False),
                                ("quiet_to__isnull", False),
                                models.Q(("quiet_from", models.F("quiet_to")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quiet_hours_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest_day__lte", 6)), name="digest_day_of_week"
                    ),
                ],
            },
        ),
    ]
