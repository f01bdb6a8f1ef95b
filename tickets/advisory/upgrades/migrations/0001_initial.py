import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("advisory", "0002_walls"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
        ("tickets", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="UpgradePlan",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="number")),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="upgrade_plans",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "system",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="upgrade_plans",
                                to="subscriptions.installedsystem",
                                verbose_name="installed system",
                            ),
                        ),
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
                            "from_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="from version",
                            ),
                        ),
                        (
                            "to_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="to version",
                            ),
                        ),
                        ("planned_on", models.DateField(verbose_name="planned for")),
                        ("watched_until", models.DateField(verbose_name="watched until")),
                        ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                        ("phone", models.CharField(max_length=40, verbose_name="phone for the call")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "open"), ("done", "done"), ("cancelled", "cancelled")],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="planned by",
                            ),
                        ),
                        ("planned_at", models.DateTimeField(verbose_name="planned")),
                        (
                            "call",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="upgrade_plan",
                                to="advisory.meeting",
                                verbose_name="call",
                            ),
                        ),
                        ("call_due_at", models.DateTimeField(verbose_name="call due")),
                        ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="called")),
                        ("alarmed_at", models.DateTimeField(blank=True, null=True, verbose_name="alarmed")),
                        ("found", models.JSONField(blank=True, null=True, verbose_name="met at the call")),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                        ("end_reason", models.TextField(blank=True, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "upgrade plan",
                        "verbose_name_plural": "upgrade plans",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("alarmed_at", None), ("called_at", None), ("state", "open")
                                ),
                                fields=["call_due_at"],
                                name="upgrades_without_call",
                            ),
                            models.Index(fields=["watched_until"], name="upgrades_watched"),
                            models.Index(fields=["customer", "planned_on"], name="upgrades_of_customer"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("system",),
                                name="one_open_plan_a_system",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_version", models.F("to_version")), _negated=True),
                                name="upgrade_to_another_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="ended_upgrade_has_an_instant",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("called_at", None),
                                    models.Q(("call__isnull", False), ("found__isnull", False)),
                                    _connector="OR",
                                ),
                                name="completed_call_has_a_meeting",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="points",
                                to="upgrades.upgradeplan",
                                verbose_name="upgrade plan",
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
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        ("text_en", models.CharField(max_length=200, verbose_name="text (English)")),
                        (
                            "text_da",
                            models.CharField(blank=True, max_length=200, verbose_name="text (Danish)"),
                        ),
                        (
                            "ticked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ticked by",
                            ),
                        ),
                        ("ticked_at", models.DateTimeField(blank=True, null=True, verbose_name="ticked")),
                    ],
                    options={
                        "verbose_name": "point of an upgrade plan",
                        "verbose_name_plural": "points of upgrade plans",
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "position"), name="one_point_a_position")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WatchedIncident",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="watched",
                                to="upgrades.upgradeplan",
                                verbose_name="upgrade plan",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tickets.incident",
                                verbose_name="incident",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "incident during an upgrade",
                        "verbose_name_plural": "incidents during upgrades",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "incident"), name="each_incident_of_an_upgrade_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UpgradeRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Of the support region's calendar. A plan inside that without a call alarms the advisor.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(30),
                                ],
                                verbose_name="call, working days before",
                            ),
                        ),
                        (
                            "watch_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="watch, days after",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of upgrade planning",
                        "verbose_name_plural": "rules of upgrade planning",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_upgrade_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "upgrades_upgraderulesevent" ("call_days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "watch_days") VALUES (NEW."call_days", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."watch_days"); RETURN NULL;',
                                    hash="e965e78dd1486fa0c76f557a87e814d04041c5e4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_cfaac",
                                    table="upgrades_upgraderules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "upgrades_upgraderulesevent" ("call_days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "watch_days") VALUES (NEW."call_days", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."watch_days"); RETURN NULL;',
                                    hash="1b2d467786ded35fad1b0eec1e767145981dea75",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_9f4fa",
                                    table="upgrades_upgraderules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "upgrades_upgraderulesevent" ("call_days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "watch_days") VALUES (OLD."call_days", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."watch_days"); RETURN NULL;',
                                    hash="77eefbc8b09a1ba302ce4e91a0224e6af39ad7ad",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d5d85",
                                    table="upgrades_upgraderules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
                        ("text_en", models.CharField(max_length=200, verbose_name="text (English)")),
                        (
                            "text_da",
                            models.CharField(blank=True, max_length=200, verbose_name="text (Danish)"),
                        ),
                    ],
                    options={
                        "verbose_name": "point of readiness",
                        "verbose_name_plural": "points of readiness",
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="UpgradeRulesEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="+",
                                to="upgrades.upgraderules",
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
                        ("id", models.BigIntegerField()),
                        (
                            "call_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Of the support region's calendar. A plan inside that without a call alarms the advisor.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(30),
                                ],
                                verbose_name="call, working days before",
                            ),
                        ),
                        (
                            "watch_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="watch, days after",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="114900787824fe33eec1ae9f927c23ed3cde9bd4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_45b4b",
                                    table="upgrades_upgraderulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
