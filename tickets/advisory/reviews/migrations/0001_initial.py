import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations
import tickets.advisory.reviews.models.files
import tickets.advisory.reviews.models.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("advisory", "0002_walls"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
        ("tickets", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="ReviewRulesEvent",
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
                                to="reviews.reviewrules",
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
                            "months",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="For customers with whom nothing else is agreed.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="months from review to review",
                            ),
                        ),
                        (
                            "days_to_hold",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="days from the end of the period to the meeting",
                            ),
                        ),
                        (
                            "alarm_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(
                                    validators=[
                                        django.core.validators.MinValueValidator(1),
                                        django.core.validators.MaxValueValidator(365),
                                    ]
                                ),
                                default=tickets.advisory.reviews.models.rules.a_day_a_week_and_two,
                                help_text="The advisor, or the deputy, is told on each of these days while the review is not held.",
                                size=10,
                                verbose_name="alarms, days overdue",
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
                                    hash="e94839b48d7d460833af9f00763691ed7133f3ff",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d2729",
                                    table="reviews_reviewrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                        ("first_day", models.DateField(verbose_name="first day")),
                        ("last_day", models.DateField(verbose_name="last day")),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="to")),
                        ("due_on", models.DateField(verbose_name="meeting due")),
                        (
                            "state",
                            models.CharField(
                                choices=[("prepared", "in preparation"), ("sent", "sent"), ("held", "held")],
                                default="prepared",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("prepared_at", models.DateTimeField(verbose_name="prepared")),
                        ("agenda", models.TextField(blank=True, verbose_name="agenda")),
                        (
                            "next_alarm_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="next alarm"),
                        ),
                        (
                            "figures",
                            models.JSONField(
                                blank=True, editable=False, null=True, verbose_name="figures as sent"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sent by",
                            ),
                        ),
                        (
                            "made_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="pictures and files made"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="customer told"),
                        ),
                        (
                            "meeting",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review",
                                to="advisory.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                        ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                        ("minutes", models.TextField(blank=True, verbose_name="minutes")),
                        ("decisions", models.TextField(blank=True, verbose_name="decisions")),
                        ("kept_at", models.DateTimeField(blank=True, null=True, verbose_name="minutes kept")),
                        (
                            "kept_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="minutes kept by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "activity review",
                        "verbose_name_plural": "activity reviews",
                        "ordering": ["-starts_at", "-pk"],
                        "indexes": [
                            models.Index(
                                models.F("customer"),
                                models.OrderBy(models.F("id"), descending=True),
                                name="reviews_of_customer",
                            ),
                            models.Index(
                                condition=models.Q(("next_alarm_at__isnull", False)),
                                fields=["next_alarm_at"],
                                name="reviews_overdue",
                            ),
                            models.Index(
                                condition=models.Q(("made_at", None), ("told_at", None), _connector="OR"),
                                fields=["sent_at"],
                                name="reviews_to_finish",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "first_day"), name="one_review_of_a_period"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at__gt", models.F("starts_at")),
                                    ("last_day__gte", models.F("first_day")),
                                ),
                                name="review_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at", None), ("state", "prepared")),
                                    models.Q(
                                        models.Q(("state", "prepared"), _negated=True),
                                        ("figures__isnull", False),
                                        ("sent_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_sent_review_has_its_figures",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "held"), ("held_on__isnull", False)),
                                    models.Q(models.Q(("state", "held"), _negated=True), ("held_on", None)),
                                    _connector="OR",
                                ),
                                name="a_held_review_has_its_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewAlarm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alarms",
                                to="reviews.review",
                                verbose_name="review",
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
                        ("days", models.PositiveSmallIntegerField(verbose_name="days overdue")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "alarm of a review",
                        "verbose_name_plural": "alarms of reviews",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("review", "days"), name="each_review_alarm_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewCadence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "customer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="months from review to review",
                            ),
                        ),
                        ("first_day", models.DateField(verbose_name="next period begins")),
                        ("prepares_at", models.DateTimeField(verbose_name="next review is made")),
                    ],
                    options={
                        "verbose_name": "cadence of reviews",
                        "verbose_name_plural": "cadences of reviews",
                        "indexes": [models.Index(fields=["prepares_at"], name="reviews_to_make")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("months__range", (1, 12))),
                                name="review_cadence_of_1_to_12_months",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewedIncident",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="incidents",
                                to="reviews.review",
                                verbose_name="review",
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
                        ("title", models.CharField(max_length=200, verbose_name="title")),
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
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                verbose_name="severity",
                            ),
                        ),
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
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("portal", "portal"),
                                    ("mail", "mail"),
                                    ("phone", "phone"),
                                    ("api", "API"),
                                ],
                                max_length=8,
                                verbose_name="channel",
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
                            "logged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="logged by",
                            ),
                        ),
                        ("logged_at", models.DateTimeField(verbose_name="logged")),
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
                                verbose_name="status",
                            ),
                        ),
                        ("since", models.DateTimeField(verbose_name="since")),
                        (
                            "response",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("met", "met"),
                                    ("missed", "missed"),
                                    ("stopped", "stopped"),
                                    ("superseded", "superseded"),
                                ],
                                max_length=12,
                                verbose_name="first response",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="first response given")),
                    ],
                    options={
                        "verbose_name": "incident of a review",
                        "verbose_name_plural": "incidents of reviews",
                        "ordering": ["incident"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "incident"), name="each_incident_once_a_review"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="reviews.review",
                                verbose_name="review",
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
                                choices=[("pdf", "PDF"), ("xlsx", "spreadsheet")],
                                max_length=4,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Dansk")],
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                upload_to=tickets.advisory.reviews.models.files.kept_as,
                                verbose_name="file",
                            ),
                        ),
                        ("size", models.PositiveIntegerField(verbose_name="bytes")),
                        ("sha256", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                    ],
                    options={
                        "verbose_name": "file of a review",
                        "verbose_name_plural": "files of reviews",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "kind", "language"), name="each_file_once_a_review"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewPicture",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pictures",
                                to="reviews.review",
                                verbose_name="review",
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
                        ("name", models.CharField(max_length=20, verbose_name="name")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Dansk")],
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        ("svg", models.TextField()),
                    ],
                    options={
                        "verbose_name": "picture of a review",
                        "verbose_name_plural": "pictures of reviews",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "language", "name"), name="each_picture_once_a_review"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="For customers with whom nothing else is agreed.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="months from review to review",
                            ),
                        ),
                        (
                            "days_to_hold",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="days from the end of the period to the meeting",
                            ),
                        ),
                        (
                            "alarm_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(
                                    validators=[
                                        django.core.validators.MinValueValidator(1),
                                        django.core.validators.MaxValueValidator(365),
                                    ]
                                ),
                                default=tickets.advisory.reviews.models.rules.a_day_a_week_and_two,
                                help_text="The advisor, or the deputy, is told on each of these days while the review is not held.",
                                size=10,
                                verbose_name="alarms, days overdue",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of activity reviews",
                        "verbose_name_plural": "rules of activity reviews",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_review_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "reviews_reviewrulesevent" ("alarm_days", "days_to_hold", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."alarm_days", NEW."days_to_hold", NEW."id", NEW."months", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="7a4de8ac7d56bbbfb906df2f47ac24423b8de76d",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_697f7",
                                    table="reviews_reviewrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "reviews_reviewrulesevent" ("alarm_days", "days_to_hold", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."alarm_days", NEW."days_to_hold", NEW."id", NEW."months", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="5b52f1dccc3d7a99c44d9a5990da505bc8eda9f2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_50351",
                                    table="reviews_reviewrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "reviews_reviewrulesevent" ("alarm_days", "days_to_hold", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."alarm_days", OLD."days_to_hold", OLD."id", OLD."months", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="cef6e2d8ef3a7d586f9d6815dc59d4bdc6d736fd",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_03717",
                                    table="reviews_reviewrules",
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
