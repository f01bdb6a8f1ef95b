import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.db import migrations, models

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
                    name="Policy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(
                                help_text="Part of its address; does not change.",
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("name_en", models.CharField(max_length=120, verbose_name="name (English)")),
                        ("name_da", models.CharField(max_length=120, verbose_name="name (Danish)")),
                    ],
                    options={
                        "verbose_name": "policy",
                        "verbose_name_plural": "policies",
                        "ordering": ["position", "pk"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "policies_policyevent" ("code", "id", "name_da", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."name_da", NEW."name_en", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="36c41b59ce6bdef87cf074670f518364165cbba5",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_810b9",
                                    table="policies_policy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "policies_policyevent" ("code", "id", "name_da", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."name_da", NEW."name_en", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="ab8713213bc5f3bfa145930b5134e8573dc25a19",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e3937",
                                    table="policies_policy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "policies_policyevent" ("code", "id", "name_da", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."code", OLD."id", OLD."name_da", OLD."name_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                                    hash="742f240a3147cebfa8eff4a6ee34810bc830f745",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_18950",
                                    table="policies_policy",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyEvent",
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
                                to="policies.policy",
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
                            "code",
                            models.SlugField(
                                db_index=False,
                                help_text="Part of its address; does not change.",
                                verbose_name="code",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("name_en", models.CharField(max_length=120, verbose_name="name (English)")),
                        ("name_da", models.CharField(max_length=120, verbose_name="name (Danish)")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="1520cee5eaec92f91ed851906311ccf21e54157c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_133f6",
                                    table="policies_policyevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="policies.policy",
                                verbose_name="policy",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "in_force_from",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in force from"
                            ),
                        ),
                        (
                            "note_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="what changed (English)"
                            ),
                        ),
                        (
                            "note_da",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="what changed (Danish)"
                            ),
                        ),
                        (
                            "text_en",
                            models.TextField(
                                help_text="Markdown: ## heading, - list, **bold**, [link](address).",
                                verbose_name="text (English)",
                            ),
                        ),
                        ("text_da", models.TextField(verbose_name="text (Danish)")),
                    ],
                    options={
                        "verbose_name": "version of a policy",
                        "verbose_name_plural": "versions of policies",
                        "ordering": ["policy", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("policy", "number"), name="one_version_a_number"),
                            models.UniqueConstraint(
                                fields=("policy", "in_force_from"), name="one_version_an_instant"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "policies_policyversionevent" ("id", "in_force_from", "note_da", "note_en", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "text_da", "text_en") VALUES (NEW."id", NEW."in_force_from", NEW."note_da", NEW."note_en", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."text_da", NEW."text_en"); RETURN NULL;',
                                    hash="f90478bf5e2a9f06fc392a9ca02e4aab1b6dab2c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_64f2d",
                                    table="policies_policyversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "policies_policyversionevent" ("id", "in_force_from", "note_da", "note_en", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "text_da", "text_en") VALUES (NEW."id", NEW."in_force_from", NEW."note_da", NEW."note_en", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."policy_id", NEW."text_da", NEW."text_en"); RETURN NULL;',
                                    hash="c5580281057f388272cb58f231dc9e650e84987a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_9f1c5",
                                    table="policies_policyversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "policies_policyversionevent" ("id", "in_force_from", "note_da", "note_en", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "text_da", "text_en") VALUES (OLD."id", OLD."in_force_from", OLD."note_da", OLD."note_en", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."text_da", OLD."text_en"); RETURN NULL;',
                                    hash="31cd24ff06000a15346c342332876c594288c378",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c7801",
                                    table="policies_policyversion",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyVersionEvent",
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
                                to="policies.policyversion",
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
                            "policy",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="policies.policy",
                                verbose_name="policy",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "in_force_from",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in force from"
                            ),
                        ),
                        (
                            "note_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="what changed (English)"
                            ),
                        ),
                        (
                            "note_da",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="what changed (Danish)"
                            ),
                        ),
                        (
                            "text_en",
                            models.TextField(
                                help_text="Markdown: ## heading, - list, **bold**, [link](address).",
                                verbose_name="text (English)",
                            ),
                        ),
                        ("text_da", models.TextField(verbose_name="text (Danish)")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6637b9a6db799122b84dfa91f3960a64002edfe6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_ab9a6",
                                    table="policies_policyversionevent",
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
