import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
        ("tickets", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="EscalationRulesEvent",
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
                                to="escalations.escalationrules",
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
                            "critical_minutes",
                            models.PositiveSmallIntegerField(
                                default=60,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="answer at severity 1, minutes",
                            ),
                        ),
                        (
                            "high_minutes",
                            models.PositiveSmallIntegerField(
                                default=240,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="answer at severity 2, minutes",
                            ),
                        ),
                        (
                            "other_days",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="answer at other severities, office days",
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
                                    hash="1a8734bfb5d75b1ffbfb412b0e105a83493b9794",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_fde81",
                                    table="escalations_escalationrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EscalationRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalation_requests",
                                to="tickets.incident",
                                verbose_name="incident",
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
                        ("number", models.PositiveSmallIntegerField(verbose_name="request of the incident")),
                        ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("impact", models.TextField(verbose_name="business impact")),
                        (
                            "critical_on",
                            models.DateField(blank=True, null=True, verbose_name="critical date"),
                        ),
                        ("workaround_ok", models.BooleanField(verbose_name="a workaround is acceptable")),
                        ("name", models.CharField(max_length=120, verbose_name="person asking")),
                        ("phone", models.CharField(max_length=40, verbose_name="phone")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="asked")),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                        ("due_at", models.DateTimeField(verbose_name="answer due")),
                        (
                            "next_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="next reminder"),
                        ),
                        ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                        (
                            "escalated_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="escalated further"),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="answered by",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "proposed_outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("done", "what was planned is done"),
                                    ("cannot", "it cannot be fulfilled"),
                                    ("by_asker", "ended by the customer"),
                                    ("raised", "escalated again"),
                                    ("closed", "the incident ended"),
                                ],
                                max_length=8,
                                verbose_name="proposed end",
                            ),
                        ),
                        ("proposed_text", models.TextField(blank=True, verbose_name="why it may end")),
                        (
                            "proposed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="end proposed"),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("done", "what was planned is done"),
                                    ("cannot", "it cannot be fulfilled"),
                                    ("by_asker", "ended by the customer"),
                                    ("raised", "escalated again"),
                                    ("closed", "the incident ended"),
                                ],
                                max_length=8,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "request for escalation",
                        "verbose_name_plural": "requests for escalation",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_at", None), ("ended_at", None)),
                                fields=["next_at"],
                                name="unanswered_escalations",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "number"), name="each_escalation_request_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("incident",),
                                name="one_open_escalation_request",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("outcome", "")),
                                    models.Q(
                                        ("ended_at__isnull", False), models.Q(("outcome", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="ended_escalation_says_how",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EscalationRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "critical_minutes",
                            models.PositiveSmallIntegerField(
                                default=60,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="answer at severity 1, minutes",
                            ),
                        ),
                        (
                            "high_minutes",
                            models.PositiveSmallIntegerField(
                                default=240,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="answer at severity 2, minutes",
                            ),
                        ),
                        (
                            "other_days",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="answer at other severities, office days",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of escalation",
                        "verbose_name_plural": "rules of escalation",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_escalation_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "escalations_escalationrulesevent" ("critical_minutes", "high_minutes", "id", "other_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."critical_minutes", NEW."high_minutes", NEW."id", NEW."other_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="ba6b0a0443e08a1c00cca70de5977f66f8369940",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_78941",
                                    table="escalations_escalationrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "escalations_escalationrulesevent" ("critical_minutes", "high_minutes", "id", "other_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."critical_minutes", NEW."high_minutes", NEW."id", NEW."other_days", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="a50f15b594727a9cd4f1dc722b35e4c7b507b036",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_73897",
                                    table="escalations_escalationrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "escalations_escalationrulesevent" ("critical_minutes", "high_minutes", "id", "other_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."critical_minutes", OLD."high_minutes", OLD."id", OLD."other_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="7912e8bffc06ad0473e6b3f26e41e7fcb6846359",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_77d5d",
                                    table="escalations_escalationrules",
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
