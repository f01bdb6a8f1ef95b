import datetime

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations
import tickets.models.attachments


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("community", "0001_initial"),
        ("downloads", "0001_initial"),
        ("entitlements", "0001_initial"),
        ("knowledge", "0001_initial"),
        ("special_events", "0001_initial"),
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="Incident",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False, verbose_name="number")),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incidents",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.productversion",
                                verbose_name="version",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.productline",
                                verbose_name="product line",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("description", models.TextField(verbose_name="description")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fault", "fault"),
                                    ("how_to", "how-to"),
                                    ("installation", "installation/implementation"),
                                    ("enhancement", "enhancement"),
                                    ("education", "education"),
                                ],
                                default="fault",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                default=3,
                                verbose_name="severity",
                            ),
                        ),
                        (
                            "requested_severity",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                null=True,
                                verbose_name="severity asked for",
                            ),
                        ),
                        ("language", models.CharField(default="en", max_length=5, verbose_name="language")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("portal", "portal"),
                                    ("mail", "mail"),
                                    ("phone", "phone"),
                                    ("api", "API"),
                                ],
                                default="portal",
                                max_length=8,
                                verbose_name="channel",
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
                        ("go_live_on", models.DateField(blank=True, null=True, verbose_name="go-live date")),
                        ("impact", models.TextField(blank=True, verbose_name="business impact")),
                        (
                            "users_affected",
                            models.CharField(blank=True, max_length=80, verbose_name="users affected"),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="phone reachable now"),
                        ),
                        (
                            "english_contact",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="English-speaking contact"
                            ),
                        ),
                        (
                            "english_handling",
                            models.BooleanField(default=False, verbose_name="English handling"),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incidents",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "logged_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="logged by",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_incidents",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("new", "new"),
                                    ("in_progress", "in progress"),
                                    ("waiting_customer", "waiting for customer"),
                                    ("waiting_development", "waiting for development"),
                                    ("solution_proposed", "solution proposed"),
                                    ("closed", "closed"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="new",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("status_since", models.DateTimeField(verbose_name="status since")),
                        ("logged_at", models.DateTimeField(verbose_name="logged")),
                        ("changed_at", models.DateTimeField(verbose_name="last change")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                        (
                            "close_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("solved", "solved"),
                                    ("no_answer", "no answer"),
                                    ("duplicate", "duplicate"),
                                    ("consulting", "handed to consulting"),
                                    ("not_covered", "not covered"),
                                ],
                                max_length=12,
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "solution_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("fix", "fix"),
                                    ("workaround", "workaround"),
                                    ("answer", "answer"),
                                    ("known_issue", "known issue"),
                                    ("by_design", "by design"),
                                ],
                                max_length=12,
                                verbose_name="kind of solution",
                            ),
                        ),
                        (
                            "rejections",
                            models.PositiveSmallIntegerField(default=0, verbose_name="solutions rejected"),
                        ),
                        (
                            "held_open_until",
                            models.DateField(blank=True, null=True, verbose_name="held open until"),
                        ),
                        (
                            "snoozed_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="Out of the order of work and silent until then; no due time moves.",
                                null=True,
                                verbose_name="snoozed until",
                            ),
                        ),
                        ("defect_link", models.URLField(blank=True, verbose_name="defect")),
                        (
                            "release_expected_on",
                            models.DateField(blank=True, null=True, verbose_name="release expected"),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duplicates",
                                to="tickets.incident",
                                verbose_name="duplicate of",
                            ),
                        ),
                        (
                            "follow_up_of",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="tickets.incident",
                                verbose_name="follow-up of",
                            ),
                        ),
                        (
                            "external_number",
                            models.CharField(
                                blank=True,
                                help_text="In the system it was imported from.",
                                max_length=40,
                                verbose_name="number elsewhere",
                            ),
                        ),
                        (
                            "incomplete",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="Logged by mail: product and severity are assumed until the contact says them.",
                                verbose_name="incomplete",
                            ),
                        ),
                        (
                            "submission",
                            models.UUIDField(
                                blank=True,
                                editable=False,
                                help_text="Of the form that logged it: once, whatever is pressed.",
                                null=True,
                                unique=True,
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.tier",
                                verbose_name="tier",
                            ),
                        ),
                        ("tier_rank", models.PositiveSmallIntegerField(verbose_name="rank of the tier")),
                        (
                            "due_at",
                            models.DateTimeField(
                                default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC),
                                verbose_name="due",
                            ),
                        ),
                        (
                            "due_milestone",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tickets.milestone",
                                verbose_name="due milestone",
                            ),
                        ),
                        (
                            "at_risk",
                            models.BooleanField(
                                default=False,
                                help_text="Three quarters of the target have passed, or all of it.",
                                verbose_name="at risk",
                            ),
                        ),
                        (
                            "lifted",
                            models.PositiveSmallIntegerField(
                                default=1,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "incident",
                        "verbose_name_plural": "incidents",
                        "indexes": [
                            models.Index(
                                fields=["duplicate_of"],
                                name="duplicates_of_incident",
                                condition=models.Q(("duplicate_of__isnull", False)),
                            ),
                            models.Index(
                                fields=["follow_up_of"],
                                name="follow_ups_of_incident",
                                condition=models.Q(("follow_up_of__isnull", False)),
                            ),
                            models.Index(
                                fields=["due_milestone"],
                                name="incident_of_due_milestone",
                                condition=models.Q(("due_milestone__isnull", False)),
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("status__in", ("new", "in_progress", "waiting_development"))
                                ),
                                fields=["severity", "tier_rank", "due_at", "id"],
                                name="queue",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("status__in", ("new", "in_progress", "waiting_development"))
                                ),
                                fields=["product", "severity", "tier_rank", "due_at", "id"],
                                name="queue_of_product",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("status__in", ("new", "in_progress", "waiting_development"))
                                ),
                                fields=["region", "severity", "tier_rank", "due_at", "id"],
                                include=("snoozed_until",),
                                name="queue_of_region",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("status__in", ("new", "in_progress", "waiting_development"))
                                ),
                                fields=["product", "region", "severity", "tier_rank", "due_at", "id"],
                                name="queue_of_product_in_region",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("status__in", ("new", "in_progress", "waiting_development"))
                                ),
                                fields=["status", "severity", "tier_rank", "due_at", "id"],
                                name="queue_of_status",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("owner", None),
                                    ("status__in", ("new", "in_progress", "waiting_development")),
                                ),
                                fields=["severity", "tier_rank", "due_at", "id"],
                                name="queue_unassigned",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("at_risk", True),
                                    ("status__in", ("new", "in_progress", "waiting_development")),
                                ),
                                fields=["severity", "tier_rank", "due_at", "id"],
                                name="queue_at_risk",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("status__in", ("new", "in_progress", "waiting_development"))
                                ),
                                fields=["severity", "lifted", "tier_rank", "due_at", "id"],
                                name="queue_overdue_first",
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("closed", "withdrawn")), _negated=True),
                                fields=["owner", "severity", "tier_rank", "due_at", "id"],
                                name="queue_of_owner",
                            ),
                            models.Index(
                                models.F("customer"),
                                models.OrderBy(models.F("id"), descending=True),
                                name="incidents_of_customer",
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("closed", "withdrawn")), _negated=True),
                                fields=["customer", "severity", "tier_rank", "due_at", "id"],
                                name="queue_of_customer",
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("waiting_customer", "solution_proposed"))),
                                fields=["status", "status_since"],
                                name="silent_incidents",
                            ),
                            models.Index(
                                condition=models.Q(("snoozed_until__isnull", False)),
                                fields=["snoozed_until", "id"],
                                name="snoozed_incidents",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("severity__range", (1, 4))), name="severity_1_to_4"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("status", "closed")),
                                    models.Q(
                                        models.Q(("status", "closed"), _negated=True), ("closed_at", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="closed_has_an_instant",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("external_number", ""), _negated=True),
                                fields=("customer", "external_number"),
                                name="one_import_a_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LifecycleRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "first_reminder_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="first reminder after days of silence",
                            ),
                        ),
                        (
                            "second_reminder_days",
                            models.PositiveSmallIntegerField(
                                default=12,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="second reminder after days of silence",
                            ),
                        ),
                        (
                            "close_days",
                            models.PositiveSmallIntegerField(
                                default=14,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="closed after days of silence",
                            ),
                        ),
                        (
                            "days_after_second_reminder",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="closed at the earliest days after the second reminder",
                            ),
                        ),
                        (
                            "reopen_days",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="may be reopened for days",
                            ),
                        ),
                        (
                            "phone_tries",
                            models.PositiveSmallIntegerField(
                                db_default=3,
                                default=3,
                                help_text="When nobody answers; the customer is told and may raise it again.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="tries to phone before severity 1 is lowered",
                            ),
                        ),
                        (
                            "phone_minutes",
                            models.PositiveSmallIntegerField(
                                db_default=60,
                                default=60,
                                help_text="From the first of these tries to the last.",
                                validators=[django.core.validators.MaxValueValidator(1440)],
                                verbose_name="over at least minutes",
                            ),
                        ),
                        (
                            "overdue_first",
                            models.BooleanField(
                                default=False,
                                help_text="Lifts an incident past its response target to the top of its severity, whatever the tier.",
                                verbose_name="overdue first within a severity",
                            ),
                        ),
                        (
                            "writers_follow",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="They are told of what others write there, until they stop following it.",
                                verbose_name="whoever writes on an incident follows it",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of an incident's life",
                        "verbose_name_plural": "rules of an incident's life",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_row_of_rules")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("list", models.CharField(max_length=12, verbose_name="list")),
                        (
                            "owner",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        ("number", models.IntegerField(verbose_name="number")),
                    ],
                    options={
                        "verbose_name": "count of a list",
                        "verbose_name_plural": "counts of the lists",
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
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
                                related_name="milestones",
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
                        (
                            "kind",
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
                            "policy",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="entitlements.targetpolicy",
                                verbose_name="target policy",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="entitlements.targetrule",
                                verbose_name="target",
                            ),
                        ),
                        (
                            "calendar",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.calendarversion",
                                verbose_name="calendar",
                            ),
                        ),
                        (
                            "clock",
                            models.CharField(
                                choices=[
                                    ("office", "office hours"),
                                    ("24x5", "around the clock, 5 days a week"),
                                    ("24x7", "around the clock, 7 days a week"),
                                ],
                                max_length=10,
                                verbose_name="clock",
                            ),
                        ),
                        (
                            "windows",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                help_text="That count as well: number of the event and interval (tickets.windows).",
                                verbose_name="weekends of special events",
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
                            "tier",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.tier",
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "covered",
                            models.DurationField(
                                help_text="In covered time of the clock.", verbose_name="target"
                            ),
                        ),
                        (
                            "allowed",
                            models.DurationField(
                                help_text="Less than the target where a raise kept an earlier due time.",
                                verbose_name="covered time allowed",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="tickets.milestone",
                                verbose_name="replaces",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="started")),
                        (
                            "due_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="Empty: no covered time ahead.",
                                null=True,
                                verbose_name="due",
                            ),
                        ),
                        (
                            "paused_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="paused since"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("met", "met"),
                                    ("missed", "missed"),
                                    ("stopped", "stopped"),
                                    ("superseded", "superseded"),
                                ],
                                max_length=12,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "missed_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="The due time that passed; stays when superseded.",
                                null=True,
                                verbose_name="missed",
                            ),
                        ),
                        (
                            "next_reminder_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="next reminder"),
                        ),
                        (
                            "next_reminder",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="per cent of the next reminder"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "milestone",
                        "verbose_name_plural": "milestones",
                        "ordering": ["started_at", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["replaces"],
                                name="replaced_milestones",
                                condition=models.Q(("replaces__isnull", False)),
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("next_reminder_at__isnull", False), ("paused_at", None), ("result", "")
                                ),
                                fields=["next_reminder_at"],
                                name="reminders_due",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("result", "")),
                                fields=("incident", "kind"),
                                name="one_running_milestone_a_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("result", "")),
                                    models.Q(
                                        models.Q(("result", ""), _negated=True), ("ended_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_result_has_an_instant",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DueTime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="due_times",
                                to="tickets.milestone",
                                verbose_name="milestone",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("due_at", models.DateTimeField(null=True, verbose_name="due")),
                        ("cause", models.CharField(max_length=20, verbose_name="cause")),
                    ],
                    options={
                        "verbose_name": "due time",
                        "verbose_name_plural": "due times",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="OfCommunity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="of_community",
                                to="tickets.incident",
                            ),
                        ),
                        (
                            "question",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.question",
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
                    ],
                    options={
                        "verbose_name": "incident of a question of the community",
                        "verbose_name_plural": "incidents of questions of the community",
                    },
                ),
                migrations.CreateModel(
                    name="Pause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pauses",
                                to="tickets.milestone",
                                verbose_name="milestone",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="from")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                        ("reason", models.CharField(max_length=20, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "pause",
                        "verbose_name_plural": "pauses",
                        "ordering": ["started_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at", None),
                                    ("ended_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="pause_ends_after_start",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="tickets.milestone",
                                verbose_name="milestone",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        ("percent", models.PositiveSmallIntegerField(verbose_name="per cent")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "reminder",
                        "verbose_name_plural": "reminders",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("milestone", "percent"), name="each_threshold_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Retargeting",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="entitlements.targetpolicy",
                                verbose_name="target policy",
                            ),
                        ),
                        (
                            "calendar",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="subscriptions.calendarversion",
                                verbose_name="calendar",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose open incidents are moved to another support region; else those of all.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="administrator",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                        (
                            "reason",
                            models.TextField(
                                help_text="It stands on every incident that moves; its customer reads it.",
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "stops",
                            models.BooleanField(
                                default=False,
                                help_text="Milestones for which this version has no target end as stopped. Otherwise they run on.",
                                verbose_name="stop what has no target any more",
                            ),
                        ),
                        ("reached", models.BigIntegerField(default=0, verbose_name="up to number")),
                        ("moved", models.PositiveIntegerField(default=0, verbose_name="milestones moved")),
                        (
                            "stopped",
                            models.PositiveIntegerField(default=0, verbose_name="milestones stopped"),
                        ),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                    ],
                    options={
                        "verbose_name": "move of open incidents",
                        "verbose_name_plural": "moves of open incidents",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("finished_at", None)),
                                fields=["id"],
                                name="unfinished_retargetings",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("policy__isnull", False),
                                        ("calendar__isnull", True),
                                        ("region__isnull", True),
                                        ("customer__isnull", True),
                                    ),
                                    models.Q(
                                        ("policy__isnull", True),
                                        ("calendar__isnull", False),
                                        ("region__isnull", True),
                                        ("customer__isnull", True),
                                    ),
                                    models.Q(
                                        ("policy__isnull", True),
                                        ("calendar__isnull", True),
                                        ("region__isnull", False),
                                        ("customer__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="retargets_to_one_version",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SilenceNotice",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="silence_notices",
                                to="tickets.incident",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("new", "new"),
                                    ("in_progress", "in progress"),
                                    ("waiting_customer", "waiting for customer"),
                                    ("waiting_development", "waiting for development"),
                                    ("solution_proposed", "solution proposed"),
                                    ("closed", "closed"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "status_since",
                            models.DateTimeField(help_text="When the incident got the status, as it has it."),
                        ),
                        (
                            "held_open_until",
                            models.DateField(
                                help_text="The day from which the silence is counted instead, as the incident has it.",
                                null=True,
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                help_text="1 or 2; 3 asks an agent to phone at severity 1."
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "reminder of silence",
                        "verbose_name_plural": "reminders of silence",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "status", "status_since", "held_open_until", "number"),
                                name="each_silence_notice_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimelineEntry",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="timeline",
                                to="tickets.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("logged", "logged"),
                                    ("message", "message"),
                                    ("note", "internal note"),
                                    ("call", "call"),
                                    ("status", "status"),
                                    ("severity", "severity"),
                                    ("severity_request", "severity asked for"),
                                    ("owner", "owner"),
                                    ("target", "target"),
                                    ("reminder", "reminder"),
                                    ("escalation", "escalation"),
                                    ("hold", "held open"),
                                    ("snooze", "snoozed"),
                                    ("link", "link"),
                                    ("information", "information"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        ("by_vendor", models.BooleanField(default=False, verbose_name="by the vendor")),
                        ("public", models.BooleanField(default=False, verbose_name="seen by the customer")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("portal", "portal"),
                                    ("mail", "mail"),
                                    ("phone", "phone"),
                                    ("api", "API"),
                                ],
                                default="portal",
                                max_length=8,
                                verbose_name="channel",
                            ),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        (
                            "facts",
                            models.JSONField(
                                default=dict,
                                verbose_name="facts",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "timeline entry",
                        "verbose_name_plural": "timeline",
                        "ordering": ["at", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["author"],
                                name="written_by",
                                condition=models.Q(("body", ""), _negated=True),
                            ),
                            models.Index(
                                fields=["customer"],
                                name="mentioning",
                                condition=models.Q(("facts__has_key", "mentions")),
                            ),
                            models.Index(fields=["incident", "at", "id"], name="timeline_of_incident"),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="95b768fb9915f07f5a81ce9314319d95a4a0cb8e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_1aba2",
                                    table="tickets_timelineentry",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
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
                                related_name="attachments",
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
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="tickets.timelineentry",
                                verbose_name="timeline entry",
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                upload_to=tickets.models.attachments.storage_name, verbose_name="file"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("content_type", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveBigIntegerField(help_text="In bytes.", verbose_name="size")),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "confidential",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                help_text="Of the vendor only those who work on the incident open it.",
                                verbose_name="confidential",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uploaded by",
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(null=True, verbose_name="uploaded")),
                        (
                            "malware",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "not looked for"),
                                    ("held", "held until the scanner is back"),
                                    ("clean", "none found"),
                                    ("found", "malware found"),
                                ],
                                db_default="",
                                default="",
                                max_length=5,
                                verbose_name="malware",
                            ),
                        ),
                        (
                            "removed_at",
                            models.DateTimeField(
                                help_text="The file is gone by the rules of retention; its name is kept.",
                                null=True,
                                verbose_name="removed",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attachment",
                        "verbose_name_plural": "attachments",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["customer", "uploaded_at"], name="attachments_lately"),
                            models.Index(
                                condition=models.Q(("malware", "held")),
                                fields=["id"],
                                name="attachments_held",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="special_events.specialevent",
                                verbose_name="special event",
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
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("reached", models.BigIntegerField(default=0, verbose_name="up to number")),
                        ("moved", models.PositiveIntegerField(default=0, verbose_name="milestones moved")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                    ],
                    options={
                        "verbose_name": "move for a special event",
                        "verbose_name_plural": "moves for special events",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("finished_at", None)),
                                fields=["id"],
                                name="unfinished_event_moves",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Following",
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
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.productline",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("look_at", models.DateTimeField()),
                        ("moved", models.PositiveIntegerField(default=0)),
                        ("finished_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "following of a product line",
                        "verbose_name_plural": "followings of product lines",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("finished_at", None)),
                                fields=["look_at"],
                                name="followings_due",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncidentText",
                    fields=[
                        (
                            "incident",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="text",
                                serialize=False,
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
                            ),
                        ),
                        ("words", django.contrib.postgres.search.SearchVectorField(verbose_name="words")),
                    ],
                    options={
                        "verbose_name": "words of an incident",
                        "verbose_name_plural": "words of incidents",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=True,
                                fields=["words"],
                                gin_pending_list_limit=16384,
                                name="incident_words",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Follower",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="followers",
                                to="tickets.incident",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="follows",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="since")),
                        ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="stopped")),
                    ],
                    options={
                        "verbose_name": "follower",
                        "verbose_name_plural": "followers",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("stopped_at", None)),
                                fields=["incident"],
                                name="followers_of_incident",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("incident", "person"), name="each_follower_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fix",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolves",
                                to="downloads.release",
                                verbose_name="release",
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fixes",
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
                            ),
                        ),
                        ("linked_at", models.DateTimeField(verbose_name="linked")),
                        (
                            "linked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="linked by",
                            ),
                        ),
                        ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="told")),
                        ("resumes", models.BooleanField(default=False, editable=False)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("works", "it works"), ("fails", "it does not work")],
                                max_length=5,
                                verbose_name="answer",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
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
                    ],
                    options={
                        "verbose_name": "fix of an incident",
                        "verbose_name_plural": "fixes of incidents",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("told_at", None)),
                                fields=["release", "id"],
                                name="fixes_to_tell",
                            ),
                            models.Index(
                                condition=models.Q(("resumes", True)), fields=["id"], name="fixes_to_resume"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("release", "incident"), name="each_incident_once_a_release"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="escalations",
                                to="tickets.incident",
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
                        ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                        (
                            "cause",
                            models.CharField(
                                help_text="E.g. `milestone:812:missed`, `rejections`.",
                                max_length=60,
                                verbose_name="cause",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "escalation",
                        "verbose_name_plural": "escalations",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "level", "cause"), name="each_level_once_a_cause"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncidentArticle",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="articles",
                                to="tickets.incident",
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
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incidents",
                                to="knowledge.article",
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("drafted", "drafted from it"),
                                    ("sent", "sent to the contact"),
                                    ("solved", "sent as the solution"),
                                ],
                                max_length=8,
                                verbose_name="how",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
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
                        "verbose_name": "article of an incident",
                        "verbose_name_plural": "articles of incidents",
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "article"), name="each_article_of_an_incident_once"
                            )
                        ],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
