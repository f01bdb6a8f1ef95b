import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import entitlements.briefings.models.recordings
import entitlements.briefings.models.rules
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
                    name="BriefingRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("topic", models.CharField(max_length=160, verbose_name="topic")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("recorded", "recorded briefing"),
                                    ("interactive", "interactive briefing"),
                                ],
                                default="recorded",
                                max_length=12,
                                verbose_name="type",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked for"),
                                    ("accepted", "accepted"),
                                    ("answered", "answered"),
                                    ("declined", "declined"),
                                    ("merged", "merged"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "companies",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="customers who ask"
                            ),
                        ),
                        (
                            "people",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="people who ask"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                        ("expected_on", models.DateField(blank=True, null=True, verbose_name="expected on")),
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
                            "recording",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="briefings.recording",
                                verbose_name="recording",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="briefings.session",
                                verbose_name="session",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="briefings.briefingrequest",
                                verbose_name="merged into",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "request for a briefing",
                        "verbose_name_plural": "requests for briefings",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "answered"), _negated=True),
                                    ("recording__isnull", False),
                                    ("session__isnull", False),
                                    _connector="OR",
                                ),
                                name="answered_request_leads_somewhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                                    models.Q(
                                        models.Q(("state", "merged"), _negated=True), ("merged_into", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="merged_request_names_the_other",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BriefingRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "link_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="join link shown, minutes before the start",
                            ),
                        ),
                        (
                            "reminders",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(
                                    validators=[
                                        django.core.validators.MinValueValidator(5),
                                        django.core.validators.MaxValueValidator(43200),
                                    ]
                                ),
                                blank=True,
                                default=entitlements.briefings.models.rules.a_day_and_an_hour,
                                help_text="1440 is a day. The last one carries the join link.",
                                size=5,
                                verbose_name="reminders, minutes before the start",
                            ),
                        ),
                        (
                            "most_seats",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="seats that one sign-up may take",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of briefings",
                        "verbose_name_plural": "rules of briefings",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_briefing_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "briefings_briefingrulesevent" ("id", "link_minutes", "most_seats", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminders") VALUES (NEW."id", NEW."link_minutes", NEW."most_seats", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reminders"); RETURN NULL;',
                                    hash="3dbcd12e797972dc4cfcc1daceefa494182c4bab",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a0543",
                                    table="briefings_briefingrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "briefings_briefingrulesevent" ("id", "link_minutes", "most_seats", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminders") VALUES (NEW."id", NEW."link_minutes", NEW."most_seats", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reminders"); RETURN NULL;',
                                    hash="18bb056f71e7c5da138ecd40686a5eb365004242",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f4b0a",
                                    table="briefings_briefingrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "briefings_briefingrulesevent" ("id", "link_minutes", "most_seats", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminders") VALUES (OLD."id", OLD."link_minutes", OLD."most_seats", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reminders"); RETURN NULL;',
                                    hash="725f04925fe3905c28cf357941f170365195b1aa",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_32c1d",
                                    table="briefings_briefingrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BriefingRulesEvent",
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
                                to="briefings.briefingrules",
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
                            "link_minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1440),
                                ],
                                verbose_name="join link shown, minutes before the start",
                            ),
                        ),
                        (
                            "reminders",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveIntegerField(
                                    validators=[
                                        django.core.validators.MinValueValidator(5),
                                        django.core.validators.MaxValueValidator(43200),
                                    ]
                                ),
                                blank=True,
                                default=entitlements.briefings.models.rules.a_day_and_an_hour,
                                help_text="1440 is a day. The last one carries the join link.",
                                size=5,
                                verbose_name="reminders, minutes before the start",
                            ),
                        ),
                        (
                            "most_seats",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="seats that one sign-up may take",
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
                                    hash="264fc357b187dffc292689feffefc8f34ad0dcc6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_e551f",
                                    table="briefings_briefingrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
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
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                    ],
                    options={
                        "verbose_name": "calendar feed",
                        "verbose_name_plural": "calendar feeds",
                    },
                ),
                migrations.CreateModel(
                    name="Captions",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "recording",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="captions",
                                to="briefings.recording",
                                verbose_name="recorded briefing",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Danish")],
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="WebVTT")),
                        ("spoken", models.TextField(editable=False, verbose_name="what is said")),
                    ],
                    options={
                        "verbose_name": "captions",
                        "verbose_name_plural": "captions",
                        "ordering": ["language"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recording", "language"), name="captions_once_a_language"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Chapter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "recording",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="chapters",
                                to="briefings.recording",
                                verbose_name="recorded briefing",
                            ),
                        ),
                        ("second", models.PositiveIntegerField(verbose_name="second")),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                    ],
                    options={
                        "verbose_name": "chapter",
                        "verbose_name_plural": "chapters",
                        "ordering": ["second"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recording", "second"), name="one_chapter_a_second"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="briefings.session",
                                verbose_name="interactive briefing",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="question")),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        (
                            "votes",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="votes"),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="answer")),
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
                        "verbose_name": "question of a briefing",
                        "verbose_name_plural": "questions of briefings",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at", None), ("answered_by", None)),
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="question_answered_by_somebody",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Danish")],
                                default="en",
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        ("about", models.TextField(blank=True, verbose_name="what it is about")),
                        (
                            "speakers",
                            models.CharField(
                                help_text="Their names.", max_length=200, verbose_name="speakers"
                            ),
                        ),
                        ("recorded_on", models.DateField(verbose_name="recorded on")),
                        ("seconds", models.PositiveIntegerField(verbose_name="length in seconds")),
                        (
                            "video",
                            models.FileField(
                                blank=True,
                                max_length=200,
                                upload_to=entitlements.briefings.models.recordings.place,
                                verbose_name="video",
                            ),
                        ),
                        (
                            "video_type",
                            models.CharField(blank=True, max_length=40, verbose_name="type of the video"),
                        ),
                        (
                            "video_size",
                            models.BigIntegerField(blank=True, null=True, verbose_name="bytes of the video"),
                        ),
                        (
                            "video_digest",
                            models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the video"),
                        ),
                        (
                            "link",
                            models.URLField(blank=True, max_length=500, verbose_name="address of the video"),
                        ),
                        (
                            "slides",
                            models.FileField(
                                blank=True,
                                max_length=200,
                                upload_to=entitlements.briefings.models.recordings.place,
                                verbose_name="slides",
                            ),
                        ),
                        (
                            "slides_size",
                            models.BigIntegerField(blank=True, null=True, verbose_name="bytes of the slides"),
                        ),
                        (
                            "slides_digest",
                            models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the slides"),
                        ),
                        (
                            "transcript",
                            models.TextField(
                                blank=True,
                                help_text="Typed, where there are no captions.",
                                verbose_name="transcript",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("published", "published"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="published"),
                        ),
                        (
                            "products",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="subscriptions.product",
                                verbose_name="products",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "recorded briefing",
                        "verbose_name_plural": "recorded briefings",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(
                                        ("published_at__isnull", False),
                                        models.Q(("link", ""), ("video", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="published_recording_can_be_watched",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seconds__gt", 0)), name="recording_has_a_length"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("link", ""), ("link__startswith", "https://"), _connector="OR"
                                ),
                                name="recording_link_is_https",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestJoin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="joins",
                                to="briefings.briefingrequest",
                                verbose_name="request for a briefing",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        ("why", models.TextField(blank=True, verbose_name="why")),
                        ("first", models.BooleanField(default=False, verbose_name="asked first")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "voice for a briefing",
                        "verbose_name_plural": "voices for briefings",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("request", "user"), name="one_voice_a_person")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("about", models.TextField(blank=True, verbose_name="what it is about")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Danish")],
                                default="en",
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "needs_cover",
                            models.BooleanField(
                                default=False,
                                verbose_name="only for customers whose subscription covers one of the products",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=60,
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(480),
                                ],
                                verbose_name="length in minutes",
                            ),
                        ),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="host",
                            ),
                        ),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="seats"
                            ),
                        ),
                        (
                            "taken",
                            models.PositiveSmallIntegerField(
                                db_default=0, default=0, editable=False, verbose_name="seats taken"
                            ),
                        ),
                        ("link", models.URLField(blank=True, max_length=500, verbose_name="join link")),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "planned"), ("cancelled", "cancelled")],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("cancel_reason", models.TextField(blank=True, verbose_name="reason for cancelling")),
                        (
                            "cancelled_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="cancelled at"
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "recording",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="sessions",
                                to="briefings.recording",
                                verbose_name="recording",
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="planned by",
                            ),
                        ),
                        ("planned_at", models.DateTimeField(verbose_name="planned")),
                        (
                            "products",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="subscriptions.product",
                                verbose_name="products",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "interactive briefing",
                        "verbose_name_plural": "interactive briefings",
                        "ordering": ["-starts_at", "-pk"],
                        "indexes": [models.Index(fields=["ends_at"], name="sessions_by_end")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("capacity__gte", 1)), name="session_has_a_seat"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("capacity"))),
                                name="no_more_taken_than_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__range", (5, 480))), name="session_lasts_minutes"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="session_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("link", ""), ("link__startswith", "https://"), _connector="OR"
                                ),
                                name="join_link_is_https",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionReminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reminders",
                                to="briefings.session",
                                verbose_name="interactive briefing",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("minutes", models.PositiveIntegerField(verbose_name="minutes before")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "reminder of an interactive briefing",
                        "verbose_name_plural": "reminders of interactive briefings",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "starts_at", "minutes"), name="each_session_reminder_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sign_ups",
                                to="briefings.session",
                                verbose_name="interactive briefing",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(default=1, verbose_name="seats")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("seated", "has a seat"),
                                    ("waiting", "on the waiting list"),
                                    ("withdrawn", "withdrawn"),
                                    ("lost", "the subscription no longer includes it"),
                                ],
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("signed_up_at", models.DateTimeField(verbose_name="signed up")),
                        ("seated_at", models.DateTimeField(blank=True, null=True, verbose_name="seated")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                        (
                            "attended",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: not noted.",
                                null=True,
                                verbose_name="people who came",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sign-up",
                        "verbose_name_plural": "sign-ups",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("seated", "waiting"))),
                                fields=("session", "user"),
                                name="one_open_sign_up_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats__gte", 1)), name="sign_up_has_a_seat"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("attended", None), ("attended__lte", models.F("seats")), _connector="OR"
                                ),
                                name="no_more_came_than_seats",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="voters",
                                to="briefings.question",
                                verbose_name="question",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                        ("asked", models.BooleanField(default=False, verbose_name="asked it")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "vote for a question",
                        "verbose_name_plural": "votes for questions",
                        "constraints": [
                            models.UniqueConstraint(fields=("question", "user"), name="one_vote_a_person")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WatchPosition",
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
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "recording",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="positions",
                                to="briefings.recording",
                                verbose_name="recorded briefing",
                            ),
                        ),
                        ("second", models.PositiveIntegerField(verbose_name="second")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "place where somebody stopped watching",
                        "verbose_name_plural": "places where people stopped watching",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "recording"), name="one_position_a_person"
                            )
                        ],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
