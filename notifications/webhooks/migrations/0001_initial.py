import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import subscriptions.encryption
import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("notifications", "0001_initial"),
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="Endpoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="webhooks",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        ("url", models.CharField(max_length=500, verbose_name="address")),
                        (
                            "description",
                            models.CharField(blank=True, max_length=120, verbose_name="what it is for"),
                        ),
                        (
                            "types",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("incident.logged", "An incident is logged"),
                                        ("incident.replied", "A message is written on an incident"),
                                        ("incident.status_changed", "The status of an incident changes"),
                                        ("incident.severity_changed", "The severity of an incident changes"),
                                        ("incident.solution_proposed", "A solution is proposed"),
                                        ("incident.closed", "An incident is closed"),
                                        ("incident.reopened", "A closed incident is open again"),
                                        (
                                            "incident.response_target_missed",
                                            "A target that the customer sees is missed",
                                        ),
                                        ("alert.published", "An alert is published for one of the products"),
                                        ("alert.corrected", "A published alert is corrected"),
                                        ("alert.withdrawn", "A published alert is withdrawn"),
                                        ("webhook.test", "Test event"),
                                    ],
                                    max_length=40,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="events",
                            ),
                        ),
                        ("enabled", models.BooleanField(default=True, verbose_name="enabled")),
                        ("disabled_at", models.DateTimeField(blank=True, null=True, verbose_name="disabled")),
                        (
                            "disabled_why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("person", "switched off by a person"),
                                    ("gone", "the address answered that it is gone (410)"),
                                    ("failing", "nothing but failures for three days"),
                                ],
                                max_length=10,
                                verbose_name="why",
                            ),
                        ),
                        (
                            "failing_since",
                            models.DateTimeField(blank=True, null=True, verbose_name="failing since"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
                        ),
                        (
                            "listening_since",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                default=django.utils.timezone.now,
                                verbose_name="listening since",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="created by",
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed")),
                    ],
                    options={
                        "verbose_name": "webhook",
                        "verbose_name_plural": "webhooks",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("customer__isnull", False), ("removed_at", None)),
                                fields=("customer", "url"),
                                name="each_address_once_a_customer",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("customer", None), ("removed_at", None)),
                                fields=("url",),
                                name="each_address_once_of_the_vendor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("disabled_at", None), ("enabled", True)),
                                    models.Q(("disabled_at__isnull", False), ("enabled", False)),
                                    _connector="OR",
                                ),
                                name="disabled_has_an_instant",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "endpoint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="webhooks.endpoint",
                                verbose_name="webhook",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        ("message_id", models.CharField(max_length=40, verbose_name="webhook-id")),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("incident.logged", "An incident is logged"),
                                    ("incident.replied", "A message is written on an incident"),
                                    ("incident.status_changed", "The status of an incident changes"),
                                    ("incident.severity_changed", "The severity of an incident changes"),
                                    ("incident.solution_proposed", "A solution is proposed"),
                                    ("incident.closed", "An incident is closed"),
                                    ("incident.reopened", "A closed incident is open again"),
                                    (
                                        "incident.response_target_missed",
                                        "A target that the customer sees is missed",
                                    ),
                                    ("alert.published", "An alert is published for one of the products"),
                                    ("alert.corrected", "A published alert is corrected"),
                                    ("alert.withdrawn", "A published alert is withdrawn"),
                                    ("webhook.test", "Test event"),
                                ],
                                max_length=40,
                                verbose_name="event",
                            ),
                        ),
                        ("payload", models.TextField(verbose_name="payload")),
                        (
                            "alert",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="webhook_deliveries",
                                to="notifications.alert",
                                verbose_name="alert",
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
                                    ("delivered", "delivered"),
                                    ("failed", "failed"),
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
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="delivered")),
                    ],
                    options={
                        "verbose_name": "webhook delivery",
                        "verbose_name_plural": "webhook deliveries",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "leased"])),
                                fields=["endpoint", "next_attempt_at", "id"],
                                name="webhooks_due",
                            ),
                            models.Index(
                                models.F("endpoint"),
                                models.OrderBy(models.F("id"), descending=True),
                                name="webhook_log",
                            ),
                            models.Index(
                                condition=models.Q(("alert", None), ("state__in", ["delivered", "failed"])),
                                fields=["created_at"],
                                name="webhooks_finished",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("endpoint", "message_id"), name="each_event_once_an_endpoint"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Secret",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "endpoint",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="secrets",
                                to="webhooks.endpoint",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        ("text", subscriptions.encryption.EncryptedTextField()),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
                        ),
                        (
                            "expires_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="valid until"),
                        ),
                        ("shown_at", models.DateTimeField(blank=True, null=True, verbose_name="shown")),
                        (
                            "shown_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "secret of a webhook",
                        "verbose_name_plural": "secrets of webhooks",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("expires_at", None)),
                                fields=("endpoint",),
                                name="one_newest_secret",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WebhookRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "per_customer",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="0: none. Those there are stay.",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="webhooks of a customer at most",
                            ),
                        ),
                        (
                            "overlap_hours",
                            models.PositiveSmallIntegerField(
                                default=24,
                                help_text="Until then every call carries a signature by the old and by the new secret.",
                                validators=[django.core.validators.MaxValueValidator(336)],
                                verbose_name="hours that a replaced secret stays valid",
                            ),
                        ),
                        (
                            "at_once",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="One alone while the address fails.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(8),
                                ],
                                verbose_name="calls at once to one address",
                            ),
                        ),
                        (
                            "kept_days",
                            models.PositiveSmallIntegerField(
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
                    ],
                    options={
                        "verbose_name": "rules of webhooks",
                        "verbose_name_plural": "rules of webhooks",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_webhook_rules"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tries",
                                to="webhooks.delivery",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("milliseconds", models.PositiveIntegerField(verbose_name="milliseconds")),
                        ("status", models.PositiveSmallIntegerField(null=True, verbose_name="status")),
                        ("headers", models.JSONField(default=dict, verbose_name="headers sent")),
                        ("response", models.CharField(blank=True, max_length=1000, verbose_name="answer")),
                        (
                            "error",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("name", "There is no such name, or it could not be looked up."),
                                    (
                                        "private",
                                        "The name leads to an address that is not on the public internet.",
                                    ),
                                    ("url", "The address is no longer one that may be called."),
                                    ("connection", "No connection came about, or it broke."),
                                    ("certificate", "The certificate is not valid for this name."),
                                    ("timeout", "It took longer than 10 seconds."),
                                    (
                                        "redirect",
                                        "It was redirected elsewhere, and redirects are not followed.",
                                    ),
                                    ("status", "The answer says that it was not taken."),
                                    ("worker", "It could not be sent; the log of the product says why."),
                                ],
                                max_length=12,
                                verbose_name="error",
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=200, verbose_name="in detail")),
                    ],
                    options={
                        "verbose_name": "attempt of a webhook delivery",
                        "verbose_name_plural": "attempts of webhook deliveries",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["delivery", "id"], name="tries_of_delivery")],
                    },
                ),
            ],
        ),
    ]
