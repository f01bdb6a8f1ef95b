import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations
import subscriptions.models.customers
import subscriptions.models.life
import subscriptions.models.lines
import subscriptions.models.people
import subscriptions.models.products


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="CalendarVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_versions",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        (
                            "in_force_from",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in force from"
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("weekly", models.JSONField(default=dict, verbose_name="office hours")),
                        (
                            "critical_days",
                            models.JSONField(
                                default=list,
                                help_text="Weekdays around the clock for severity 1 in 24×5; Monday is 0.",
                                verbose_name="the five days",
                            ),
                        ),
                        (
                            "day_length",
                            models.DurationField(
                                blank=True,
                                help_text="Of a target in days; empty: the longest day.",
                                null=True,
                                verbose_name="length of a day",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="what changed")),
                    ],
                    options={
                        "verbose_name": "calendar",
                        "verbose_name_plural": "calendars",
                        "ordering": ["region", "-in_force_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("region", "in_force_from"), name="one_calendar_an_instant"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_calendarversionevent" ("critical_days", "day_length", "id", "in_force_from", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone", "weekly") VALUES (NEW."critical_days", NEW."day_length", NEW."id", NEW."in_force_from", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."time_zone", NEW."weekly"); RETURN NULL;',
                                    hash="ccb03525559c103afbc0326b7df58104d09257c1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_2833f",
                                    table="subscriptions_calendarversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_calendarversionevent" ("critical_days", "day_length", "id", "in_force_from", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone", "weekly") VALUES (NEW."critical_days", NEW."day_length", NEW."id", NEW."in_force_from", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."time_zone", NEW."weekly"); RETURN NULL;',
                                    hash="f35ebe0242705784398a80216d0e93b51acea698",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6438b",
                                    table="subscriptions_calendarversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_calendarversionevent" ("critical_days", "day_length", "id", "in_force_from", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone", "weekly") VALUES (OLD."critical_days", OLD."day_length", OLD."id", OLD."in_force_from", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."time_zone", OLD."weekly"); RETURN NULL;',
                                    hash="0bf24d9d0a644e4979a7dc27f8cd5f39971b49a3",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e9ba0",
                                    table="subscriptions_calendarversion",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Product",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "after_hours_supported",
                            models.BooleanField(
                                default=True,
                                help_text="Off for modified or retired products: severity 1 then runs on office hours.",
                                verbose_name="supported outside office hours",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "product",
                        "verbose_name_plural": "products",
                        "ordering": ["name"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_productevent" ("after_hours_supported", "code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."after_hours_supported", NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="0182431e1220e3232cce8dea4a2fa3f1cb33fe89",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_23de7",
                                    table="subscriptions_product",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_productevent" ("after_hours_supported", "code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."after_hours_supported", NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="33f10c78490d848eb287eaff68de61f736d062ab",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_08aee",
                                    table="subscriptions_product",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_productevent" ("after_hours_supported", "code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."after_hours_supported", OLD."code", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="1590dd9660795605738a03be4845f18f9eaf66b8",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_77d3e",
                                    table="subscriptions_product",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductEvent",
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
                                to="subscriptions.product",
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
                        ("code", models.CharField(max_length=10, verbose_name="code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "after_hours_supported",
                            models.BooleanField(
                                default=True,
                                help_text="Off for modified or retired products: severity 1 then runs on office hours.",
                                verbose_name="supported outside office hours",
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
                                    hash="b42ea0eb6b58be0baa07eebb46eb140efd5f499c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5e253",
                                    table="subscriptions_productevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductLine",
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
                                related_name="lines",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="subscriptions.subscription",
                                verbose_name="subscription",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="subscriptions.tier",
                                verbose_name="tier",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="starts")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                    ],
                    options={
                        "verbose_name": "product line",
                        "verbose_name_plural": "product lines",
                        "ordering": ["customer", "product", "starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="line_ends_after_start",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("customer", "="),
                                    ("product", "="),
                                    (subscriptions.models.lines.TimeRange("starts_at", "ends_at"), "&&"),
                                ],
                                name="one_line_a_product_at_a_time",
                                violation_error_message="Another line of this customer covers this product in that time.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="within_its_subscription",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="IF EXISTS (SELECT FROM subscriptions_productline line JOIN subscriptions_subscription period ON period.id = line.subscription_id WHERE line.id = NEW.id AND (line.starts_at < period.starts_at OR line.ends_at > period.ends_at)) THEN RAISE 'A product line reaches beyond its subscription.' USING ERRCODE = 'check_violation'; END IF; RETURN NULL;",
                                    hash="b2ee29845293cbfde095d0dfc1ce1aab2f80bf45",
                                    operation='INSERT OR UPDATE OF "subscription_id", "starts_at", "ends_at"',
                                    pgid="pgtrigger_within_its_subscription_839f4",
                                    table="subscriptions_productline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_productlineevent" ("customer_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "starts_at", "subscription_id", "tier_id") VALUES (NEW."customer_id", NEW."ends_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."starts_at", NEW."subscription_id", NEW."tier_id"); RETURN NULL;',
                                    hash="abddcf40d07dc607b3dc09d6bd63af40e4e514bb",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_79a27",
                                    table="subscriptions_productline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_productlineevent" ("customer_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "starts_at", "subscription_id", "tier_id") VALUES (NEW."customer_id", NEW."ends_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."starts_at", NEW."subscription_id", NEW."tier_id"); RETURN NULL;',
                                    hash="3b24417142a0beaf867cb15cc64b5f29bea62caf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_98bb4",
                                    table="subscriptions_productline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_productlineevent" ("customer_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "starts_at", "subscription_id", "tier_id") VALUES (OLD."customer_id", OLD."ends_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."starts_at", OLD."subscription_id", OLD."tier_id"); RETURN NULL;',
                                    hash="0528074a5b119fa695cd87c13389748bb2777557",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_3f57f",
                                    table="subscriptions_productline",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductLineEvent",
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
                                to="subscriptions.productline",
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
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.subscription",
                                verbose_name="subscription",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.tier",
                                verbose_name="tier",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="starts")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c6d6b7fe5b64b2e4f3ea792ea3681b80eb66c492",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_3b208",
                                    table="subscriptions_productlineevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductVersion",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        ("name", models.CharField(max_length=20, verbose_name="version")),
                        (
                            "generally_available",
                            models.BooleanField(default=True, verbose_name="generally available"),
                        ),
                        (
                            "end_of_support",
                            models.DateField(blank=True, null=True, verbose_name="end of support"),
                        ),
                    ],
                    options={
                        "verbose_name": "product version",
                        "verbose_name_plural": "product versions",
                        "ordering": [
                            "product",
                            models.OrderBy(subscriptions.models.products.Numbers("name"), descending=True),
                            "-name",
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("product", "name"), name="one_version_a_name")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_productversionevent" ("end_of_support", "generally_available", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id") VALUES (NEW."end_of_support", NEW."generally_available", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id"); RETURN NULL;',
                                    hash="b55d55a8d5e424707ea381c0582ae0eed6e7c9ed",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c8857",
                                    table="subscriptions_productversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_productversionevent" ("end_of_support", "generally_available", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id") VALUES (NEW."end_of_support", NEW."generally_available", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id"); RETURN NULL;',
                                    hash="81342cf7b7c8a3d8bc198be2076244c158c3cf07",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_40f03",
                                    table="subscriptions_productversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_productversionevent" ("end_of_support", "generally_available", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id") VALUES (OLD."end_of_support", OLD."generally_available", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id"); RETURN NULL;',
                                    hash="30577cd96b37f798439fb5c71e42f6640cf9c14d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_35e7e",
                                    table="subscriptions_productversion",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductVersionEvent",
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
                                to="subscriptions.productversion",
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
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        ("name", models.CharField(max_length=20, verbose_name="version")),
                        (
                            "generally_available",
                            models.BooleanField(default=True, verbose_name="generally available"),
                        ),
                        (
                            "end_of_support",
                            models.DateField(blank=True, null=True, verbose_name="end of support"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="00db1d78b4922944b001ce54f5d63de8017078ee",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_6d5ca",
                                    table="subscriptions_productversionevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
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
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_renewal_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RenewalRulesEvent",
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
                                to="subscriptions.renewalrules",
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
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="b643793848aa3d11bc4b24970119facad7069e09",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_8d8ec",
                                    table="subscriptions_renewalrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SettingsStamp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stamp", models.UUIDField()),
                    ],
                    options={
                        "verbose_name": "stamp of the settings",
                        "verbose_name_plural": "stamps of the settings",
                    },
                ),
                migrations.CreateModel(
                    name="StaffMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staff",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("agent", "agent"),
                                        ("lead", "team lead"),
                                        ("support_manager", "support manager"),
                                        ("head_of_support", "head of support"),
                                        ("head_of_development", "head of development"),
                                        ("advisor", "Dedicated Customer Advisor"),
                                        ("publisher", "publisher"),
                                        ("product_manager", "product manager"),
                                        ("consultant", "consulting desk"),
                                        ("account_owner", "account owner"),
                                        ("administrator", "administrator"),
                                        ("auditor", "auditor"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                verbose_name="roles",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "staff member",
                        "verbose_name_plural": "staff",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("roles__contains", ["auditor"]), _negated=True),
                                    ("roles__len", 1),
                                    _connector="OR",
                                ),
                                name="auditor_holds_no_other_role",
                                violation_error_message="An auditor changes nothing, so she holds no other role.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_staffmemberevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "roles", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."roles", NEW."user_id"); RETURN NULL;',
                                    hash="e3ba937708cfbb81ddf9c51ff5ce49563145e7a1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_fa798",
                                    table="subscriptions_staffmember",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_staffmemberevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "roles", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."roles", NEW."user_id"); RETURN NULL;',
                                    hash="dc07b0687a32c2da8e14b70e2756446533ac4fd2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_dad18",
                                    table="subscriptions_staffmember",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_staffmemberevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "roles", "user_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."roles", OLD."user_id"); RETURN NULL;',
                                    hash="764bdc7143652a2982647430450c93a8ae81e2f6",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1845e",
                                    table="subscriptions_staffmember",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StaffMemberEvent",
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
                                to="subscriptions.staffmember",
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
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("agent", "agent"),
                                        ("lead", "team lead"),
                                        ("support_manager", "support manager"),
                                        ("head_of_support", "head of support"),
                                        ("head_of_development", "head of development"),
                                        ("advisor", "Dedicated Customer Advisor"),
                                        ("publisher", "publisher"),
                                        ("product_manager", "product manager"),
                                        ("consultant", "consulting desk"),
                                        ("account_owner", "account owner"),
                                        ("administrator", "administrator"),
                                        ("auditor", "auditor"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                verbose_name="roles",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
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
                                    hash="c03d76b0aa620f4f8f5d745703041590cd017ff7",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_88a13",
                                    table="subscriptions_staffmemberevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
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
                                related_name="subscriptions",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="starts")),
                        (
                            "ends_at",
                            models.DateTimeField(
                                help_text="The first instant that is no longer covered.", verbose_name="ends"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "subscription",
                        "verbose_name_plural": "subscriptions",
                        "ordering": ["customer", "-starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="subscription_ends_after_start",
                                violation_error_message="The subscription ends before it starts.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="holds_its_lines",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    constraint="CONSTRAINT",
                                    func="IF EXISTS (SELECT FROM subscriptions_productline line JOIN subscriptions_subscription period ON period.id = line.subscription_id WHERE period.id = NEW.id AND (line.starts_at < period.starts_at OR line.ends_at > period.ends_at)) THEN RAISE 'A product line reaches beyond its subscription.' USING ERRCODE = 'check_violation'; END IF; RETURN NULL;",
                                    hash="bae233b809f222b7dc52b971a794081d90a9dec9",
                                    operation='UPDATE OF "starts_at", "ends_at"',
                                    pgid="pgtrigger_holds_its_lines_ec4ce",
                                    table="subscriptions_subscription",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_subscriptionevent" ("customer_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") VALUES (NEW."customer_id", NEW."ends_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_at"); RETURN NULL;',
                                    hash="aaba1c63fcef927a11380cf1ef898f5aa8cf509b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7b204",
                                    table="subscriptions_subscription",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_subscriptionevent" ("customer_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") VALUES (NEW."customer_id", NEW."ends_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_at"); RETURN NULL;',
                                    hash="5ef035edaef89adfe3b2e72093b0d0a276cbb32e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_fb679",
                                    table="subscriptions_subscription",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_subscriptionevent" ("customer_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") VALUES (OLD."customer_id", OLD."ends_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_at"); RETURN NULL;',
                                    hash="573f234aa2db8c6f684e220df95624da303ca0df",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a0d64",
                                    table="subscriptions_subscription",
                                    when="AFTER",
                                ),
                            ),
                        ],
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscription_entries",
                                to="subscriptions.customer",
                                verbose_name="customer",
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
                                    ("not_renewing", "will not be renewed"),
                                    ("open_again", "may be renewed after all"),
                                    ("corrected", "corrected by hand"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
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
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("facts", models.JSONField(default=dict, verbose_name="facts")),
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
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="751a97e1a4140a8508ef3c971d72d4634e697e4e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_b2da2",
                                    table="subscriptions_subscriptionentry",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SubscriptionEvent",
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
                                to="subscriptions.subscription",
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
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="starts")),
                        (
                            "ends_at",
                            models.DateTimeField(
                                help_text="The first instant that is no longer covered.", verbose_name="ends"
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
                                    hash="ee01a61a264c56e1f60dd6f483b8361280f99549",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_39b4f",
                                    table="subscriptions_subscriptionevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportRegion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "country",
                            models.CharField(
                                help_text="Two letters, for public holidays.",
                                max_length=2,
                                verbose_name="country",
                            ),
                        ),
                        (
                            "subdivision",
                            models.CharField(
                                blank=True,
                                help_text="Where its holidays differ: HE, VIC, ENG.",
                                max_length=6,
                                verbose_name="state or nation",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone number")),
                    ],
                    options={
                        "verbose_name": "support region",
                        "verbose_name_plural": "support regions",
                        "ordering": ["code"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_supportregionevent" ("code", "country", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "subdivision", "time_zone") VALUES (NEW."code", NEW."country", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."subdivision", NEW."time_zone"); RETURN NULL;',
                                    hash="f46fb66aebe93c6ef97aa561a514946e667d54ec",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_497cc",
                                    table="subscriptions_supportregion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_supportregionevent" ("code", "country", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "subdivision", "time_zone") VALUES (NEW."code", NEW."country", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."subdivision", NEW."time_zone"); RETURN NULL;',
                                    hash="8c880d5573dc12cee6eed6114e5c69584eed466e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_de520",
                                    table="subscriptions_supportregion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_supportregionevent" ("code", "country", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "subdivision", "time_zone") VALUES (OLD."code", OLD."country", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."subdivision", OLD."time_zone"); RETURN NULL;',
                                    hash="592f01ea785aec99469867e4acbb5243c8ac7634",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ea808",
                                    table="subscriptions_supportregion",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportRegionEvent",
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
                                to="subscriptions.supportregion",
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
                        ("code", models.SlugField(db_index=False, verbose_name="code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "country",
                            models.CharField(
                                help_text="Two letters, for public holidays.",
                                max_length=2,
                                verbose_name="country",
                            ),
                        ),
                        (
                            "subdivision",
                            models.CharField(
                                blank=True,
                                help_text="Where its holidays differ: HE, VIC, ENG.",
                                max_length=6,
                                verbose_name="state or nation",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone number")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="1a82296822343291573fd3854e766ece0ec12d63",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_7f5d8",
                                    table="subscriptions_supportregionevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, unique=True, verbose_name="code")),
                        (
                            "rank",
                            models.PositiveSmallIntegerField(
                                help_text="1 stands first in the queue within a severity.",
                                unique=True,
                                verbose_name="rank",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("short_name", models.CharField(max_length=20, verbose_name="short name")),
                        (
                            "heads_after_hours",
                            models.PositiveSmallIntegerField(
                                db_default=24,
                                default=24,
                                help_text="Covered hours that it is open without a solution or workaround.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000),
                                ],
                                verbose_name="hours until the heads hear of a severity 1",
                            ),
                        ),
                        (
                            "shows_next_reply",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="When it is due, why, and that it was missed, as they see it of the first response.",
                                verbose_name="customers see the next reply's target",
                            ),
                        ),
                        (
                            "shows_solution_goal",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="The same of the solution goal.",
                                verbose_name="customers see the solution goal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tier",
                        "verbose_name_plural": "tiers",
                        "ordering": ["-rank"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_tierevent" ("code", "heads_after_hours", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "short_name", "shows_next_reply", "shows_solution_goal") VALUES (NEW."code", NEW."heads_after_hours", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rank", NEW."short_name", NEW."shows_next_reply", NEW."shows_solution_goal"); RETURN NULL;',
                                    hash="09921615a1003520002260e98ea9cdb75a365a45",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_37564",
                                    table="subscriptions_tier",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_tierevent" ("code", "heads_after_hours", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "short_name", "shows_next_reply", "shows_solution_goal") VALUES (NEW."code", NEW."heads_after_hours", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rank", NEW."short_name", NEW."shows_next_reply", NEW."shows_solution_goal"); RETURN NULL;',
                                    hash="8166f6d26265084fde58a988888d805043229e66",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0324d",
                                    table="subscriptions_tier",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_tierevent" ("code", "heads_after_hours", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "short_name", "shows_next_reply", "shows_solution_goal") VALUES (OLD."code", OLD."heads_after_hours", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rank", OLD."short_name", OLD."shows_next_reply", OLD."shows_solution_goal"); RETURN NULL;',
                                    hash="9d088c072067053518a003e113355b5e0888bf21",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a24f7",
                                    table="subscriptions_tier",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TierEvent",
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
                                to="subscriptions.tier",
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
                        ("code", models.CharField(max_length=10, verbose_name="code")),
                        (
                            "rank",
                            models.PositiveSmallIntegerField(
                                help_text="1 stands first in the queue within a severity.",
                                verbose_name="rank",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("short_name", models.CharField(max_length=20, verbose_name="short name")),
                        (
                            "heads_after_hours",
                            models.PositiveSmallIntegerField(
                                db_default=24,
                                default=24,
                                help_text="Covered hours that it is open without a solution or workaround.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000),
                                ],
                                verbose_name="hours until the heads hear of a severity 1",
                            ),
                        ),
                        (
                            "shows_next_reply",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="When it is due, why, and that it was missed, as they see it of the first response.",
                                verbose_name="customers see the next reply's target",
                            ),
                        ),
                        (
                            "shows_solution_goal",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="The same of the solution goal.",
                                verbose_name="customers see the solution goal",
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
                                    hash="57d7a87ee79f5ff44b8d2ee23784b17360b6bad3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_e15bd",
                                    table="subscriptions_tierevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Dansk")],
                                default="en",
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                default="Europe/Copenhagen",
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                        ("is_staff", models.BooleanField(default=False, verbose_name="vendor's staff")),
                        (
                            "joined_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="joined"
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"), name="user_email_any_case"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdvisorAssignment",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="advisor_assignments",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "advisor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advised",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="advisor",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advised_as_deputy",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="deputy",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                    ],
                    options={
                        "verbose_name": "advisor",
                        "verbose_name_plural": "advisors",
                        "ordering": ["customer", "-starts_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="advisor_ends_after_start",
                                violation_error_message="The assignment ends before it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deputy", None),
                                    models.Q(("deputy", models.F("advisor")), _negated=True),
                                    _connector="OR",
                                ),
                                name="deputy_is_another",
                                violation_error_message="The deputy is somebody else than the advisor.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                expressions=[
                                    ("customer", "="),
                                    (
                                        subscriptions.models.customers.DaysRange(
                                            "starts_on", "ends_on", models.Value("[]")
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="one_advisor_at_a_time",
                                violation_error_message="The customer has another advisor in that time.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_advisorassignmentevent" ("advisor_id", "customer_id", "deputy_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."advisor_id", NEW."customer_id", NEW."deputy_id", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="0942ad044c55f17ec8ffef1c295ef683bd6d153d",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_af744",
                                    table="subscriptions_advisorassignment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_advisorassignmentevent" ("advisor_id", "customer_id", "deputy_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."advisor_id", NEW."customer_id", NEW."deputy_id", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="e89842d965929ea6a0c99e0e51a4022aead3a9d8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_59567",
                                    table="subscriptions_advisorassignment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_advisorassignmentevent" ("advisor_id", "customer_id", "deputy_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."advisor_id", OLD."customer_id", OLD."deputy_id", OLD."ends_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;',
                                    hash="8e6f500f121e37d2a324b104b0a9f4ecc9734a19",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_69976",
                                    table="subscriptions_advisorassignment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="api_tokens",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="What uses this key, e.g. “monitoring”.",
                                max_length=80,
                                verbose_name="name",
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="created"
                            ),
                        ),
                        ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires")),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="api_tokens",
                                to="subscriptions.membership",
                                verbose_name="acts for",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "API token",
                        "verbose_name_plural": "API tokens",
                    },
                ),
                migrations.CreateModel(
                    name="CalendarVersionEvent",
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
                                to="subscriptions.calendarversion",
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
                            "region",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        (
                            "in_force_from",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in force from"
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("weekly", models.JSONField(default=dict, verbose_name="office hours")),
                        (
                            "critical_days",
                            models.JSONField(
                                default=list,
                                help_text="Weekdays around the clock for severity 1 in 24×5; Monday is 0.",
                                verbose_name="the five days",
                            ),
                        ),
                        (
                            "day_length",
                            models.DurationField(
                                blank=True,
                                help_text="Of a target in days; empty: the longest day.",
                                null=True,
                                verbose_name="length of a day",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="what changed")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="9d86f987d09d17ef6d5174b9a41436a77f1228b7",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_35c83",
                                    table="subscriptions_calendarversionevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Customer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(max_length=20, unique=True, verbose_name="customer number"),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("city", models.CharField(blank=True, max_length=80, verbose_name="city")),
                        ("country", models.CharField(max_length=2, verbose_name="country")),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Dansk")],
                                default="en",
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        ("industry", models.CharField(blank=True, max_length=80, verbose_name="industry")),
                        (
                            "region",
                            models.ForeignKey(
                                help_text="Whose office hours and holidays count for this customer.",
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        (
                            "account_owner",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whom refusals name for renewals and upgrades.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account owner",
                            ),
                        ),
                        (
                            "second_factor_by_vendor",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="Its people set one up before they can do anything else. Its managers cannot switch it off.",
                                verbose_name="second factor demanded",
                            ),
                        ),
                        (
                            "second_factor_by_company",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                verbose_name="second factor demanded by its manager",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "customer",
                        "verbose_name_plural": "customers",
                        "ordering": ["name"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdvisorAssignmentEvent",
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
                                to="subscriptions.advisorassignment",
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
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "advisor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="advisor",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="deputy",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="fd5b6106af4cb77bb2995c2ed15b342e778ff4e3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d846f",
                                    table="subscriptions_advisorassignmentevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustomerEvent",
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
                                to="subscriptions.customer",
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
                        ("number", models.CharField(max_length=20, verbose_name="customer number")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("city", models.CharField(blank=True, max_length=80, verbose_name="city")),
                        ("country", models.CharField(max_length=2, verbose_name="country")),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Dansk")],
                                default="en",
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        ("industry", models.CharField(blank=True, max_length=80, verbose_name="industry")),
                        (
                            "region",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Whose office hours and holidays count for this customer.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        (
                            "account_owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Whom refusals name for renewals and upgrades.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account owner",
                            ),
                        ),
                        (
                            "second_factor_by_vendor",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="Its people set one up before they can do anything else. Its managers cannot switch it off.",
                                verbose_name="second factor demanded",
                            ),
                        ),
                        (
                            "second_factor_by_company",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                verbose_name="second factor demanded by its manager",
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
                                    hash="365d1c64dbe0784fc903364524a0b3e1f18e0ec2",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0d380",
                                    table="subscriptions_customerevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Holiday",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="holidays",
                                to="subscriptions.calendarversion",
                                verbose_name="calendar",
                            ),
                        ),
                        ("date", models.DateField(verbose_name="date")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "estimated",
                            models.BooleanField(
                                default=False,
                                help_text="Depends on the moon: confirm it each year.",
                                verbose_name="estimated",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "holiday",
                        "verbose_name_plural": "holidays",
                        "ordering": ["date"],
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "date"), name="one_holiday_a_date")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_holidayevent" ("date", "estimated", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."date", NEW."estimated", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version_id"); RETURN NULL;',
                                    hash="337cd2c03df0e730d1c303207584c2a3b147be0c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f8744",
                                    table="subscriptions_holiday",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "subscriptions_holidayevent" ("date", "estimated", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (NEW."date", NEW."estimated", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version_id"); RETURN NULL;',
                                    hash="c059e88ed30a3539718de161d15c9a14325a1494",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0bdbe",
                                    table="subscriptions_holiday",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "subscriptions_holidayevent" ("date", "estimated", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") VALUES (OLD."date", OLD."estimated", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version_id"); RETURN NULL;',
                                    hash="30d43fe5f56096d513dedfa457706999e625d5bf",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d1262",
                                    table="subscriptions_holiday",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HolidayEvent",
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
                                to="subscriptions.holiday",
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
                            "version",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.calendarversion",
                                verbose_name="calendar",
                            ),
                        ),
                        ("date", models.DateField(verbose_name="date")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "estimated",
                            models.BooleanField(
                                default=False,
                                help_text="Depends on the moon: confirm it each year.",
                                verbose_name="estimated",
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
                                    hash="fde2bc83132f3bcca85f5c2cfd37fb61193c90eb",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_03a3b",
                                    table="subscriptions_holidayevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                                related_name="memberships",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("contact", "contact"), ("manager", "manager")],
                                default="contact",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "approves_remote_access",
                            models.BooleanField(default=False, verbose_name="approves remote access"),
                        ),
                        ("speaks_english", models.BooleanField(default=True, verbose_name="speaks English")),
                        (
                            "started_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "contact",
                        "verbose_name_plural": "contacts",
                        "ordering": ["user__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "user"), name="one_membership_a_person"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NonRenewal",
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
                            "subscription",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="non_renewal",
                                to="subscriptions.subscription",
                                verbose_name="subscription",
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
                        ("reason", models.TextField(verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "renewal declined",
                        "verbose_name_plural": "renewals declined",
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
                    name="InstalledSystem",
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
                                related_name="installed_systems",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.productversion",
                                verbose_name="version",
                            ),
                        ),
                        (
                            "environment",
                            models.CharField(
                                choices=[("production", "production"), ("test", "test system")],
                                default="production",
                                max_length=10,
                                verbose_name="environment",
                            ),
                        ),
                        ("site", models.CharField(blank=True, max_length=80, verbose_name="site")),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                help_text="Of the site; empty where it is the company's own.",
                                max_length=2,
                                verbose_name="country",
                            ),
                        ),
                        (
                            "hosting",
                            models.CharField(
                                blank=True,
                                choices=[("cloud", "cloud"), ("on_premises", "on-premises")],
                                db_default="",
                                default="",
                                max_length=12,
                                verbose_name="hosting",
                            ),
                        ),
                        (
                            "database",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=40, verbose_name="database"
                            ),
                        ),
                        (
                            "operating_system",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=40,
                                verbose_name="operating system",
                            ),
                        ),
                        (
                            "modified",
                            models.TextField(
                                blank=True,
                                help_text="What was changed; empty for standard.",
                                verbose_name="modified",
                            ),
                        ),
                        (
                            "changed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="changed"
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="in use until"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "installed system",
                        "verbose_name_plural": "installed systems",
                        "ordering": ["product", "environment", "site"],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
