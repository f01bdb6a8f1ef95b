import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations
import subscriptions.personal_data.models.exports


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
                    name="DataExport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="whose data",
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
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "being made"),
                                    ("ready", "ready"),
                                    ("failed", "failed"),
                                    ("gone", "removed"),
                                ],
                                default="asked",
                                max_length=6,
                                verbose_name="state",
                            ),
                        ),
                        ("leased_until", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                upload_to=subscriptions.personal_data.models.exports.storage_name,
                                verbose_name="file",
                            ),
                        ),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                default=0, help_text="In bytes.", verbose_name="size"
                            ),
                        ),
                        ("made_at", models.DateTimeField(null=True, verbose_name="made")),
                        ("expires_at", models.DateTimeField(null=True, verbose_name="can be fetched until")),
                        ("fetched_at", models.DateTimeField(null=True, verbose_name="fetched first")),
                    ],
                    options={
                        "verbose_name": "export of data",
                        "verbose_name_plural": "exports of data",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("asked_by", "person", "customer"),
                                name="one_export_at_a_time",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Erasure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="erasure",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
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
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        ("counts", models.JSONField(default=dict, verbose_name="what was done")),
                    ],
                    options={
                        "verbose_name": "erasure of a person",
                        "verbose_name_plural": "erasures of people",
                        "ordering": ["-at"],
                    },
                ),
                migrations.CreateModel(
                    name="ErasureRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "blanks_messages",
                            models.BooleanField(
                                default=False,
                                help_text="Off: her messages stay on their incidents under “former contact”. On: their texts and files go, too.",
                                verbose_name="what an erased person wrote is blanked",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of erasure",
                        "verbose_name_plural": "rules of erasure",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_erasure_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "personal_data_erasurerulesevent" ("blanks_messages", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."blanks_messages", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="ec2c9c9b386ebb7034dc3feed20aaa85c815f35f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_85a17",
                                    table="personal_data_erasurerules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "personal_data_erasurerulesevent" ("blanks_messages", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."blanks_messages", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="bb8fa9b2f17eda9103558e5269e85bcd7db3f1c3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_00f95",
                                    table="personal_data_erasurerules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "personal_data_erasurerulesevent" ("blanks_messages", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."blanks_messages", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="6471fd49ff6d017727cd0f52109664be6a7886d7",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6a291",
                                    table="personal_data_erasurerules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ErasureRulesEvent",
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
                                to="personal_data.erasurerules",
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
                            "blanks_messages",
                            models.BooleanField(
                                default=False,
                                help_text="Off: her messages stay on their incidents under “former contact”. On: their texts and files go, too.",
                                verbose_name="what an erased person wrote is blanked",
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
                                    hash="13d3f35b3d4ed94430bb333370fc04283cbf8920",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_cf0b0",
                                    table="personal_data_erasurerulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionPeriod",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(unique=True, verbose_name="what")),
                        (
                            "days",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Empty: it is kept for as long as the customer exists.",
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(36500)],
                                verbose_name="days",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "time of retention",
                        "verbose_name_plural": "times of retention",
                        "ordering": ["code"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "personal_data_retentionperiodevent" ("code", "days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."days", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="531b81060d02c175ed7325ebed3c7e32aacc4133",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0cc49",
                                    table="personal_data_retentionperiod",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "personal_data_retentionperiodevent" ("code", "days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."days", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="e2721dc311ba78f91ccbd49c86fba4e4dc7175bb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a7306",
                                    table="personal_data_retentionperiod",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "personal_data_retentionperiodevent" ("code", "days", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."days", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="3c3da125f1a18a2fa4e922b16847216241e1bc40",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_effcb",
                                    table="personal_data_retentionperiod",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionPeriodEvent",
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
                                to="personal_data.retentionperiod",
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
                        ("code", models.SlugField(db_index=False, verbose_name="what")),
                        (
                            "days",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Empty: it is kept for as long as the customer exists.",
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(36500)],
                                verbose_name="days",
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
                                    hash="0e95a659eb8d2f744f93187965350396dfa98f5f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_131a6",
                                    table="personal_data_retentionperiodevent",
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
