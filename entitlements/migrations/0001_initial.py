import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations
import subscriptions.models.lines


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
                    name="AllowanceUse",
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
                                related_name="allowance_uses",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="entitlements.service",
                                verbose_name="service",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allowance_uses",
                                to="subscriptions.subscription",
                                verbose_name="support period",
                            ),
                        ),
                        (
                            "used_on",
                            models.DateField(
                                help_text="The day in the customer's zone that people are told.",
                                verbose_name="used on",
                            ),
                        ),
                        ("reference", models.CharField(max_length=200, verbose_name="used for")),
                        (
                            "taken_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="counts from"
                            ),
                        ),
                        ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "use of a limited service",
                        "verbose_name_plural": "uses of limited services",
                        "ordering": ["-taken_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("released_at", None),
                                    ("released_at__gte", models.F("taken_at")),
                                    _connector="OR",
                                ),
                                name="released_after_taken",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ComparisonCell",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "row",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cells",
                                to="entitlements.comparisonrow",
                                verbose_name="row",
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to="subscriptions.tier",
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "text_en",
                            models.CharField(
                                help_text="What stands in place of the dot where the service is included. {hours}, {critical_hours}, {times} and {discount} are filled in from the granted service.",
                                max_length=120,
                                verbose_name="text (English)",
                            ),
                        ),
                        (
                            "text_da",
                            models.CharField(blank=True, max_length=120, verbose_name="text (Danish)"),
                        ),
                    ],
                    options={
                        "verbose_name": "cell of the comparison",
                        "verbose_name_plural": "cells of the comparison",
                        "constraints": [
                            models.UniqueConstraint(fields=("row", "tier"), name="one_cell_a_tier")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_comparisoncellevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_id", "text_da", "text_en", "tier_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row_id", NEW."text_da", NEW."text_en", NEW."tier_id"); RETURN NULL;',
                                    hash="86c10a6883036c2dcd8a0a71191676113a44d95a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b16f5",
                                    table="entitlements_comparisoncell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "entitlements_comparisoncellevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_id", "text_da", "text_en", "tier_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row_id", NEW."text_da", NEW."text_en", NEW."tier_id"); RETURN NULL;',
                                    hash="33a3155b151d2c1e757d3673a089cec3864fc6da",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_66b63",
                                    table="entitlements_comparisoncell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_comparisoncellevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_id", "text_da", "text_en", "tier_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."row_id", OLD."text_da", OLD."text_en", OLD."tier_id"); RETURN NULL;',
                                    hash="c590a3b743e002976cc0ee5afda162fa8f1298cb",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d36a0",
                                    table="entitlements_comparisoncell",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ComparisonCellEvent",
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
                                to="entitlements.comparisoncell",
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
                            "row",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="entitlements.comparisonrow",
                                verbose_name="row",
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
                        (
                            "text_en",
                            models.CharField(
                                help_text="What stands in place of the dot where the service is included. {hours}, {critical_hours}, {times} and {discount} are filled in from the granted service.",
                                max_length=120,
                                verbose_name="text (English)",
                            ),
                        ),
                        (
                            "text_da",
                            models.CharField(blank=True, max_length=120, verbose_name="text (Danish)"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="a2bac58448b576f428f1c88f224f6b27fe4ca548",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_fa4e4",
                                    table="entitlements_comparisoncellevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ComparisonRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "service",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="entitlements.service",
                                verbose_name="service",
                            ),
                        ),
                        (
                            "shows",
                            models.CharField(
                                choices=[
                                    ("grant", "included or not"),
                                    ("place", "included or not, with the place in the queue"),
                                    ("targets", "first-response targets by severity"),
                                ],
                                default="grant",
                                max_length=10,
                                verbose_name="shows",
                            ),
                        ),
                        ("label_en", models.CharField(max_length=160, verbose_name="label (English)")),
                        (
                            "label_da",
                            models.CharField(blank=True, max_length=160, verbose_name="label (Danish)"),
                        ),
                        (
                            "text_en",
                            models.CharField(
                                blank=True,
                                help_text="What stands in place of the dot where the service is included. {hours}, {critical_hours}, {times} and {discount} are filled in from the granted service.",
                                max_length=120,
                                verbose_name="text (English)",
                            ),
                        ),
                        (
                            "text_da",
                            models.CharField(blank=True, max_length=120, verbose_name="text (Danish)"),
                        ),
                        (
                            "footnotes",
                            models.ManyToManyField(
                                blank=True, to="entitlements.footnote", verbose_name="footnotes"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "row of the comparison",
                        "verbose_name_plural": "rows of the comparison",
                        "ordering": ["position"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_comparisonrowevent" ("id", "label_da", "label_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_id", "shows", "text_da", "text_en") VALUES (NEW."id", NEW."label_da", NEW."label_en", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."service_id", NEW."shows", NEW."text_da", NEW."text_en"); RETURN NULL;',
                                    hash="38a67823df2a3b46629e9166536880552f24a6c3",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_853b6",
                                    table="entitlements_comparisonrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "entitlements_comparisonrowevent" ("id", "label_da", "label_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_id", "shows", "text_da", "text_en") VALUES (NEW."id", NEW."label_da", NEW."label_en", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."service_id", NEW."shows", NEW."text_da", NEW."text_en"); RETURN NULL;',
                                    hash="5f6b56a05f410af2845b4f5ca3f987396be0fe1d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a19f7",
                                    table="entitlements_comparisonrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_comparisonrowevent" ("id", "label_da", "label_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_id", "shows", "text_da", "text_en") VALUES (OLD."id", OLD."label_da", OLD."label_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."service_id", OLD."shows", OLD."text_da", OLD."text_en"); RETURN NULL;',
                                    hash="db726b88a3eb05664cc3a8557fa1f3881db9fa0f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_133ea",
                                    table="entitlements_comparisonrow",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ComparisonRowEvent",
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
                                to="entitlements.comparisonrow",
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
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "service",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="entitlements.service",
                                verbose_name="service",
                            ),
                        ),
                        (
                            "shows",
                            models.CharField(
                                choices=[
                                    ("grant", "included or not"),
                                    ("place", "included or not, with the place in the queue"),
                                    ("targets", "first-response targets by severity"),
                                ],
                                default="grant",
                                max_length=10,
                                verbose_name="shows",
                            ),
                        ),
                        ("label_en", models.CharField(max_length=160, verbose_name="label (English)")),
                        (
                            "label_da",
                            models.CharField(blank=True, max_length=160, verbose_name="label (Danish)"),
                        ),
                        (
                            "text_en",
                            models.CharField(
                                blank=True,
                                help_text="What stands in place of the dot where the service is included. {hours}, {critical_hours}, {times} and {discount} are filled in from the granted service.",
                                max_length=120,
                                verbose_name="text (English)",
                            ),
                        ),
                        (
                            "text_da",
                            models.CharField(blank=True, max_length=120, verbose_name="text (Danish)"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="bcb1036e76402c01498406d11ef0d61f73650839",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_ad025",
                                    table="entitlements_comparisonrowevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deflection",
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
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
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
                                    ("article", "Article"),
                                    ("release", "Release"),
                                    ("briefing", "Briefing"),
                                    ("question", "Question of the community"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("title", models.CharField(max_length=200, verbose_name="what she had typed")),
                        ("at", models.DateTimeField(verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "incident that was not needed",
                        "verbose_name_plural": "incidents that were not needed",
                        "indexes": [models.Index(fields=["-at"], name="deflections_newest_first")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "kind", "code", "title"), name="one_deflection_a_title"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("article", "Article"),
                                    ("release", "Release"),
                                    ("briefing", "Briefing"),
                                    ("question", "Question of the community"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("key", models.BigIntegerField(verbose_name="key")),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("language", models.CharField(max_length=2, verbose_name="language")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        ("address", models.CharField(max_length=200, verbose_name="address")),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public", "everybody, without sign-in"),
                                    ("covered", "everybody with an active subscription"),
                                    ("products", "whose subscription covers one of its products"),
                                    ("named", "named customers"),
                                    ("internal", "the vendor's people"),
                                ],
                                max_length=10,
                                verbose_name="visible to",
                            ),
                        ),
                        (
                            "products",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, verbose_name="products"
                            ),
                        ),
                        (
                            "customers",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, verbose_name="customers"
                            ),
                        ),
                        ("published_at", models.DateTimeField(verbose_name="published at")),
                        ("words", django.contrib.postgres.search.SearchVectorField(verbose_name="words")),
                        (
                            "title_words",
                            django.contrib.postgres.search.SearchVectorField(
                                verbose_name="words of the title"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "searchable text",
                        "verbose_name_plural": "searchable texts",
                        "indexes": [
                            models.Index(fields=["kind", "code"], name="documents_by_code"),
                            models.Index(fields=["-published_at", "-id"], name="documents_newest_first"),
                            django.contrib.postgres.indexes.GinIndex(fields=["words"], name="document_words"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["title_words"], name="document_title_words"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["title"], name="document_titles_alike", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "key", "language"), name="one_document_a_language"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Footnote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("mark", models.CharField(max_length=4, unique=True, verbose_name="mark")),
                        ("text_en", models.TextField(verbose_name="text (English)")),
                        ("text_da", models.TextField(blank=True, verbose_name="text (Danish)")),
                    ],
                    options={
                        "verbose_name": "footnote",
                        "verbose_name_plural": "footnotes",
                        "ordering": ["mark"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_footnoteevent" ("id", "mark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_da", "text_en") VALUES (NEW."id", NEW."mark", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text_da", NEW."text_en"); RETURN NULL;',
                                    hash="7fa2fffe37a688bdce70744fef1017160fd5a6db",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_00ab8",
                                    table="entitlements_footnote",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "entitlements_footnoteevent" ("id", "mark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_da", "text_en") VALUES (NEW."id", NEW."mark", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text_da", NEW."text_en"); RETURN NULL;',
                                    hash="a57eedbbf2aee40e67064db01c848ad4d29c33cf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0da11",
                                    table="entitlements_footnote",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_footnoteevent" ("id", "mark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_da", "text_en") VALUES (OLD."id", OLD."mark", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text_da", OLD."text_en"); RETURN NULL;',
                                    hash="679c35542099483e2c437f397899aa8e448ecaf5",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_19d67",
                                    table="entitlements_footnote",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FootnoteEvent",
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
                                to="entitlements.footnote",
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
                        ("mark", models.CharField(max_length=4, verbose_name="mark")),
                        ("text_en", models.TextField(verbose_name="text (English)")),
                        ("text_da", models.TextField(blank=True, verbose_name="text (Danish)")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c678e0bfc7b74b5fcef61f16c6406e3a9e617ba1",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a4c3e",
                                    table="entitlements_footnoteevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Grant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="subscriptions.tier",
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="entitlements.service",
                                verbose_name="service",
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
                                blank=True, null=True, verbose_name="discount, per cent"
                            ),
                        ),
                        (
                            "standard_products_only",
                            models.BooleanField(default=False, verbose_name="standard products only"),
                        ),
                        (
                            "english_only",
                            models.BooleanField(default=False, verbose_name="delivered in English"),
                        ),
                        (
                            "rests_on",
                            models.CharField(
                                blank=True,
                                help_text="The number of the promise, where finer than the service's: R23.8.",
                                max_length=10,
                                verbose_name="rests on",
                            ),
                        ),
                        (
                            "in_force_from",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in force from"
                            ),
                        ),
                        (
                            "in_force_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="in force until"),
                        ),
                        (
                            "running_periods",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="Off: for product lines that begin from then on; those that run keep what they have. On: for those that run too.",
                                verbose_name="also for running support periods",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "granted service",
                        "verbose_name_plural": "granted services",
                        "ordering": ["tier", "service"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("tier", "service", "in_force_from"), name="one_grant_an_instant"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GrantEvent",
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
                                to="entitlements.grant",
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
                        (
                            "service",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="entitlements.service",
                                verbose_name="service",
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
                                blank=True, null=True, verbose_name="discount, per cent"
                            ),
                        ),
                        (
                            "standard_products_only",
                            models.BooleanField(default=False, verbose_name="standard products only"),
                        ),
                        (
                            "english_only",
                            models.BooleanField(default=False, verbose_name="delivered in English"),
                        ),
                        (
                            "rests_on",
                            models.CharField(
                                blank=True,
                                help_text="The number of the promise, where finer than the service's: R23.8.",
                                max_length=10,
                                verbose_name="rests on",
                            ),
                        ),
                        (
                            "in_force_from",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in force from"
                            ),
                        ),
                        (
                            "in_force_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="in force until"),
                        ),
                        (
                            "running_periods",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="Off: for product lines that begin from then on; those that run keep what they have. On: for those that run too.",
                                verbose_name="also for running support periods",
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
                                    hash="b3d6ed7e206b089cf01ca9c6a4c10f0df5b18f46",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_6b848",
                                    table="entitlements_grantevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Service",
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
                                help_text="Named by programs; does not change.",
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        (
                            "requirement",
                            models.CharField(
                                help_text="The number of the promise, e.g. R23.",
                                max_length=10,
                                verbose_name="rests on",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("product", "the product's line"),
                                    ("company", "any active line of the tier"),
                                ],
                                default="product",
                                max_length=10,
                                verbose_name="follows",
                            ),
                        ),
                        ("name_en", models.CharField(max_length=120, verbose_name="name (English)")),
                        (
                            "name_da",
                            models.CharField(blank=True, max_length=120, verbose_name="name (Danish)"),
                        ),
                        ("summary_en", models.TextField(blank=True, verbose_name="how to use it (English)")),
                        ("summary_da", models.TextField(blank=True, verbose_name="how to use it (Danish)")),
                    ],
                    options={
                        "verbose_name": "service",
                        "verbose_name_plural": "services",
                        "ordering": ["position"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_serviceevent" ("code", "id", "name_da", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "requirement", "scope", "summary_da", "summary_en") VALUES (NEW."code", NEW."id", NEW."name_da", NEW."name_en", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."requirement", NEW."scope", NEW."summary_da", NEW."summary_en"); RETURN NULL;',
                                    hash="5ece92479dc2cf1e9284a0a65a28c118eb92b2b4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6cf97",
                                    table="entitlements_service",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "entitlements_serviceevent" ("code", "id", "name_da", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "requirement", "scope", "summary_da", "summary_en") VALUES (NEW."code", NEW."id", NEW."name_da", NEW."name_en", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."requirement", NEW."scope", NEW."summary_da", NEW."summary_en"); RETURN NULL;',
                                    hash="2ec8c020b6099fd909f5c9e1b912a08c6066c0db",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_957b6",
                                    table="entitlements_service",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_serviceevent" ("code", "id", "name_da", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "requirement", "scope", "summary_da", "summary_en") VALUES (OLD."code", OLD."id", OLD."name_da", OLD."name_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."requirement", OLD."scope", OLD."summary_da", OLD."summary_en"); RETURN NULL;',
                                    hash="f647d71102b13da2d3b8810aea961b6bf910f633",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_531c8",
                                    table="entitlements_service",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ServiceEvent",
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
                                to="entitlements.service",
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
                                help_text="Named by programs; does not change.",
                                verbose_name="code",
                            ),
                        ),
                        (
                            "requirement",
                            models.CharField(
                                help_text="The number of the promise, e.g. R23.",
                                max_length=10,
                                verbose_name="rests on",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("product", "the product's line"),
                                    ("company", "any active line of the tier"),
                                ],
                                default="product",
                                max_length=10,
                                verbose_name="follows",
                            ),
                        ),
                        ("name_en", models.CharField(max_length=120, verbose_name="name (English)")),
                        (
                            "name_da",
                            models.CharField(blank=True, max_length=120, verbose_name="name (Danish)"),
                        ),
                        ("summary_en", models.TextField(blank=True, verbose_name="how to use it (English)")),
                        ("summary_da", models.TextField(blank=True, verbose_name="how to use it (Danish)")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="a6877f21660c029e2613d990e2021262e2055760",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_7ba78",
                                    table="entitlements_serviceevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="special_terms",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="special_terms",
                                to="entitlements.service",
                                verbose_name="service",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: all.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.product",
                                verbose_name="product",
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
                        (
                            "english_only",
                            models.BooleanField(default=False, verbose_name="delivered in English"),
                        ),
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
                        (
                            "approved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exception",
                        "verbose_name_plural": "exceptions",
                        "ordering": ["customer", "service", "-starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="exception_ends_after_start",
                                violation_error_message="The exception ends before it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="exception_has_a_reason",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("customer", "="),
                                    ("service", "="),
                                    (django.db.models.functions.comparison.Coalesce("product", 0), "="),
                                    (subscriptions.models.lines.TimeRange("starts_at", "ends_at"), "&&"),
                                ],
                                name="one_exception_at_a_time",
                                violation_error_message="Another exception of this customer holds for this service then.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SpecialTermsEvent",
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
                                to="entitlements.specialterms",
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
                            "service",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="entitlements.service",
                                verbose_name="service",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
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
                        (
                            "english_only",
                            models.BooleanField(default=False, verbose_name="delivered in English"),
                        ),
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
                        (
                            "approved_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
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
                                    hash="ddc60b3948b9d0e85f0a2bc0ceb5987ef2a6e0d4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5ba1e",
                                    table="entitlements_specialtermsevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetPolicy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "in_force_from",
                            models.DateTimeField(
                                default=django.utils.timezone.now, unique=True, verbose_name="in force from"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="what changed")),
                    ],
                    options={
                        "verbose_name": "target policy",
                        "verbose_name_plural": "target policies",
                        "ordering": ["-in_force_from"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_targetpolicyevent" ("id", "in_force_from", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."in_force_from", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="4419beccfdeebc77b05a1bb739e62029d646364e",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_21fb0",
                                    table="entitlements_targetpolicy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "entitlements_targetpolicyevent" ("id", "in_force_from", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."in_force_from", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="5148abcbc2492210206901682df180dc4156ed21",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_85c9a",
                                    table="entitlements_targetpolicy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_targetpolicyevent" ("id", "in_force_from", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."in_force_from", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="cff164038d3d403bbaabe5e50e8298ab90c17fd5",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_0be67",
                                    table="entitlements_targetpolicy",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetPolicyEvent",
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
                                to="entitlements.targetpolicy",
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
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "in_force_from",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in force from"
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
                                    hash="9a2c0eb7f4726bab30cc72afb7573f294a7bb2f8",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_bc469",
                                    table="entitlements_targetpolicyevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetRule",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rules",
                                to="entitlements.targetpolicy",
                                verbose_name="policy",
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.tier",
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                verbose_name="severity",
                            ),
                        ),
                        (
                            "milestone",
                            models.CharField(
                                choices=[
                                    ("first_response", "first response"),
                                    ("next_reply", "next reply"),
                                    ("solution_goal", "solution goal"),
                                ],
                                max_length=20,
                                verbose_name="milestone",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: all.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "amount",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[("min", "minutes"), ("h", "hours"), ("d", "office days")],
                                default="h",
                                max_length=3,
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "target",
                        "verbose_name_plural": "targets",
                        "ordering": ["tier__rank", "severity", "milestone"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("policy", "tier", "severity", "milestone", "product"),
                                name="one_target_a_case",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 1)), name="target_above_zero"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_targetruleevent" ("amount", "id", "milestone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "product_id", "severity", "tier_id", "unit") VALUES (NEW."amount", NEW."id", NEW."milestone", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."product_id", NEW."severity", NEW."tier_id", NEW."unit"); RETURN NULL;',
                                    hash="bb06761c4a1e4eb71637198f3722e5e6d51e9503",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_fe35f",
                                    table="entitlements_targetrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "entitlements_targetruleevent" ("amount", "id", "milestone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "product_id", "severity", "tier_id", "unit") VALUES (NEW."amount", NEW."id", NEW."milestone", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."policy_id", NEW."product_id", NEW."severity", NEW."tier_id", NEW."unit"); RETURN NULL;',
                                    hash="84393d41d25f4f2becfa378a75e1dfa039850a11",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f572e",
                                    table="entitlements_targetrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "entitlements_targetruleevent" ("amount", "id", "milestone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "product_id", "severity", "tier_id", "unit") VALUES (OLD."amount", OLD."id", OLD."milestone", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."product_id", OLD."severity", OLD."tier_id", OLD."unit"); RETURN NULL;',
                                    hash="a9bd0f15fa18eb2c328227c25ca0c67cefc64621",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_57cad",
                                    table="entitlements_targetrule",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetRuleEvent",
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
                                to="entitlements.targetrule",
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
                                to="entitlements.targetpolicy",
                                verbose_name="policy",
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
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                verbose_name="severity",
                            ),
                        ),
                        (
                            "milestone",
                            models.CharField(
                                choices=[
                                    ("first_response", "first response"),
                                    ("next_reply", "next reply"),
                                    ("solution_goal", "solution goal"),
                                ],
                                max_length=20,
                                verbose_name="milestone",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
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
                        (
                            "amount",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[("min", "minutes"), ("h", "hours"), ("d", "office days")],
                                default="h",
                                max_length=3,
                                verbose_name="unit",
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
                                    hash="423ecf71af392516d3637cc404a816b38d069d52",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_be956",
                                    table="entitlements_targetruleevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VainSearch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=100, unique=True, verbose_name="words")),
                        ("times", models.PositiveIntegerField(default=1, verbose_name="times")),
                        ("last_at", models.DateTimeField(verbose_name="last searched for")),
                    ],
                    options={
                        "verbose_name": "search in vain",
                        "verbose_name_plural": "searches in vain",
                        "indexes": [
                            models.Index(fields=["-times", "-last_at"], name="vain_searches_most_first")
                        ],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
