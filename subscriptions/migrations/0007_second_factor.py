"""Whether a customer's people need a second factor: because the vendor says so, or their manager."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0006_non_renewal"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="customer",
            name="second_factor_by_company",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="second factor demanded by its manager"
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="second_factor_by_vendor",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Its people set one up before they can do anything else. Its managers cannot switch it off.",
                verbose_name="second factor demanded",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="second_factor_by_company",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="second factor demanded by its manager"
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="second_factor_by_vendor",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Its people set one up before they can do anything else. Its managers cannot switch it off.",
                verbose_name="second factor demanded",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "subscriptions_customerevent" ("account_owner_id", "city", "country", "id", "industry", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "second_factor_by_company", "second_factor_by_vendor", "time_zone") VALUES (NEW."account_owner_id", NEW."city", NEW."country", NEW."id", NEW."industry", NEW."language", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."second_factor_by_company", NEW."second_factor_by_vendor", NEW."time_zone"); RETURN NULL;',
                    hash="371099ac64692e4c1ffdbe6e9a36df70e7930630",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f1146",
                    table="subscriptions_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "subscriptions_customerevent" ("account_owner_id", "city", "country", "id", "industry", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "second_factor_by_company", "second_factor_by_vendor", "time_zone") VALUES (NEW."account_owner_id", NEW."city", NEW."country", NEW."id", NEW."industry", NEW."language", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."second_factor_by_company", NEW."second_factor_by_vendor", NEW."time_zone"); RETURN NULL;',
                    hash="ba86e944e4634047871e42bc14a0a227c9033d4e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54013",
                    table="subscriptions_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "subscriptions_customerevent" ("account_owner_id", "city", "country", "id", "industry", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "second_factor_by_company", "second_factor_by_vendor", "time_zone") VALUES (OLD."account_owner_id", OLD."city", OLD."country", OLD."id", OLD."industry", OLD."language", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."second_factor_by_company", OLD."second_factor_by_vendor", OLD."time_zone"); RETURN NULL;',
                    hash="e65a6384404920117c742a5a9ea2350e01b85451",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6171d",
                    table="subscriptions_customer",
                    when="AFTER",
                ),
            ),
        ),
    ]
