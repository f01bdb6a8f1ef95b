import datetime

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("entitlements", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="EventProduct",
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
                                related_name="products",
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
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.product",
                                verbose_name="product",
                            ),
                        ),
                        ("lost_at", models.DateTimeField(blank=True, null=True, verbose_name="lost")),
                        (
                            "use",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="event_products",
                                to="entitlements.allowanceuse",
                                verbose_name="use",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "product of a special event",
                        "verbose_name_plural": "products of special events",
                        "ordering": ["product__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "product"), name="each_product_of_an_event_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "begins",
                            models.TimeField(
                                default=datetime.time(17, 0), verbose_name="begins on Friday at"
                            ),
                        ),
                        (
                            "ends",
                            models.TimeField(default=datetime.time(8, 0), verbose_name="ends on Monday at"),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                default=14,
                                help_text="Two weeks are promised: fewer days may be enough for you, more may not be asked for.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(14),
                                ],
                                verbose_name="notice in calendar days",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="How many the vendor takes; single weekends may have another number.",
                                verbose_name="special events per weekend",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of special events",
                        "verbose_name_plural": "rules of special events",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_event_rules"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends__lte", models.F("begins"))),
                                name="weekend_at_most_72_hours",
                                violation_error_message="A weekend has at most 72 hours: it ends on Monday no later than it begins on Friday.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("notice_days__lte", 14)), name="notice_at_most_two_weeks"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "special_events_eventrulesevent" ("begins", "ends", "id", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places") VALUES (NEW."begins", NEW."ends", NEW."id", NEW."notice_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."places"); RETURN NULL;',
                                    hash="f68ef2adeec07c49cbb8bc1cadc1085d6a5eaf6f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_61fa5",
                                    table="special_events_eventrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "special_events_eventrulesevent" ("begins", "ends", "id", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places") VALUES (NEW."begins", NEW."ends", NEW."id", NEW."notice_days", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."places"); RETURN NULL;',
                                    hash="9f07b27ef92fc9f9179ab9b44c0262a8307ade18",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0dd52",
                                    table="special_events_eventrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "special_events_eventrulesevent" ("begins", "ends", "id", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places") VALUES (OLD."begins", OLD."ends", OLD."id", OLD."notice_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."places"); RETURN NULL;',
                                    hash="9d5535c938b677c72d54418f42e89d271e5dd436",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9f316",
                                    table="special_events_eventrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventRulesEvent",
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
                                to="special_events.eventrules",
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
                            "begins",
                            models.TimeField(
                                default=datetime.time(17, 0), verbose_name="begins on Friday at"
                            ),
                        ),
                        (
                            "ends",
                            models.TimeField(default=datetime.time(8, 0), verbose_name="ends on Monday at"),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                default=14,
                                help_text="Two weeks are promised: fewer days may be enough for you, more may not be asked for.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(14),
                                ],
                                verbose_name="notice in calendar days",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="How many the vendor takes; single weekends may have another number.",
                                verbose_name="special events per weekend",
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
                                    hash="ded96a5cf3583f451de1765c888022a86268c4ed",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_29985",
                                    table="special_events_eventrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventStep",
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
                                related_name="steps",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("two_weeks", "14 days before"),
                                    ("one_week", "the week before"),
                                    ("three_days", "3 days before"),
                                    ("begun", "begun"),
                                    ("over", "over"),
                                ],
                                max_length=12,
                                verbose_name="step",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "step of a special event",
                        "verbose_name_plural": "steps of special events",
                        "ordering": ["at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "kind"), name="each_step_of_an_event_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NamedContact",
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
                                related_name="named_contacts",
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
                            "before",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="until then",
                            ),
                        ),
                        (
                            "after",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="from then on",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="named by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "English-speaking contact named since",
                        "verbose_name_plural": "English-speaking contacts named since",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SpecialEvent",
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
                                related_name="special_events",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="special_events",
                                to="subscriptions.subscription",
                                verbose_name="support period",
                            ),
                        ),
                        ("saturday", models.DateField(verbose_name="Saturday of the weekend")),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("upgrade", "upgrade"),
                                    ("migration", "migration"),
                                    ("go_live", "go-live of a covered product"),
                                    ("period_close", "period close"),
                                    ("implementation", "first implementation"),
                                ],
                                max_length=16,
                                verbose_name="purpose",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="what is planned")),
                        ("language", models.CharField(default="en", max_length=5, verbose_name="language")),
                        (
                            "english_contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="English-speaking contact",
                            ),
                        ),
                        ("phone", models.CharField(max_length=40, verbose_name="phone during the weekend")),
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
                            "submission",
                            models.UUIDField(
                                blank=True,
                                editable=False,
                                help_text="Of the form that asked: once, whatever is pressed.",
                                null=True,
                                unique=True,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked for"),
                                    ("confirmed", "confirmed"),
                                    ("declined", "declined"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
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
                            "resource",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events_as_resource",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="support resource",
                            ),
                        ),
                        (
                            "use",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="special_event",
                                to="entitlements.allowanceuse",
                                verbose_name="use",
                            ),
                        ),
                        ("decline_reason", models.TextField(blank=True, verbose_name="reason for declining")),
                        (
                            "offered",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(),
                                blank=True,
                                default=list,
                                size=12,
                                verbose_name="weekends offered",
                            ),
                        ),
                        (
                            "cancelled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="cancelled"),
                        ),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="cancelled by",
                            ),
                        ),
                        (
                            "cancelled_side",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("customer", "the customer"),
                                    ("vendor", "the vendor"),
                                    ("lost", "the subscription no longer includes it"),
                                    ("unanswered", "it began without an answer"),
                                ],
                                max_length=12,
                                verbose_name="side that cancelled",
                            ),
                        ),
                        ("cancel_reason", models.TextField(blank=True, verbose_name="reason for cancelling")),
                        (
                            "contacts_exchanged_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="contact lists exchanged"
                            ),
                        ),
                        (
                            "contacts_exchanged_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="exchanged by",
                            ),
                        ),
                        ("report", models.TextField(blank=True, verbose_name="report")),
                        ("reported_at", models.DateTimeField(blank=True, null=True, verbose_name="reported")),
                        (
                            "reported_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reported by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "special event",
                        "verbose_name_plural": "special events",
                        "ordering": ["-starts_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "confirmed")),
                                fields=["customer", "ends_at"],
                                name="confirmed_events",
                            ),
                            models.Index(fields=["saturday"], name="events_by_weekend"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("subscription",),
                                name="one_open_request_a_period",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("asked", "confirmed"))),
                                fields=("customer", "saturday"),
                                name="one_event_a_weekend",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "confirmed"), _negated=True),
                                    models.Q(
                                        ("answered_by__isnull", False),
                                        ("resource__isnull", False),
                                        ("use__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="confirmed_by_somebody_with_a_resource",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="event_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                                    models.Q(
                                        models.Q(("state", "cancelled"), _negated=True),
                                        ("cancelled_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="cancelled_event_has_an_instant",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WeekendLoad",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("saturday", models.DateField(unique=True, verbose_name="Saturday of the weekend")),
                        ("taken", models.IntegerField(db_default=0, default=0, verbose_name="confirmed")),
                    ],
                    options={
                        "verbose_name": "confirmed in a weekend",
                        "verbose_name_plural": "confirmed in weekends",
                        "ordering": ["saturday"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("saturday__iso_week_day", 6)),
                                name="load_of_a_saturday",
                                violation_error_message="A weekend goes by its Saturday.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("taken__gte", 0)), name="no_fewer_than_none_taken"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WeekendPlaces",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("saturday", models.DateField(unique=True, verbose_name="Saturday of the weekend")),
                        ("places", models.PositiveSmallIntegerField(verbose_name="special events")),
                    ],
                    options={
                        "verbose_name": "weekend with other places",
                        "verbose_name_plural": "weekends with other places",
                        "ordering": ["saturday"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("saturday__iso_week_day", 6)),
                                name="places_of_a_saturday",
                                violation_error_message="A weekend goes by its Saturday.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "special_events_weekendplacesevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "saturday") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."places", NEW."saturday"); RETURN NULL;',
                                    hash="d95b2dc315d304d2d453d136ca4dc43fc182cda1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7f43e",
                                    table="special_events_weekendplaces",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "special_events_weekendplacesevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "saturday") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."places", NEW."saturday"); RETURN NULL;',
                                    hash="4e31b258625eed5dbd4fbd729d2118e8ea3d16bf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a19b0",
                                    table="special_events_weekendplaces",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "special_events_weekendplacesevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "saturday") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."places", OLD."saturday"); RETURN NULL;',
                                    hash="d66e60cd70fe906eef37a962bceda73abff9af6a",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_74a66",
                                    table="special_events_weekendplaces",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WeekendPlacesEvent",
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
                                to="special_events.weekendplaces",
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
                        ("saturday", models.DateField(verbose_name="Saturday of the weekend")),
                        ("places", models.PositiveSmallIntegerField(verbose_name="special events")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="28335ff17f4f01695844e1e35a872e917bfe7c65",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_eb5f3",
                                    table="special_events_weekendplacesevent",
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
