import datetime

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import notifications.models.mail_times
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
                    name="Acknowledgement",
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
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="acknowledgements",
                                to="notifications.alert",
                                verbose_name="alert",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "acknowledgement",
                        "verbose_name_plural": "acknowledgements",
                        "constraints": [
                            models.UniqueConstraint(fields=("alert", "user"), name="one_acknowledgement")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AddressMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="address")),
                        (
                            "state",
                            models.CharField(
                                choices=[("fails", "mail fails"), ("complained", "complained of mail")],
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "since",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                        ),
                        ("why", models.TextField(blank=True, verbose_name="reason given")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("report", "report by mail"),
                                    ("service", "mail service"),
                                    ("session", "answer of the mail server"),
                                ],
                                max_length=10,
                                verbose_name="source",
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lifted by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "marked address",
                        "verbose_name_plural": "marked addresses",
                        "ordering": ["-since", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at", None)),
                                fields=("address",),
                                name="one_standing_mark",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AddressReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="address")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("failed", "mail fails"),
                                    ("delayed", "a mail did not arrive"),
                                    ("complained", "complained of mail"),
                                    ("unsubscribed", "wants less mail"),
                                ],
                                max_length=12,
                                verbose_name="verdict",
                            ),
                        ),
                        ("why", models.TextField(blank=True, verbose_name="reason given")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("report", "report by mail"),
                                    ("service", "mail service"),
                                    ("session", "answer of the mail server"),
                                ],
                                max_length=10,
                                verbose_name="source",
                            ),
                        ),
                        ("reference", models.CharField(blank=True, max_length=200, verbose_name="reference")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "report about an address",
                        "verbose_name_plural": "reports about addresses",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["address", "verdict", "at"], name="reports_of_an_address")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("reference", ""), _negated=True),
                                fields=("reference", "address", "verdict"),
                                name="each_report_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AffectedProduct",
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
                                related_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "from_version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="from version",
                            ),
                        ),
                        (
                            "to_version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="to version",
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="affected",
                                to="notifications.alert",
                                verbose_name="alert",
                            ),
                        ),
                        (
                            "versions",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="these versions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "affected product",
                        "verbose_name_plural": "affected products",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("alert", "product"), name="each_product_once_an_alert"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alert",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "title_da",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=160,
                                verbose_name="title (Danish)",
                            ),
                        ),
                        (
                            "alert_class",
                            models.CharField(
                                choices=[
                                    ("data_loss", "data loss or corruption"),
                                    ("wrong_figures", "wrong money or tax figures"),
                                    ("production_stop", "production stop"),
                                    ("security", "security"),
                                    ("statutory", "statutory deadline"),
                                ],
                                max_length=20,
                                verbose_name="class",
                            ),
                        ),
                        ("symptom", models.TextField(verbose_name="symptom")),
                        (
                            "symptom_da",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="symptom (Danish)"
                            ),
                        ),
                        (
                            "action_kind",
                            models.CharField(
                                choices=[
                                    ("fix", "install the fix"),
                                    ("workaround", "apply the workaround"),
                                    ("wait", "wait"),
                                ],
                                default="fix",
                                max_length=12,
                                verbose_name="action",
                            ),
                        ),
                        ("action", models.TextField(blank=True, verbose_name="what to do")),
                        (
                            "action_da",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="what to do (Danish)"
                            ),
                        ),
                        (
                            "required_by",
                            models.DateField(blank=True, null=True, verbose_name="required action by"),
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
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="written"
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="created by",
                            ),
                        ),
                        (
                            "edited_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="changed"),
                        ),
                        (
                            "edited_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="published"
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="published by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "alert",
                        "verbose_name_plural": "alerts",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="AlertChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="notifications.alert",
                                verbose_name="alert",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("corrected", "corrected"), ("withdrawn", "withdrawn")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change of an alert",
                        "verbose_name_plural": "changes of alerts",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "withdrawn")),
                                fields=("alert",),
                                name="one_withdrawal",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlertOrigin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "alert",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="origin",
                                to="notifications.alert",
                                verbose_name="alert",
                            ),
                        ),
                        ("link", models.CharField(max_length=200, unique=True, verbose_name="link")),
                        ("label", models.CharField(max_length=160, verbose_name="label")),
                    ],
                    options={
                        "verbose_name": "origin of an alert",
                        "verbose_name_plural": "origins of alerts",
                    },
                ),
                migrations.CreateModel(
                    name="AlertRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "second_person",
                            models.BooleanField(
                                default=False,
                                help_text="Who wrote an alert or changed it last cannot publish it.",
                                verbose_name="a second person publishes",
                            ),
                        ),
                        (
                            "sent_within_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                help_text="What is sent later after publishing is counted as late.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="sent within minutes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of alerts",
                        "verbose_name_plural": "rules of alerts",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_alert_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "notifications_alertrulesevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_person", "sent_within_minutes") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."second_person", NEW."sent_within_minutes"); RETURN NULL;',
                                    hash="edf91206b8fb219f4b75477f105c0a3018563c9b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a2975",
                                    table="notifications_alertrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "notifications_alertrulesevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_person", "sent_within_minutes") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."second_person", NEW."sent_within_minutes"); RETURN NULL;',
                                    hash="bd046d5e61c483c00ce713f2c9cf30f8794041e2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_17d4f",
                                    table="notifications_alertrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "notifications_alertrulesevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_person", "sent_within_minutes") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."second_person", OLD."sent_within_minutes"); RETURN NULL;',
                                    hash="33db11faf060b85023e689bba635f21a7613b51c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b66f4",
                                    table="notifications_alertrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlertRulesEvent",
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
                                to="notifications.alertrules",
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
                            "second_person",
                            models.BooleanField(
                                default=False,
                                help_text="Who wrote an alert or changed it last cannot publish it.",
                                verbose_name="a second person publishes",
                            ),
                        ),
                        (
                            "sent_within_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                help_text="What is sent later after publishing is counted as late.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="sent within minutes",
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
                                    hash="e78fbbb836642d2ac84c324c4d8b03ef05556ed2",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0f5a1",
                                    table="notifications_alertrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BounceRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "failures",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="One that is final marks it at once.",
                                validators=[
                                    django.core.validators.MinValueValidator(2),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="an address is marked after temporary failures",
                            ),
                        ),
                        (
                            "within_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="within days",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of failing addresses",
                        "verbose_name_plural": "rules of failing addresses",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_bounce_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "notifications_bouncerulesevent" ("failures", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "within_days") VALUES (NEW."failures", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."within_days"); RETURN NULL;',
                                    hash="265fb680b533dbbc0ac605cd131e5fd779d6a78f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_db97e",
                                    table="notifications_bouncerules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "notifications_bouncerulesevent" ("failures", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "within_days") VALUES (NEW."failures", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."within_days"); RETURN NULL;',
                                    hash="075d3338a0214e6777bae55979795f1eaa44f21a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8adaf",
                                    table="notifications_bouncerules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "notifications_bouncerulesevent" ("failures", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "within_days") VALUES (OLD."failures", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."within_days"); RETURN NULL;',
                                    hash="d8d895bff7e88f827892703eed12d522a405d186",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_0042c",
                                    table="notifications_bouncerules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BounceRulesEvent",
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
                                to="notifications.bouncerules",
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
                            "failures",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="One that is final marks it at once.",
                                validators=[
                                    django.core.validators.MinValueValidator(2),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="an address is marked after temporary failures",
                            ),
                        ),
                        (
                            "within_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="within days",
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
                                    hash="e99c9f8f137b94a4de4c7af894057804ef5c85f1",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_3821a",
                                    table="notifications_bouncerulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Device",
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
                                related_name="devices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "endpoint",
                            models.CharField(
                                max_length=500, unique=True, verbose_name="address at the push service"
                            ),
                        ),
                        ("p256dh", models.CharField(max_length=100, verbose_name="public key")),
                        ("auth", models.CharField(max_length=40, verbose_name="shared secret")),
                        ("name", models.CharField(max_length=80, verbose_name="device")),
                        ("signed_in_as", models.CharField(editable=False, max_length=128)),
                        (
                            "made_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                        ),
                        (
                            "last_used_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="last used"),
                        ),
                        (
                            "failed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="failing since"),
                        ),
                        (
                            "last_error",
                            models.CharField(blank=True, max_length=200, verbose_name="last error"),
                        ),
                    ],
                    options={
                        "verbose_name": "device",
                        "verbose_name_plural": "devices",
                    },
                ),
                migrations.CreateModel(
                    name="MailTimes",
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
                                related_name="mail_times",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="quiet from")),
                        ("quiet_to", models.TimeField(blank=True, null=True, verbose_name="quiet to")),
                        (
                            "quiet_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=notifications.models.mail_times.every_day,
                                verbose_name="on these days",
                            ),
                        ),
                        (
                            "digest_at",
                            models.TimeField(default=datetime.time(8, 0), verbose_name="digests come at"),
                        ),
                        (
                            "digest_day",
                            models.PositiveSmallIntegerField(default=0, verbose_name="the weekly one on"),
                        ),
                    ],
                    options={
                        "verbose_name": "times of mail",
                        "verbose_name_plural": "times of mail",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("quiet_from", None), ("quiet_to", None)),
                                    models.Q(
                                        ("quiet_from__isnull", False),
                                        ("quiet_to__isnull", False),
                                        models.Q(("quiet_from", models.F("quiet_to")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="quiet_hours_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest_day__lte", 6)), name="digest_day_of_week"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notification",
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
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notifications",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recipient",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "in the app"),
                                    ("email", "e-mail"),
                                    ("push", "on her devices"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        ("event", models.CharField(max_length=120, verbose_name="event")),
                        ("context", models.JSONField(default=dict, verbose_name="words")),
                        ("link", models.CharField(blank=True, max_length=200, verbose_name="link")),
                        (
                            "alert",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger",
                                to="notifications.alert",
                                verbose_name="alert",
                            ),
                        ),
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "urgent"),
                                    (3, "alert"),
                                    (5, "normal"),
                                    (8, "daily or weekly digest"),
                                    (9, "digest"),
                                ],
                                default=5,
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("leased", "being sent"),
                                    ("sent", "sent"),
                                    ("set_aside", "failed"),
                                    ("gathered", "told in a digest"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        (
                            "next_attempt_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="next attempt"
                            ),
                        ),
                        (
                            "leased_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="leased until"),
                        ),
                        ("last_error", models.TextField(blank=True, verbose_name="last error")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                        ("address", models.CharField(blank=True, max_length=254, verbose_name="address")),
                        ("subject", models.CharField(blank=True, max_length=250, verbose_name="subject")),
                        ("text", models.TextField(blank=True, verbose_name="text as sent")),
                        (
                            "taken_by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), editable=False, null=True
                            ),
                        ),
                        (
                            "tries",
                            models.JSONField(
                                db_default=models.Value([], models.JSONField()),
                                default=list,
                                verbose_name="each attempt",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notification",
                        "verbose_name_plural": "notifications",
                        "indexes": [
                            models.Index(
                                fields=["alert"],
                                name="ledger_of_alert",
                                condition=models.Q(("alert__isnull", False)),
                            ),
                            models.Index(
                                fields=["customer"],
                                name="alerts_of_customer",
                                condition=models.Q(("alert__isnull", False)),
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "leased"])),
                                fields=["priority", "next_attempt_at", "id"],
                                name="outbox_due",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "leased"])),
                                fields=["recipient", "priority", "id"],
                                name="outbox_turn",
                            ),
                            models.Index(
                                condition=models.Q(("channel", "push"), ("state__in", ["waiting", "leased"])),
                                fields=["priority", "next_attempt_at", "id"],
                                name="push_due",
                            ),
                            models.Index(
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(
                                    models.Q(("attempts__gt", 0), ("state__in", ["waiting", "leased"])),
                                    ("state", "set_aside"),
                                    _connector="OR",
                                ),
                                name="outbox_undelivered",
                            ),
                            models.Index(
                                models.F("recipient"),
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(("channel", "in_app")),
                                name="bell",
                            ),
                            models.Index(
                                models.F("recipient"),
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(("channel", "in_app"), ("read_at", None)),
                                name="unread",
                            ),
                            models.Index(
                                models.F("context__number"),
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(("context__has_key", "number")),
                                name="told_of_an_incident",
                            ),
                            models.Index(
                                condition=models.Q(("channel", "in_app")),
                                fields=["recipient", "link", "id"],
                                name="bell_threads",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "recipient", "channel"), name="each_event_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Preference",
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
                                related_name="preferences",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "in the app"),
                                    ("email", "e-mail"),
                                    ("push", "on her devices"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        ("wanted", models.BooleanField(default=True, verbose_name="wanted")),
                        (
                            "pace",
                            models.CharField(
                                choices=[
                                    ("at_once", "at once"),
                                    ("daily", "in a daily digest"),
                                    ("weekly", "in a weekly digest"),
                                ],
                                db_default="at_once",
                                default="at_once",
                                max_length=10,
                                verbose_name="pace",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "preference",
                        "verbose_name_plural": "preferences",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "kind", "channel"), name="one_preference_a_kind"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
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
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "registered_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="registered"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "registration",
                        "verbose_name_plural": "registrations",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "user", "product"), name="one_registration"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "alert_class",
                            models.CharField(
                                choices=[
                                    ("data_loss", "data loss or corruption"),
                                    ("wrong_figures", "wrong money or tax figures"),
                                    ("production_stop", "production stop"),
                                    ("security", "security"),
                                    ("statutory", "statutory deadline"),
                                ],
                                max_length=20,
                                verbose_name="class of alerts",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                help_text="None chosen: every product without a rule of its own for the class.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "told",
                            models.CharField(
                                choices=[
                                    ("registered", "registration required"),
                                    ("everyone", "everyone covered is told"),
                                ],
                                default="registered",
                                help_text="Where everyone covered is told nobody can leave; one chooses only whether mail comes too.",
                                max_length=10,
                                verbose_name="who is told",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule of registration",
                        "verbose_name_plural": "rules of registration",
                        "ordering": ["alert_class", "product__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("alert_class", "product"),
                                name="one_rule_a_class_and_product",
                                nulls_distinct=False,
                                violation_error_message="There is a rule for this class and product already: change that one.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "notifications_registrationruleevent" ("alert_class", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "told") VALUES (NEW."alert_class", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."told"); RETURN NULL;',
                                    hash="190e221c823b37c327ddd4c77551c9cd30fafc9f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a0cf8",
                                    table="notifications_registrationrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "notifications_registrationruleevent" ("alert_class", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "told") VALUES (NEW."alert_class", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."told"); RETURN NULL;',
                                    hash="9780a22228bd674c8046eb4e166f43bfc5c7183d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2be24",
                                    table="notifications_registrationrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "notifications_registrationruleevent" ("alert_class", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "told") VALUES (OLD."alert_class", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."told"); RETURN NULL;',
                                    hash="35fc69e88d583ebb87263c0c22c6dc4f648d0658",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_72d07",
                                    table="notifications_registrationrule",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationRuleEvent",
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
                                to="notifications.registrationrule",
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
                            "alert_class",
                            models.CharField(
                                choices=[
                                    ("data_loss", "data loss or corruption"),
                                    ("wrong_figures", "wrong money or tax figures"),
                                    ("production_stop", "production stop"),
                                    ("security", "security"),
                                    ("statutory", "statutory deadline"),
                                ],
                                max_length=20,
                                verbose_name="class of alerts",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="None chosen: every product without a rule of its own for the class.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "told",
                            models.CharField(
                                choices=[
                                    ("registered", "registration required"),
                                    ("everyone", "everyone covered is told"),
                                ],
                                default="registered",
                                help_text="Where everyone covered is told nobody can leave; one chooses only whether mail comes too.",
                                max_length=10,
                                verbose_name="who is told",
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
                                    hash="1d51d86f6eb8b8571b45b2f8c010827f01bcaea8",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_b6cc7",
                                    table="notifications_registrationruleevent",
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
