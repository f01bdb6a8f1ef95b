"""The timeline of subscriptions, tiers planned for a next period, and the rules of renewal."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import subscriptions.models.life
from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0003_stamp"),
    ]

    operations = [
        migrations.CreateModel(
            name="RenewalRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(366),
                            ]
                        ),
                        default=subscriptions.models.life.notice_days,
                        help_text="Parted by commas: 120, 90, 30, 7.",
                        validators=[subscriptions.models.life.each_day_once],
                        verbose_name="reminders, days before the end",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="open incidents are worked on for days after the end",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of renewal",
                "verbose_name_plural": "rules of renewal",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_row_of_renewal_rules")
                ],
            },
        ),
        migrations.CreateModel(
            name="RenewalRulesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "notice_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(366),
                            ]
                        ),
                        default=subscriptions.models.life.notice_days,
                        help_text="Parted by commas: 120, 90, 30, 7.",
                        validators=[subscriptions.models.life.each_day_once],
                        verbose_name="reminders, days before the end",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="open incidents are worked on for days after the end",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="+",
                        to="subscriptions.renewalrules",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlannedTier",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned",
                        to="subscriptions.productline",
                        verbose_name="product line",
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
            ],
            options={
                "verbose_name": "planned tier",
                "verbose_name_plural": "planned tiers",
            },
        ),
        migrations.CreateModel(
            name="SubscriptionEntry",
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
                        choices=[
                            ("begun", "begun"),
                            ("upgraded", "upgraded"),
                            ("downgrade_planned", "downgrade planned"),
                            ("downgrade_withdrawn", "downgrade withdrawn"),
                            ("line_added", "product added"),
                            ("renewed", "renewed"),
                            ("renewal_cancelled", "renewal taken back"),
                            ("reinstated", "reinstated"),
                            ("corrected", "corrected by hand"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("facts", models.JSONField(default=dict, verbose_name="facts")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                        related_name="subscription_entries",
                        to="subscriptions.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.product",
                        verbose_name="product",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="subscriptions.subscription",
                        verbose_name="subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a subscription",
                "verbose_name_plural": "timeline of subscriptions",
                "ordering": ["at", "pk"],
                "indexes": [
                    models.Index(
                        models.F("customer"),
                        models.OrderBy(models.F("at"), descending=True),
                        name="timeline_of_subscriptions",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewalrules",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "subscriptions_renewalrulesevent" ("grace_days", "id", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."grace_days", NEW."id", NEW."notice_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="a972e5770e7fed2cc1f7cc1d889de0fb05b8f059",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7f32e",
                    table="subscriptions_renewalrules",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewalrules",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "subscriptions_renewalrulesevent" ("grace_days", "id", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."grace_days", NEW."id", NEW."notice_days", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="2a55c7dfb4813f9f594396b9b22a97d801e57cde",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c0c1b",
                    table="subscriptions_renewalrules",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewalrules",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "subscriptions_renewalrulesevent" ("grace_days", "id", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."grace_days", OLD."id", OLD."notice_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="aef449acbc988a79fa287240eaca1e88f27ede08",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c2c41",
                    table="subscriptions_renewalrules",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="renewalrulesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b643793848aa3d11bc4b24970119facad7069e09",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8d8ec",
                    table="subscriptions_renewalrulesevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscriptionentry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="751a97e1a4140a8508ef3c971d72d4634e697e4e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b2da2",
                    table="subscriptions_subscriptionentry",
                    when="BEFORE",
                ),
            ),
        ),
        Wall("subscriptions_plannedtier"),
        Wall("subscriptions_subscriptionentry"),
        Stamped("subscriptions_renewalrules"),
    ]
