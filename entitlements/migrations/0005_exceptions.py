"""Exceptions, their history, and the second wall under both."""

import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import subscriptions.models.lines
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("entitlements", "0004_grants_for_running_periods"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0003_stamp"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SpecialTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "granted",
                    models.BooleanField(
                        default=True,
                        help_text="Off: the service is left out, whatever the tier has.",
                        verbose_name="included",
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("office", "office hours"),
                            ("24x5", "around the clock, 5 days a week"),
                            ("24x7", "around the clock, 7 days a week"),
                        ],
                        help_text="Where the service has hours.",
                        max_length=10,
                        verbose_name="hours",
                    ),
                ),
                (
                    "allowance",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: without limit.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="times per support period",
                    ),
                ),
                (
                    "discount_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="discount, per cent",
                    ),
                ),
                (
                    "standard_products_only",
                    models.BooleanField(default=False, verbose_name="standard products only"),
                ),
                ("english_only", models.BooleanField(default=False, verbose_name="delivered in English")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                (
                    "ends_at",
                    models.DateTimeField(
                        help_text="The first instant that is no longer covered.", verbose_name="ends"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="The customer reads it.", max_length=200, verbose_name="reason"
                    ),
                ),
            ],
            options={
                "verbose_name": "exception",
                "verbose_name_plural": "exceptions",
                "ordering": ["customer", "service", "-starts_at"],
            },
        ),
        migrations.CreateModel(
            name="SpecialTermsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "granted",
                    models.BooleanField(
                        default=True,
                        help_text="Off: the service is left out, whatever the tier has.",
                        verbose_name="included",
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("office", "office hours"),
                            ("24x5", "around the clock, 5 days a week"),
                            ("24x7", "around the clock, 7 days a week"),
                        ],
                        help_text="Where the service has hours.",
                        max_length=10,
                        verbose_name="hours",
                    ),
                ),
                (
                    "allowance",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: without limit.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="times per support period",
                    ),
                ),
                (
                    "discount_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="discount, per cent",
                    ),
                ),
                (
                    "standard_products_only",
                    models.BooleanField(default=False, verbose_name="standard products only"),
                ),
                ("english_only", models.BooleanField(default=False, verbose_name="delivered in English")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                (
                    "ends_at",
                    models.DateTimeField(
                        help_text="The first instant that is no longer covered.", verbose_name="ends"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="The customer reads it.", max_length=200, verbose_name="reason"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="specialterms",
            name="approved_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="specialterms",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="special_terms",
                to="subscriptions.customer",
                verbose_name="customer",
            ),
        ),
        migrations.AddField(
            model_name="specialterms",
            name="product",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: all.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="subscriptions.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="specialterms",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="special_terms",
                to="entitlements.service",
                verbose_name="service",
            ),
        ),
        migrations.AddField(
            model_name="specialtermsevent",
            name="approved_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="specialtermsevent",
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
            model_name="specialtermsevent",
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
            model_name="specialtermsevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="entitlements.specialterms",
            ),
        ),
        migrations.AddField(
            model_name="specialtermsevent",
            name="product",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty: all.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="subscriptions.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="specialtermsevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="entitlements.service",
                verbose_name="service",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="exception_ends_after_start",
                violation_error_message="The exception ends before it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="exception_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="specialterms",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("customer", "="),
                    ("service", "="),
                    (django.db.models.functions.comparison.Coalesce("product", 0), "="),
                    (subscriptions.models.lines.TimeRange("starts_at", "ends_at"), "&&"),
                ],
                name="one_exception_at_a_time",
                violation_error_message="Another exception of this customer holds for this service then.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialterms",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "entitlements_specialtermsevent" ("allowance", "approved_by_id", "clock", "customer_id", "discount_percent", "ends_at", "english_only", "granted", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reason", "service_id", "standard_products_only", "starts_at") VALUES (NEW."allowance", NEW."approved_by_id", NEW."clock", NEW."customer_id", NEW."discount_percent", NEW."ends_at", NEW."english_only", NEW."granted", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."reason", NEW."service_id", NEW."standard_products_only", NEW."starts_at"); RETURN NULL;',
                    hash="88a88650756eeab6939fbec84ae9bf9b2703a0d2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c98bf",
                    table="entitlements_specialterms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialterms",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "entitlements_specialtermsevent" ("allowance", "approved_by_id", "clock", "customer_id", "discount_percent", "ends_at", "english_only", "granted", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reason", "service_id", "standard_products_only", "starts_at") VALUES (NEW."allowance", NEW."approved_by_id", NEW."clock", NEW."customer_id", NEW."discount_percent", NEW."ends_at", NEW."english_only", NEW."granted", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."reason", NEW."service_id", NEW."standard_products_only", NEW."starts_at"); RETURN NULL;',
                    hash="7ee98cfc1f2161b84fafb43133cb6f8109e1d97e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_787f2",
                    table="entitlements_specialterms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialterms",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "entitlements_specialtermsevent" ("allowance", "approved_by_id", "clock", "customer_id", "discount_percent", "ends_at", "english_only", "granted", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "reason", "service_id", "standard_products_only", "starts_at") VALUES (OLD."allowance", OLD."approved_by_id", OLD."clock", OLD."customer_id", OLD."discount_percent", OLD."ends_at", OLD."english_only", OLD."granted", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."reason", OLD."service_id", OLD."standard_products_only", OLD."starts_at"); RETURN NULL;',
                    hash="c7f9df3abb139ab6687c4eb7e2d6ea3233043f73",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bdb8f",
                    table="entitlements_specialterms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialtermsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ddc60b3948b9d0e85f0a2bc0ceb5987ef2a6e0d4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5ba1e",
                    table="entitlements_specialtermsevent",
                    when="BEFORE",
                ),
            ),
        ),
        Wall("entitlements_specialterms"),
        Wall("entitlements_specialtermsevent"),
    ]
