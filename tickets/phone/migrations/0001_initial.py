"""Phone lines, calls, call-backs, and the rules of both."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations
import tickets.phone.models.lines


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
        ("subscriptions", "__first__"),
        ("tickets", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="PhoneRulesEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "within_minutes",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="Where no moment was asked for. Covered time of the line.",
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="called back within, minutes",
                            ),
                        ),
                        (
                            "again_minutes",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="Where nobody answered. Covered time of the line.",
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="next try after, minutes",
                            ),
                        ),
                        (
                            "tries",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="tries",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="+",
                                to="phone.phonerules",
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
                                    hash="7581131a42c025f8f720852d5d8c87c6bd366272",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_89593",
                                    table="phone_phonerulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallBack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="phone number")),
                        ("about", models.TextField(blank=True, verbose_name="what about")),
                        ("asked_at", models.DateTimeField(verbose_name="asked for")),
                        ("due_at", models.DateTimeField(verbose_name="due")),
                        ("remind_at", models.DateTimeField(blank=True, null=True, verbose_name="reminder")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "to be called"),
                                    ("spoken", "spoken with the contact"),
                                    ("not_reached", "not reached"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="waiting",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                        (
                            "submission",
                            models.UUIDField(default=uuid.uuid4, unique=True, verbose_name="submission"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked for by",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="call_backs",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="call_backs",
                                to="tickets.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "call-back",
                        "verbose_name_plural": "call-backs",
                        "ordering": ["due_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["due_at", "id"],
                                name="call_backs_in_order",
                            ),
                            models.Index(
                                condition=models.Q(("remind_at__isnull", False), ("state", "waiting")),
                                fields=["remind_at"],
                                name="call_backs_to_remind",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("customer", "contact", "incident"),
                                name="one_call_back_a_contact_and_incident",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("state", "waiting")),
                                    models.Q(
                                        models.Q(("state", "waiting"), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="ended_call_back_has_an_instant",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("began_at", models.DateTimeField(verbose_name="began")),
                        ("at", models.DateTimeField(verbose_name="kept")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("logged", "incident logged"),
                                    ("message", "message on an incident"),
                                    ("spoken", "spoken with the contact"),
                                    ("not_reached", "nobody answered"),
                                    ("refused", "refused"),
                                ],
                                max_length=12,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                null=True,
                                verbose_name="severity",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=40, verbose_name="phone number")),
                        ("said", models.TextField(blank=True, verbose_name="what was said")),
                        (
                            "code",
                            models.CharField(blank=True, max_length=40, verbose_name="code of the refusal"),
                        ),
                        ("reason_en", models.TextField(blank=True, verbose_name="reason (English)")),
                        ("reason_da", models.TextField(blank=True, verbose_name="reason (Danish)")),
                        ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                        (
                            "submission",
                            models.UUIDField(blank=True, null=True, unique=True, verbose_name="submission"),
                        ),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="tickets.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "call_back",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="phone.callback",
                                verbose_name="call-back",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "call",
                        "verbose_name_plural": "calls",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("outcome", "refused")),
                                fields=["-id"],
                                name="refused_calls",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome", "refused"),
                                        models.Q(("code", ""), _negated=True),
                                        models.Q(("reason_en", ""), _negated=True),
                                    ),
                                    models.Q(models.Q(("outcome", "refused"), _negated=True), ("code", "")),
                                    _connector="OR",
                                ),
                                name="refused_call_has_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                help_text="With country code: +45 12 34 56 78.",
                                max_length=40,
                                verbose_name="phone number",
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("da", "Danish"),
                                        ("en", "English"),
                                        ("de", "German"),
                                        ("fr", "French"),
                                        ("es", "Spanish"),
                                        ("pt", "Portuguese"),
                                        ("ja", "Japanese"),
                                    ],
                                    max_length=2,
                                ),
                                default=tickets.phone.models.lines.english,
                                help_text="In office hours; outside of them support is in English.",
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "order",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="The lowest is the number that customers are shown first.",
                                verbose_name="order",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="phone_lines",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "phone line",
                        "verbose_name_plural": "phone lines",
                        "ordering": ["region__code", "order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("region", "number"),
                                name="each_phone_number_once_a_region",
                                violation_error_message="The region has this number already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("languages", []), _negated=True),
                                name="phone_line_has_a_language",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "phone_phonelineevent" ("id", "languages", "number", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (NEW."id", NEW."languages", NEW."number", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id"); RETURN NULL;',
                                    hash="a7b8eceeb67a40931725e3e3f3fd65d12592c19a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f655e",
                                    table="phone_phoneline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "phone_phonelineevent" ("id", "languages", "number", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (NEW."id", NEW."languages", NEW."number", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id"); RETURN NULL;',
                                    hash="be6a5b6ecbe86fe5f32bfa5d9293268fadac9b9d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ed295",
                                    table="phone_phoneline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "phone_phonelineevent" ("id", "languages", "number", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (OLD."id", OLD."languages", OLD."number", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id"); RETURN NULL;',
                                    hash="5e1a6db0220083a71163f4f5117c8cda9859c38d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_94c18",
                                    table="phone_phoneline",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneLineEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "number",
                            models.CharField(
                                help_text="With country code: +45 12 34 56 78.",
                                max_length=40,
                                verbose_name="phone number",
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("da", "Danish"),
                                        ("en", "English"),
                                        ("de", "German"),
                                        ("fr", "French"),
                                        ("es", "Spanish"),
                                        ("pt", "Portuguese"),
                                        ("ja", "Japanese"),
                                    ],
                                    max_length=2,
                                ),
                                default=tickets.phone.models.lines.english,
                                help_text="In office hours; outside of them support is in English.",
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "order",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="The lowest is the number that customers are shown first.",
                                verbose_name="order",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="+",
                                to="phone.phoneline",
                            ),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="a0522c9b40f6a870a308eeadd48bb108befac632",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_acbf7",
                                    table="phone_phonelineevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "within_minutes",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="Where no moment was asked for. Covered time of the line.",
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="called back within, minutes",
                            ),
                        ),
                        (
                            "again_minutes",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="Where nobody answered. Covered time of the line.",
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="next try after, minutes",
                            ),
                        ),
                        (
                            "tries",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="tries",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of call-backs",
                        "verbose_name_plural": "rules of call-backs",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_phone_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "phone_phonerulesevent" ("again_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tries", "within_minutes") VALUES (NEW."again_minutes", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tries", NEW."within_minutes"); RETURN NULL;',
                                    hash="fe3f733c41a79fc2545f19eee4fef73774bdbe9a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_972ca",
                                    table="phone_phonerules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "phone_phonerulesevent" ("again_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tries", "within_minutes") VALUES (NEW."again_minutes", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tries", NEW."within_minutes"); RETURN NULL;',
                                    hash="19f683e03c5c0f0a6b5b1594ed5abcc940d7e4b7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_9548d",
                                    table="phone_phonerules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "phone_phonerulesevent" ("again_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tries", "within_minutes") VALUES (OLD."again_minutes", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tries", OLD."within_minutes"); RETURN NULL;',
                                    hash="7ce8f8511a17f588c0346a31439f67adbd99f5c9",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4b40c",
                                    table="phone_phonerules",
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
