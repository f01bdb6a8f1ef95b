"""Identified resources, action plans, meetings, requests for senior resources, and the rules."""

import uuid

import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations
import subscriptions.models.people


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0009_installed_environment"),
        ("subscriptions", "__first__"),
        ("tickets", "0023_articles"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="AdvisoryRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "quiet_days",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="A customer of whom nobody wrote for so long stands on the advisor's page.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(365),
                                ],
                                verbose_name="quiet after days",
                            ),
                        ),
                        (
                            "task_days",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(30),
                                ],
                                verbose_name="reminder of a task, days before",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of advising",
                        "verbose_name_plural": "rules of advising",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_advisory_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "advisory_advisoryrulesevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_days", "task_days") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quiet_days", NEW."task_days"); RETURN NULL;',
                                    hash="4b7e11b0e8341a4504d66bd9817e74471973e922",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_2a565",
                                    table="advisory_advisoryrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "advisory_advisoryrulesevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_days", "task_days") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quiet_days", NEW."task_days"); RETURN NULL;',
                                    hash="98634b7c21d88e54371cf9d853025cab65d39aa3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_09780",
                                    table="advisory_advisoryrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "advisory_advisoryrulesevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_days", "task_days") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quiet_days", OLD."task_days"); RETURN NULL;',
                                    hash="8d8480308f4e9396936e0993f77003f626e2243f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d2b6f",
                                    table="advisory_advisoryrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdvisoryRulesEvent",
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
                                to="advisory.advisoryrules",
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
                            "quiet_days",
                            models.PositiveSmallIntegerField(
                                default=30,
                                help_text="A customer of whom nobody wrote for so long stands on the advisor's page.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(365),
                                ],
                                verbose_name="quiet after days",
                            ),
                        ),
                        (
                            "task_days",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(30),
                                ],
                                verbose_name="reminder of a task, days before",
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
                                    hash="a94c8a86542b1937e984db8004d774861370f21e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a0b0b",
                                    table="advisory_advisoryrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdentifiedResource",
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
                                related_name="identified_resources",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("vendor", "vendor"), ("customer", "customer")],
                                max_length=8,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("role", models.CharField(max_length=120, verbose_name="role")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("identified_at", models.DateTimeField(verbose_name="identified")),
                        (
                            "identified_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="identified by",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "identified resource",
                        "verbose_name_plural": "identified resources",
                        "indexes": [models.Index(fields=["person"], name="resources_of_a_person")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None), ("person__isnull", False)),
                                fields=("customer", "person"),
                                name="a_person_is_identified_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("side", "customer"), ("person__isnull", False), _connector="OR"
                                ),
                                name="the_vendors_people_have_an_account",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="a_resource_has_a_name"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionPlan",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="number")),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="action_plans",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        ("subject", models.CharField(max_length=160, verbose_name="subject")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("done", "done"),
                                    ("unfulfilled", "cannot be fulfilled"),
                                ],
                                default="open",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="opened by",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="opened")),
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
                        ("end_reason", models.TextField(blank=True, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "action plan",
                        "verbose_name_plural": "action plans",
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["customer", "state"], name="plans_of_customer")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="ended_plan_has_an_instant",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "unfulfilled"), _negated=True),
                                    models.Q(("end_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="unfulfilled_plan_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanIncident",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="incidents",
                                to="advisory.actionplan",
                                verbose_name="action plan",
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
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tickets.incident",
                                verbose_name="incident",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "incident of an action plan",
                        "verbose_name_plural": "incidents of action plans",
                        "ordering": ["incident"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "incident"), name="incident_once_a_plan")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="advisory.actionplan",
                                verbose_name="action plan",
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
                        ("text", models.CharField(max_length=300, verbose_name="task")),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="advisory.identifiedresource",
                                verbose_name="owner",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ticked by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "task",
                        "verbose_name_plural": "tasks",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)), fields=["due_on"], name="tasks_due"
                            ),
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["customer", "due_on"],
                                name="tasks_of_customer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskReminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reminders",
                                to="advisory.task",
                                verbose_name="task",
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
                            "kind",
                            models.CharField(
                                choices=[("soon", "due soon"), ("late", "late")],
                                max_length=6,
                                verbose_name="kind",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "reminder of a task",
                        "verbose_name_plural": "reminders of tasks",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("task", "kind", "due_on"), name="each_task_reminder_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="number")),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        ("kind", models.CharField(max_length=20, verbose_name="kind")),
                        ("subject", models.CharField(max_length=160, verbose_name="subject")),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(default=60, verbose_name="length in minutes"),
                        ),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("place", models.CharField(max_length=500, verbose_name="place")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("held", "held"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("cancel_reason", models.TextField(blank=True, verbose_name="reason for cancelling")),
                        ("notes", models.TextField(blank=True, verbose_name="notes")),
                        ("decisions", models.TextField(blank=True, verbose_name="decisions")),
                        (
                            "held_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="noted as held"),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                help_text="What was agreed to be done becomes its tasks.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="advisory.actionplan",
                                verbose_name="action plan",
                            ),
                        ),
                        (
                            "arranged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="arranged by",
                            ),
                        ),
                        ("arranged_at", models.DateTimeField(verbose_name="arranged")),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ],
                    options={
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "ordering": ["-starts_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["customer", "starts_at"], name="meetings_of_customer"),
                            models.Index(
                                condition=models.Q(("state", "planned")),
                                fields=["ends_at"],
                                name="planned_meetings",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes__range", (5, 480))), name="meeting_lasts_minutes"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="meeting_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("held_at__isnull", False), ("state", "held")),
                                    models.Q(models.Q(("state", "held"), _negated=True), ("held_at", None)),
                                    _connector="OR",
                                ),
                                name="held_has_an_instant",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda",
                                to="advisory.meeting",
                                verbose_name="meeting",
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
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        ("text", models.CharField(max_length=200, verbose_name="point")),
                        ("result", models.TextField(blank=True, verbose_name="result")),
                    ],
                    options={
                        "verbose_name": "agenda point",
                        "verbose_name_plural": "agenda points",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("meeting", "position"),
                                name="agenda_points_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participants",
                                to="advisory.meeting",
                                verbose_name="meeting",
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
                            "resource",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="advisory.identifiedresource",
                                verbose_name="identified resource",
                            ),
                        ),
                        (
                            "response",
                            models.CharField(
                                choices=[
                                    ("none", "no answer yet"),
                                    ("accepted", "comes"),
                                    ("declined", "does not come"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "responded_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                        ),
                    ],
                    options={
                        "verbose_name": "participant",
                        "verbose_name_plural": "participants",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "resource"), name="participant_once_a_meeting"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeniorRequest",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="number")),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        ("topic", models.CharField(max_length=160, verbose_name="topic")),
                        ("why", models.TextField(verbose_name="why")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("support", "support"), ("development", "development")],
                                max_length=12,
                                verbose_name="kind of resource",
                            ),
                        ),
                        (
                            "wished_times",
                            models.CharField(blank=True, max_length=400, verbose_name="wished times"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked for"),
                                    ("arranged", "arranged"),
                                    ("declined", "declined"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("decline_reason", models.TextField(blank=True, verbose_name="reason for declining")),
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
                            "meeting",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="request",
                                to="advisory.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "request for senior resources",
                        "verbose_name_plural": "requests for senior resources",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "asked")),
                                fields=["customer"],
                                name="open_senior_requests",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decline_reason", ""), ("meeting", None), ("state", "asked")),
                                    models.Q(
                                        ("decline_reason", ""),
                                        ("meeting__isnull", False),
                                        ("state", "arranged"),
                                    ),
                                    models.Q(
                                        ("meeting", None),
                                        ("state", "declined"),
                                        models.Q(("decline_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="senior_request_is_answered_one_way",
                            )
                        ],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
