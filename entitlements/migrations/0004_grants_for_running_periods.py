"""Grants say whether they are for running periods too. Those that are there were: it was the only way until now."""

import django.core.validators
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("entitlements", "0003_allowances"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="grant",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="grant",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="grant",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="grant",
            name="running_periods",
            field=models.BooleanField(
                db_default=True,
                default=False,
                help_text="Off: for product lines that begin from then on; those that run keep what they have. On: for those that run too.",
                verbose_name="also for running support periods",
            ),
        ),
        migrations.AddField(
            model_name="grantevent",
            name="running_periods",
            field=models.BooleanField(
                db_default=True,
                default=False,
                help_text="Off: for product lines that begin from then on; those that run keep what they have. On: for those that run too.",
                verbose_name="also for running support periods",
            ),
        ),
        migrations.AlterField(
            model_name="grant",
            name="running_periods",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Off: for product lines that begin from then on; those that run keep what they have. On: for those that run too.",
                verbose_name="also for running support periods",
            ),
        ),
        migrations.AlterField(
            model_name="grantevent",
            name="running_periods",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Off: for product lines that begin from then on; those that run keep what they have. On: for those that run too.",
                verbose_name="also for running support periods",
            ),
        ),
        migrations.AlterField(
            model_name="grant",
            name="allowance",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: without limit.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="times per support period",
            ),
        ),
        migrations.AlterField(
            model_name="grantevent",
            name="allowance",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: without limit.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="times per support period",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "entitlements_grantevent" ("allowance", "clock", "discount_percent", "english_only", "id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rests_on", "running_periods", "service_id", "standard_products_only", "tier_id") VALUES (NEW."allowance", NEW."clock", NEW."discount_percent", NEW."english_only", NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rests_on", NEW."running_periods", NEW."service_id", NEW."standard_products_only", NEW."tier_id"); RETURN NULL;',
                    hash="c1db7a31e9c037f711b312b1e4602e534e35a822",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b96a8",
                    table="entitlements_grant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "entitlements_grantevent" ("allowance", "clock", "discount_percent", "english_only", "id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rests_on", "running_periods", "service_id", "standard_products_only", "tier_id") VALUES (NEW."allowance", NEW."clock", NEW."discount_percent", NEW."english_only", NEW."id", NEW."in_force_from", NEW."in_force_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rests_on", NEW."running_periods", NEW."service_id", NEW."standard_products_only", NEW."tier_id"); RETURN NULL;',
                    hash="dee02c74dad16857a1dfb6bab45fd868a09e7a98",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_68ce7",
                    table="entitlements_grant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grant",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "entitlements_grantevent" ("allowance", "clock", "discount_percent", "english_only", "id", "in_force_from", "in_force_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rests_on", "running_periods", "service_id", "standard_products_only", "tier_id") VALUES (OLD."allowance", OLD."clock", OLD."discount_percent", OLD."english_only", OLD."id", OLD."in_force_from", OLD."in_force_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rests_on", OLD."running_periods", OLD."service_id", OLD."standard_products_only", OLD."tier_id"); RETURN NULL;',
                    hash="55df17586b8be89a0741ddf4edf98a02f0533415",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a0451",
                    table="entitlements_grant",
                    when="AFTER",
                ),
            ),
        ),
    ]
