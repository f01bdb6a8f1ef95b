"""What settings were before: a table and triggers for each tracked model, behind the walls where they name a customer."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import subscriptions.models.people
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdvisorAssignmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CalendarVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "in_force_from",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="in force from"),
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
                        help_text="Weekdays around the clock for severity 1 in 24×5; Monday is 0 (R10.3).",
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
            },
        ),
        migrations.CreateModel(
            name="CustomerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HolidayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
            },
        ),
        migrations.CreateModel(
            name="ProductEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "after_hours_supported",
                    models.BooleanField(
                        default=True,
                        help_text="Off for modified or retired products: severity 1 then runs on office hours (R10.5).",
                        verbose_name="supported outside office hours",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProductLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProductVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=20, verbose_name="version")),
                (
                    "generally_available",
                    models.BooleanField(default=True, verbose_name="generally available"),
                ),
                ("end_of_support", models.DateField(blank=True, null=True, verbose_name="end of support")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StaffMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                            ],
                            max_length=20,
                        ),
                        default=list,
                        verbose_name="roles",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SubscriptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
            },
        ),
        migrations.CreateModel(
            name="SupportRegionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                        help_text="Two letters, for public holidays.", max_length=2, verbose_name="country"
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
            },
        ),
        migrations.CreateModel(
            name="TierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        help_text="1 stands first in the queue within a severity (R15.1).",
                        verbose_name="rank",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("short_name", models.CharField(max_length=20, verbose_name="short name")),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="advisorassignment",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="advisorassignment",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="advisorassignment",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarversion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarversion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarversion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "subscriptions_customerevent" ("account_owner_id", "city", "country", "id", "industry", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (NEW."account_owner_id", NEW."city", NEW."country", NEW."id", NEW."industry", NEW."language", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."time_zone"); RETURN NULL;',
                    hash="c8db369274200b6bc038cbb7a33fc4cb782babf4",
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
                    func='INSERT INTO "subscriptions_customerevent" ("account_owner_id", "city", "country", "id", "industry", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (NEW."account_owner_id", NEW."city", NEW."country", NEW."id", NEW."industry", NEW."language", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."time_zone"); RETURN NULL;',
                    hash="96d2eb514d60907c8b18d14426664b333c06871d",
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
                    func='INSERT INTO "subscriptions_customerevent" ("account_owner_id", "city", "country", "id", "industry", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (OLD."account_owner_id", OLD."city", OLD."country", OLD."id", OLD."industry", OLD."language", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."time_zone"); RETURN NULL;',
                    hash="e64820d958ee90851b6a5b4a5517eed18544f0ad",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6171d",
                    table="subscriptions_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holiday",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holiday",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holiday",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productline",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productline",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productline",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productversion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productversion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productversion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffmember",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffmember",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffmember",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportregion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportregion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportregion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tier",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "subscriptions_tierevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "short_name") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rank", NEW."short_name"); RETURN NULL;',
                    hash="1aec65f18310abef877e6ca56e9406b227a4dd52",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_37564",
                    table="subscriptions_tier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "subscriptions_tierevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "short_name") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rank", NEW."short_name"); RETURN NULL;',
                    hash="c7bae2c8cc73aa4f7b1a25907135265cffd2b738",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0324d",
                    table="subscriptions_tier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "subscriptions_tierevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "short_name") VALUES (OLD."code", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rank", OLD."short_name"); RETURN NULL;',
                    hash="7a44f8b3623a34dd5ed85448b0d67a5720edf288",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a24f7",
                    table="subscriptions_tier",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="advisorassignmentevent",
            name="advisor",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="advisor",
            ),
        ),
        migrations.AddField(
            model_name="advisorassignmentevent",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.customer",
                verbose_name="customer",
            ),
        ),
        migrations.AddField(
            model_name="advisorassignmentevent",
            name="deputy",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="advisorassignmentevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="advisorassignmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.advisorassignment",
            ),
        ),
        migrations.AddField(
            model_name="calendarversionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="calendarversionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.calendarversion",
            ),
        ),
        migrations.AddField(
            model_name="calendarversionevent",
            name="region",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.supportregion",
                verbose_name="support region",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="account_owner",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="customerevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.customer",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="region",
            field=models.ForeignKey(
                db_constraint=False,
                help_text="Whose office hours and holidays count for this customer.",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.supportregion",
                verbose_name="support region",
            ),
        ),
        migrations.AddField(
            model_name="holidayevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="holidayevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.holiday",
            ),
        ),
        migrations.AddField(
            model_name="holidayevent",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.calendarversion",
                verbose_name="calendar",
            ),
        ),
        migrations.AddField(
            model_name="productevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="productevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.product",
            ),
        ),
        migrations.AddField(
            model_name="productlineevent",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.customer",
                verbose_name="customer",
            ),
        ),
        migrations.AddField(
            model_name="productlineevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="productlineevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.productline",
            ),
        ),
        migrations.AddField(
            model_name="productlineevent",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="productlineevent",
            name="subscription",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.subscription",
                verbose_name="subscription",
            ),
        ),
        migrations.AddField(
            model_name="productlineevent",
            name="tier",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.tier",
                verbose_name="tier",
            ),
        ),
        migrations.AddField(
            model_name="productversionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="productversionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.productversion",
            ),
        ),
        migrations.AddField(
            model_name="productversionevent",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="staffmemberevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="staffmemberevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="staffmemberevent",
            name="region",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="staffmemberevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="subscriptionevent",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.customer",
                verbose_name="customer",
            ),
        ),
        migrations.AddField(
            model_name="subscriptionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="subscriptionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.subscription",
            ),
        ),
        migrations.AddField(
            model_name="supportregionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="supportregionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.supportregion",
            ),
        ),
        migrations.AddField(
            model_name="tierevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="tierevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="subscriptions.tier",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="advisorassignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fd5b6106af4cb77bb2995c2ed15b342e778ff4e3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d846f",
                    table="subscriptions_advisorassignmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9d86f987d09d17ef6d5174b9a41436a77f1228b7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_35c83",
                    table="subscriptions_calendarversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="365d1c64dbe0784fc903364524a0b3e1f18e0ec2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0d380",
                    table="subscriptions_customerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holidayevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fde2bc83132f3bcca85f5c2cfd37fb61193c90eb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_03a3b",
                    table="subscriptions_holidayevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b42ea0eb6b58be0baa07eebb46eb140efd5f499c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5e253",
                    table="subscriptions_productevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productlineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c6d6b7fe5b64b2e4f3ea792ea3681b80eb66c492",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3b208",
                    table="subscriptions_productlineevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="00db1d78b4922944b001ce54f5d63de8017078ee",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6d5ca",
                    table="subscriptions_productversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffmemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c03d76b0aa620f4f8f5d745703041590cd017ff7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_88a13",
                    table="subscriptions_staffmemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscriptionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ee01a61a264c56e1f60dd6f483b8361280f99549",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_39b4f",
                    table="subscriptions_subscriptionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportregionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1a82296822343291573fd3854e766ece0ec12d63",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7f5d8",
                    table="subscriptions_supportregionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="57d7a87ee79f5ff44b8d2ee23784b17360b6bad3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e15bd",
                    table="subscriptions_tierevent",
                    when="BEFORE",
                ),
            ),
        ),
        Wall("subscriptions_customerevent", column="id"),
        Wall("subscriptions_advisorassignmentevent"),
        Wall("subscriptions_subscriptionevent"),
        Wall("subscriptions_productlineevent"),
    ]
