"""Addresses that mail fails to, the reports that say so, and the rules by which they are marked."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from subscriptions.kept import Stamped


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_alerts_without_a_product_of_their_own"),
        ("subscriptions", "0003_stamp"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BounceRulesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "failures",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="One that is final marks it at once.",
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="an address is marked after temporary failures",
                    ),
                ),
                (
                    "within_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="within days",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AddressMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[("fails", "mail fails"), ("complained", "complained of mail")],
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                ("why", models.TextField(blank=True, verbose_name="reason given")),
                (
                    "source",
                    models.CharField(
                        choices=[("report", "report by mail"), ("service", "mail service")],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "marked address",
                "verbose_name_plural": "marked addresses",
                "ordering": ["-since", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AddressReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("failed", "mail fails"),
                            ("delayed", "a mail did not arrive"),
                            ("complained", "complained of mail"),
                            ("unsubscribed", "wants less mail"),
                        ],
                        max_length=12,
                        verbose_name="verdict",
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="reason given")),
                (
                    "source",
                    models.CharField(
                        choices=[("report", "report by mail"), ("service", "mail service")],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="reference")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
            ],
            options={
                "verbose_name": "report about an address",
                "verbose_name_plural": "reports about addresses",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["address", "verdict", "at"], name="reports_of_an_address")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("reference", "address", "verdict"),
                        name="each_report_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BounceRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "failures",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="One that is final marks it at once.",
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="an address is marked after temporary failures",
                    ),
                ),
                (
                    "within_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="within days",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of failing addresses",
                "verbose_name_plural": "rules of failing addresses",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_row_of_bounce_rules")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bouncerules",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "notifications_bouncerulesevent" ("failures", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "within_days") VALUES (NEW."failures", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."within_days"); RETURN NULL;',
                    hash="265fb680b533dbbc0ac605cd131e5fd779d6a78f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_db97e",
                    table="notifications_bouncerules",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bouncerules",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "notifications_bouncerulesevent" ("failures", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "within_days") VALUES (NEW."failures", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."within_days"); RETURN NULL;',
                    hash="075d3338a0214e6777bae55979795f1eaa44f21a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8adaf",
                    table="notifications_bouncerules",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bouncerules",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "notifications_bouncerulesevent" ("failures", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "within_days") VALUES (OLD."failures", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."within_days"); RETURN NULL;',
                    hash="d8d895bff7e88f827892703eed12d522a405d186",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0042c",
                    table="notifications_bouncerules",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="bouncerulesevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="bouncerulesevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="notifications.bouncerules",
            ),
        ),
        migrations.AddConstraint(
            model_name="addressmark",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("address",), name="one_standing_mark"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bouncerulesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e99c9f8f137b94a4de4c7af894057804ef5c85f1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3821a",
                    table="notifications_bouncerulesevent",
                    when="BEFORE",
                ),
            ),
        ),
        Stamped("notifications_bouncerules"),
    ]
