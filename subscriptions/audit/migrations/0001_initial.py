import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.audit.models.entries
import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="Anchor",
                    fields=[
                        (
                            "position",
                            models.BigIntegerField(
                                primary_key=True, serialize=False, verbose_name="last position removed"
                            ),
                        ),
                        ("hash", models.CharField(max_length=64)),
                        ("entries", models.BigIntegerField(verbose_name="rows removed")),
                        ("first_at", models.DateTimeField(verbose_name="from")),
                        ("last_at", models.DateTimeField(verbose_name="to")),
                        ("swept_at", models.DateTimeField(verbose_name="removed")),
                    ],
                    options={
                        "verbose_name": "anchor of the audit trail",
                        "verbose_name_plural": "anchors of the audit trail",
                    },
                ),
                migrations.CreateModel(
                    name="AuditRulesEvent",
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
                                to="audit.auditrules",
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
                            "keep_days",
                            models.PositiveIntegerField(
                                default=1098,
                                help_text="Older rows are removed once a day; an anchor of the chain stays in their place.",
                                validators=[
                                    django.core.validators.MinValueValidator(90),
                                    django.core.validators.MaxValueValidator(18300),
                                ],
                                verbose_name="days that rows of the audit trail are kept",
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
                                    hash="e8d5a7afab1b35487b32ba1b8116260297e00b26",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_887c0",
                                    table="audit_auditrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=subscriptions.audit.models.entries.ClockTimestamp(),
                                verbose_name="when",
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="what")),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "acting_as",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="acting as",
                            ),
                        ),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="network address")),
                        (
                            "session",
                            models.CharField(
                                blank=True, db_default="", max_length=16, verbose_name="session"
                            ),
                        ),
                        ("object_type", models.CharField(blank=True, db_default="", max_length=80)),
                        ("object_id", models.BigIntegerField(null=True)),
                        (
                            "object_name",
                            models.CharField(
                                blank=True, db_default="", max_length=200, verbose_name="on what"
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "shown",
                            models.BooleanField(db_default=False, verbose_name="shown to the customer"),
                        ),
                        ("details", models.JSONField(db_default={}, default=dict, verbose_name="details")),
                    ],
                    options={
                        "verbose_name": "row of the audit trail",
                        "verbose_name_plural": "audit trail",
                        "indexes": [
                            models.Index(fields=["at"], name="audit_by_instant"),
                            models.Index(fields=["kind", "-id"], name="audit_by_kind"),
                            models.Index(fields=["person", "-id"], name="audit_by_person"),
                            models.Index(fields=["customer", "-id"], name="audit_by_customer"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seal",
                    fields=[
                        ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("entry", models.BigIntegerField(unique=True)),
                        ("content", models.CharField(max_length=64)),
                        ("previous", models.CharField(max_length=64)),
                        ("hash", models.CharField(max_length=64)),
                    ],
                    options={
                        "verbose_name": "seal of the audit trail",
                        "verbose_name_plural": "seals of the audit trail",
                    },
                ),
                migrations.CreateModel(
                    name="Unsealed",
                    fields=[
                        ("entry", models.BigIntegerField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "unsealed row of the audit trail",
                        "verbose_name_plural": "unsealed rows of the audit trail",
                    },
                ),
                migrations.CreateModel(
                    name="AuditRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "keep_days",
                            models.PositiveIntegerField(
                                default=1098,
                                help_text="Older rows are removed once a day; an anchor of the chain stays in their place.",
                                validators=[
                                    django.core.validators.MinValueValidator(90),
                                    django.core.validators.MaxValueValidator(18300),
                                ],
                                verbose_name="days that rows of the audit trail are kept",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of the audit trail",
                        "verbose_name_plural": "rules of the audit trail",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_audit_rules"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("keep_days__gte", 90)), name="audit_is_kept_for_a_while"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "audit_auditrulesevent" ("id", "keep_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."keep_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="595e182beea907a7096aee360c600f31fa435d70",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d0a4e",
                                    table="audit_auditrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "audit_auditrulesevent" ("id", "keep_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."keep_days", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="6fcf4d3d1cbbc93b1fbedf4a6f533062e71200f8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_75639",
                                    table="audit_auditrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "audit_auditrulesevent" ("id", "keep_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."keep_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="3c5f723b1a7bf2dce5d9c9b187a8482fc6e3120e",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7de9b",
                                    table="audit_auditrules",
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
