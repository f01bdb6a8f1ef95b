import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            [
                migrations.CreateModel(
                    name="Alert",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "alert_class",
                            models.CharField(
                                choices=[
                                    ("data_loss", "data loss or corruption"),
                                    ("wrong_figures", "wrong money or tax figures"),
                                    ("production_stop", "production stop"),
                                    ("security", "security"),
                                    ("statutory", "statutory deadline"),
                                ],
                                max_length=20,
                                verbose_name="class",
                            ),
                        ),
                        ("symptom", models.TextField(verbose_name="symptom")),
                        (
                            "action_kind",
                            models.CharField(
                                choices=[
                                    ("fix", "install the fix"),
                                    ("workaround", "apply the workaround"),
                                    ("wait", "wait"),
                                ],
                                default="fix",
                                max_length=12,
                                verbose_name="action",
                            ),
                        ),
                        ("action", models.TextField(blank=True, verbose_name="what to do")),
                        (
                            "required_by",
                            models.DateField(blank=True, null=True, verbose_name="required action by"),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Dansk")],
                                default="en",
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="written"
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="published"
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "versions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="None chosen: every version.",
                                to="subscriptions.productversion",
                                verbose_name="versions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "alert",
                        "verbose_name_plural": "alerts",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Acknowledgement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="acknowledgements",
                                to="notifications.alert",
                                verbose_name="alert",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "acknowledgement",
                        "verbose_name_plural": "acknowledgements",
                        "constraints": [
                            models.UniqueConstraint(fields=("alert", "user"), name="one_acknowledgement")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlertChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("corrected", "corrected"), ("withdrawn", "withdrawn")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="notifications.alert",
                                verbose_name="alert",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change of an alert",
                        "verbose_name_plural": "changes of alerts",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "withdrawn")),
                                fields=("alert",),
                                name="one_withdrawal",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("in_app", "in the app"), ("email", "e-mail")],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        ("event", models.CharField(max_length=120, verbose_name="event")),
                        ("context", models.JSONField(default=dict, verbose_name="words")),
                        ("link", models.CharField(blank=True, max_length=200, verbose_name="link")),
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "urgent"), (5, "normal"), (9, "digest")],
                                default=5,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("leased", "being sent"),
                                    ("sent", "sent"),
                                    ("set_aside", "failed"),
                                    ("gathered", "told in a digest"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        (
                            "next_attempt_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="next attempt"
                            ),
                        ),
                        (
                            "leased_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="leased until"),
                        ),
                        ("last_error", models.TextField(blank=True, verbose_name="last error")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                        ("address", models.CharField(blank=True, max_length=254, verbose_name="address")),
                        ("subject", models.CharField(blank=True, max_length=250, verbose_name="subject")),
                        ("text", models.TextField(blank=True, verbose_name="text as sent")),
                        (
                            "alert",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger",
                                to="notifications.alert",
                                verbose_name="alert",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notifications",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recipient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notification",
                        "verbose_name_plural": "notifications",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "leased"])),
                                fields=["priority", "next_attempt_at", "id"],
                                name="outbox_due",
                            ),
                            models.Index(
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(("state", "set_aside")),
                                name="outbox_failed",
                            ),
                            models.Index(
                                models.F("recipient"),
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(("channel", "in_app")),
                                name="bell",
                            ),
                            models.Index(
                                models.F("recipient"),
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(("channel", "in_app"), ("read_at", None)),
                                name="unread",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "leased"])),
                                fields=["recipient", "priority", "id"],
                                name="outbox_turn",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "recipient", "channel"), name="each_event_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Preference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        (
                            "channel",
                            models.CharField(
                                choices=[("in_app", "in the app"), ("email", "e-mail")],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        ("wanted", models.BooleanField(default=True, verbose_name="wanted")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="preferences",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "preference",
                        "verbose_name_plural": "preferences",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "kind", "channel"), name="one_preference_a_kind"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registered_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="registered"
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "registration",
                        "verbose_name_plural": "registrations",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "user", "product"), name="one_registration"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
