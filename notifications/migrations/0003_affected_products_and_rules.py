"""Which products an alert affects in which versions, whom a class of alerts reaches, and how alerts are published."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from subscriptions.kept import Stamped


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_walls"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0005_one_advisor_at_a_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AlertRulesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                        help_text="What is sent later after publishing is counted as late (R1.9).",
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
            },
        ),
        migrations.CreateModel(
            name="RegistrationRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
            },
        ),
        migrations.AddField(
            model_name="alert",
            name="edited_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="changed"),
        ),
        migrations.AddField(
            model_name="alert",
            name="edited_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
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
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affected",
                        to="notifications.alert",
                        verbose_name="alert",
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
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.product",
                        verbose_name="product",
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
                ("link", models.CharField(max_length=200, unique=True, verbose_name="link")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "alert",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origin",
                        to="notifications.alert",
                        verbose_name="alert",
                    ),
                ),
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
                        help_text="What is sent later after publishing is counted as late (R1.9).",
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
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_row_of_alert_rules")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alertrules",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alertrules",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alertrules",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddField(
            model_name="alertrulesevent",
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
            model_name="alertrulesevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="notifications.alertrules",
            ),
        ),
        migrations.AddField(
            model_name="registrationrule",
            name="product",
            field=models.ForeignKey(
                blank=True,
                help_text="None chosen: every product without a rule of its own for the class.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="subscriptions.product",
                verbose_name="product",
            ),
        ),
        migrations.AddField(
            model_name="registrationruleevent",
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
            model_name="registrationruleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="+",
                to="notifications.registrationrule",
            ),
        ),
        migrations.AddField(
            model_name="registrationruleevent",
            name="product",
            field=models.ForeignKey(
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
        migrations.AddConstraint(
            model_name="affectedproduct",
            constraint=models.UniqueConstraint(
                fields=("alert", "product"), name="each_product_once_an_alert"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alertrulesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e78fbbb836642d2ac84c324c4d8b03ef05556ed2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0f5a1",
                    table="notifications_alertrulesevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationrule",
            constraint=models.UniqueConstraint(
                fields=("alert_class", "product"),
                name="one_rule_a_class_and_product",
                nulls_distinct=False,
                violation_error_message="There is a rule for this class and product already: change that one.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registrationrule",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registrationrule",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registrationrule",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registrationruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1d51d86f6eb8b8571b45b2f8c010827f01bcaea8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b6cc7",
                    table="notifications_registrationruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        Stamped("notifications_alertrules"),
    ]
