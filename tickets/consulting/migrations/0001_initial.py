import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
        ("tickets", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="ConsultingRulesEvent",
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
                                to="consulting.consultingrules",
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
                            "objection_days",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="Full office days of the support region's calendar.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="objection decided within office days",
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
                                    hash="226cce28777378a93feabfc70a1cb3ff9e00bea6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d248d",
                                    table="consulting_consultingrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="tickets.incident",
                                verbose_name="incident",
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
                            "reason",
                            models.CharField(
                                choices=[
                                    ("installation_is_consulting", "installation or implementation"),
                                    ("modified_system", "modified on this point"),
                                    ("not_general", "about the customer's own set-up"),
                                    ("not_generally_available", "version not generally available"),
                                ],
                                max_length=26,
                                verbose_name="reason",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="for consulting")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handed over by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting for consulting"),
                                    ("taken", "consulting works on it"),
                                    ("answered", "answered by consulting"),
                                    ("done", "done"),
                                    ("returned", "back at support"),
                                ],
                                default="waiting",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "consultant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="consultant",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "hand-over",
                        "verbose_name_plural": "hand-overs",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "taken", "answered"))),
                                fields=["at", "id"],
                                name="open_hand_overs",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("waiting", "taken", "answered"))),
                                fields=("incident",),
                                name="one_open_hand_over",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "hand_over",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objection",
                                to="consulting.handover",
                                verbose_name="hand-over",
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
                        ("reason", models.TextField(verbose_name="reason")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="objected by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("due_at", models.DateTimeField(verbose_name="to be decided by")),
                        (
                            "next_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="next reminder"),
                        ),
                        ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                        (
                            "escalated_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="escalated"),
                        ),
                        ("upheld", models.BooleanField(blank=True, null=True, verbose_name="upheld")),
                        ("answer", models.TextField(blank=True, verbose_name="decision")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                    ],
                    options={
                        "verbose_name": "objection",
                        "verbose_name_plural": "objections",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("decided_at", None)),
                                fields=["next_at"],
                                name="undecided_objections",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("upheld", None)),
                                    models.Q(("decided_at__isnull", False), ("upheld__isnull", False)),
                                    _connector="OR",
                                ),
                                name="decided_objection_says_how",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsultingRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "objection_days",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="Full office days of the support region's calendar.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="objection decided within office days",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of the hand-over",
                        "verbose_name_plural": "rules of the hand-over",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_consulting_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "consulting_consultingrulesevent" ("id", "objection_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."objection_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="2beabd2645ba8c1a67e0c17fb7fca58928da386f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ba8d0",
                                    table="consulting_consultingrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "consulting_consultingrulesevent" ("id", "objection_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."objection_days", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="212b7039f8d083e7592c176658db2a6f84729a87",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e5981",
                                    table="consulting_consultingrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "consulting_consultingrulesevent" ("id", "objection_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."objection_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="cf9d0e8681d86132cc53d3c80322d7b751bfadd2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_0c46a",
                                    table="consulting_consultingrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
