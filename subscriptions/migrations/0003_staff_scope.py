"""Scopes of the vendor's people: where they are kept, and the customers that a limited one sees.

The view is owned by the role of staff without limits, so it reads the lines of all customers, whatever its reader's own
policies are; else those of customers and of lines would ask each other without an end. Policies themselves are written
after each migrate (subscriptions.scope_policies).
"""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from subscriptions.scope_policies import is_all, keys, within
from subscriptions.tenancy_roles import LIMITED, STAFF

CUSTOMERS = f"""
create view scope.customers as
select id from public.subscriptions_customer as customer
where {within("region_id", "regions")}
  and ({is_all("products")} or exists (
    select from public.subscriptions_productline as line
    where line.customer_id = customer.id and line.product_id = any ({keys("products")})))
"""  # noqa: S608  made of constants
VIEW = [
    "create schema scope",
    CUSTOMERS,
    f"grant select on scope.customers to {LIMITED}",
    f"grant create on schema scope to {STAFF}",
    f"alter view scope.customers owner to {STAFF}",
    f"revoke create on schema scope from {STAFF}",
    f"grant usage on schema scope to {LIMITED}",
]


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        migrations.RunSQL(VIEW, "drop schema scope cascade"),
        pgtrigger.migrations.RemoveTrigger(
            model_name="staffmember",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="staffmember",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="staffmember",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="staffmember",
            name="only_products",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                verbose_name="only these products",
            ),
        ),
        migrations.AddField(
            model_name="staffmember",
            name="only_regions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                verbose_name="only these regions",
            ),
        ),
        migrations.AddField(
            model_name="staffmemberevent",
            name="only_products",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                verbose_name="only these products",
            ),
        ),
        migrations.AddField(
            model_name="staffmemberevent",
            name="only_regions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                verbose_name="only these regions",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffmember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "subscriptions_staffmemberevent" ("id", "only_products", "only_regions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "roles", "user_id") VALUES (NEW."id", NEW."only_products", NEW."only_regions", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."roles", NEW."user_id"); RETURN NULL;',
                    hash="881a3b8743c4c1760770d206c869060236b51f7d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fa798",
                    table="subscriptions_staffmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffmember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "subscriptions_staffmemberevent" ("id", "only_products", "only_regions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "roles", "user_id") VALUES (NEW."id", NEW."only_products", NEW."only_regions", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."roles", NEW."user_id"); RETURN NULL;',
                    hash="da99f75f39314bed344c08f0a5d2e83d8247ec23",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dad18",
                    table="subscriptions_staffmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "subscriptions_staffmemberevent" ("id", "only_products", "only_regions", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "roles", "user_id") VALUES (OLD."id", OLD."only_products", OLD."only_regions", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."roles", OLD."user_id"); RETURN NULL;',
                    hash="04052b954a2a9da86dc541879b9c2363b30abef9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1845e",
                    table="subscriptions_staffmember",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="staffmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("roles__overlap", ["administrator", "auditor"]), _negated=True),
                    models.Q(("only_products", []), ("only_regions", [])),
                    _connector="OR",
                ),
                name="who_sees_all_has_no_limit",
                violation_error_message="Administrators and auditors see all customers, so no limit can be set for them.",
            ),
        ),
    ]
