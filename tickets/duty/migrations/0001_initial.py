import datetime

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations
import subscriptions.models.people


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_walls"),
        ("tickets", "0001_initial"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("first_day", models.DateField(verbose_name="first day")),
                        ("last_day", models.DateField(verbose_name="last day")),
                    ],
                    options={
                        "verbose_name": "absence",
                        "verbose_name_plural": "absences",
                        "ordering": ["-first_day"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="absence_ends_after_it_begins",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_absenceevent" ("first_day", "id", "last_day", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."first_day", NEW."id", NEW."last_day", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="5038140d9722255473689dc0a83be9f96b83ecd3",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_36f31",
                                    table="duty_absence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "duty_absenceevent" ("first_day", "id", "last_day", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."first_day", NEW."id", NEW."last_day", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="82431bd364906c33bf9293f1314862a6380b9b48",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f960b",
                                    table="duty_absence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_absenceevent" ("first_day", "id", "last_day", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."first_day", OLD."id", OLD."last_day", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="7d04c71548bd126a094eddc42d48a0c1117aba57",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_06680",
                                    table="duty_absence",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AbsenceEvent",
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
                                to="duty.absence",
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
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("first_day", models.DateField(verbose_name="first day")),
                        ("last_day", models.DateField(verbose_name="last day")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="5450e2e6ce69003be48bfa2e048cc7613f11d55e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0b917",
                                    table="duty_absenceevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "first_minutes",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="Without an acknowledgement; without an owner the incident is then at level 1.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="a page goes on after minutes",
                            ),
                        ),
                        (
                            "then_minutes",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="To the whole rota; without an owner the incident is then at level 2.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="and again after minutes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of duty",
                        "verbose_name_plural": "rules of duty",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_duty_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_dutyrulesevent" ("first_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "then_minutes") VALUES (NEW."first_minutes", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."then_minutes"); RETURN NULL;',
                                    hash="774ad8ac1000455b381fd8dabafe6f4b8dddf8cd",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_414ca",
                                    table="duty_dutyrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "duty_dutyrulesevent" ("first_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "then_minutes") VALUES (NEW."first_minutes", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."then_minutes"); RETURN NULL;',
                                    hash="6d1e02e2e8c30f2a66f52f79fad18b6abbefd7aa",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d701d",
                                    table="duty_dutyrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_dutyrulesevent" ("first_minutes", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "then_minutes") VALUES (OLD."first_minutes", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."then_minutes"); RETURN NULL;',
                                    hash="ce152377cb7ae0b3e90d2afb33bb1dcff9fbe5a9",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_68ae6",
                                    table="duty_dutyrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyRulesEvent",
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
                                to="duty.dutyrules",
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
                            "first_minutes",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="Without an acknowledgement; without an owner the incident is then at level 1.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="a page goes on after minutes",
                            ),
                        ),
                        (
                            "then_minutes",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="To the whole rota; without an owner the incident is then at level 2.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="and again after minutes",
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
                                    hash="60edd14956a1299ff7e628707adf0e7a46eb5e26",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2a2d2",
                                    table="duty_dutyrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyShift",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "roster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shifts",
                                to="duty.roster",
                                verbose_name="duty roster",
                            ),
                        ),
                        (
                            "start_day",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=0,
                                verbose_name="from",
                            ),
                        ),
                        ("start_time", models.TimeField(verbose_name="at")),
                        (
                            "end_day",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=0,
                                verbose_name="to",
                            ),
                        ),
                        ("end_time", models.TimeField(verbose_name="until")),
                        (
                            "rotation",
                            models.PositiveSmallIntegerField(
                                db_default=1,
                                default=1,
                                help_text="Whose shift it is: the number of a rotation above.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="rotation",
                            ),
                        ),
                        (
                            "place",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="0: the agent whose week it is; 1: the next in the rotation.",
                                verbose_name="places further",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "shift",
                        "verbose_name_plural": "shifts",
                        "ordering": ["pk"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_dutyshiftevent" ("end_day", "end_time", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "roster_id", "rotation", "start_day", "start_time") VALUES (NEW."end_day", NEW."end_time", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."roster_id", NEW."rotation", NEW."start_day", NEW."start_time"); RETURN NULL;',
                                    hash="e49e8de00c0043b988a84e52b756455f10326ee9",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6870e",
                                    table="duty_dutyshift",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "duty_dutyshiftevent" ("end_day", "end_time", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "roster_id", "rotation", "start_day", "start_time") VALUES (NEW."end_day", NEW."end_time", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."roster_id", NEW."rotation", NEW."start_day", NEW."start_time"); RETURN NULL;',
                                    hash="4d67dc89433ca2d1d56a2f9dcb58a988cb7a9f7d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4816f",
                                    table="duty_dutyshift",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_dutyshiftevent" ("end_day", "end_time", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "roster_id", "rotation", "start_day", "start_time") VALUES (OLD."end_day", OLD."end_time", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."roster_id", OLD."rotation", OLD."start_day", OLD."start_time"); RETURN NULL;',
                                    hash="a2883af27532b4e41c87f645d19a9189291912c4",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_8f80c",
                                    table="duty_dutyshift",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutyShiftEvent",
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
                                to="duty.dutyshift",
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
                            "roster",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="duty.roster",
                                verbose_name="duty roster",
                            ),
                        ),
                        (
                            "start_day",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=0,
                                verbose_name="from",
                            ),
                        ),
                        ("start_time", models.TimeField(verbose_name="at")),
                        (
                            "end_day",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=0,
                                verbose_name="to",
                            ),
                        ),
                        ("end_time", models.TimeField(verbose_name="until")),
                        (
                            "rotation",
                            models.PositiveSmallIntegerField(
                                db_default=1,
                                default=1,
                                help_text="Whose shift it is: the number of a rotation above.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="rotation",
                            ),
                        ),
                        (
                            "place",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="0: the agent whose week it is; 1: the next in the rotation.",
                                verbose_name="places further",
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
                                    hash="f46376c5398952b013bb8ec59b183691c04cbea1",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_af6cb",
                                    table="duty_dutyshiftevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Page",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "paging",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pages",
                                to="duty.paging",
                                verbose_name="paging",
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pages",
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
                        ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "acknowledged_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="acknowledged"),
                        ),
                    ],
                    options={
                        "verbose_name": "page to an agent",
                        "verbose_name_plural": "pages to agents",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("paging", "round"), name="each_round_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paging",
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
                                related_name="pagings",
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
                            "cause",
                            models.CharField(
                                choices=[
                                    ("logged", "logged"),
                                    ("raised", "severity raised"),
                                    ("released", "back in the queue"),
                                    ("reopened", "in work again"),
                                ],
                                max_length=10,
                                verbose_name="cause",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who had it when it was raised out of office hours by another; she may be asleep.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="started")),
                        ("step", models.PositiveSmallIntegerField(default=0, verbose_name="steps done")),
                        ("next_at", models.DateTimeField(blank=True, null=True, verbose_name="next step")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "paging",
                        "verbose_name_plural": "pagings",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None), ("next_at__isnull", False)),
                                fields=["next_at"],
                                name="pagings_due",
                            ),
                            models.Index(fields=["incident", "started_at"], name="pagings_of_incident"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("incident",),
                                name="one_running_paging_an_incident",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "roster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="duty.roster",
                                verbose_name="duty roster",
                            ),
                        ),
                        (
                            "rotation",
                            models.PositiveSmallIntegerField(
                                db_default=1,
                                default=1,
                                help_text="1, unless several share the week: say 1 on weekdays, 2 at weekends.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="rotation",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="place")),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "place in the rotation",
                        "verbose_name_plural": "rotation",
                        "ordering": ["rotation", "position", "pk"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_placeevent" ("agent_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roster_id", "rotation") VALUES (NEW."agent_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."roster_id", NEW."rotation"); RETURN NULL;',
                                    hash="fe9a434faf3c91391de4209b8dc19cef0cac6dda",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7b0b8",
                                    table="duty_place",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "duty_placeevent" ("agent_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roster_id", "rotation") VALUES (NEW."agent_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."roster_id", NEW."rotation"); RETURN NULL;',
                                    hash="cb63dc3d74f035520eaf22ce76c1aaa9462fbbce",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_954a6",
                                    table="duty_place",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_placeevent" ("agent_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "roster_id", "rotation") VALUES (OLD."agent_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."roster_id", OLD."rotation"); RETURN NULL;',
                                    hash="dd554ee5ffd3e81974953aaf1f6fad3c5242d0e9",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7d475",
                                    table="duty_place",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlaceEvent",
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
                                to="duty.place",
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
                            "roster",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="duty.roster",
                                verbose_name="duty roster",
                            ),
                        ),
                        (
                            "rotation",
                            models.PositiveSmallIntegerField(
                                db_default=1,
                                default=1,
                                help_text="1, unless several share the week: say 1 on weekdays, 2 at weekends.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="rotation",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="place")),
                        (
                            "agent",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
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
                                    hash="ffef5d09985a101d7a34d4a87621714f32b2c19a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_8d878",
                                    table="duty_placeevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Replacement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "roster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replacements",
                                to="duty.roster",
                                verbose_name="duty roster",
                            ),
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
                            "instead_of",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: whoever it is; that fills a gap too.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="instead of",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "replacement",
                        "verbose_name_plural": "replacements",
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="replacement_ends_later",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_replacementevent" ("agent_id", "ends_at", "id", "instead_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roster_id", "starts_at") VALUES (NEW."agent_id", NEW."ends_at", NEW."id", NEW."instead_of_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."roster_id", NEW."starts_at"); RETURN NULL;',
                                    hash="223f33f8f8cdcd5d1a2fe5c37b7a95be6964f7a8",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_2a21b",
                                    table="duty_replacement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "duty_replacementevent" ("agent_id", "ends_at", "id", "instead_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roster_id", "starts_at") VALUES (NEW."agent_id", NEW."ends_at", NEW."id", NEW."instead_of_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."roster_id", NEW."starts_at"); RETURN NULL;',
                                    hash="fe2e64ebdbf73959ccdd7dc7acdb6a54a1c6f381",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_19bd6",
                                    table="duty_replacement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_replacementevent" ("agent_id", "ends_at", "id", "instead_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roster_id", "starts_at") VALUES (OLD."agent_id", OLD."ends_at", OLD."id", OLD."instead_of_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."roster_id", OLD."starts_at"); RETURN NULL;',
                                    hash="10a6bc1848599b29367d702a898bd1814ab1a914",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_dcc5e",
                                    table="duty_replacement",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReplacementEvent",
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
                                to="duty.replacement",
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
                            "roster",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="duty.roster",
                                verbose_name="duty roster",
                            ),
                        ),
                        (
                            "agent",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="agent",
                            ),
                        ),
                        (
                            "instead_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: whoever it is; that fills a gap too.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="instead of",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="ad326fe388f23c34b6e4e3bc7a76779d3906140a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d1c8e",
                                    table="duty_replacementevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Roster",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "region",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "handover_day",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=0,
                                verbose_name="hand-over on",
                            ),
                        ),
                        (
                            "handover_time",
                            models.TimeField(default=datetime.time(8, 0), verbose_name="hand-over at"),
                        ),
                        (
                            "first_day",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="first agent's week"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "duty roster",
                        "verbose_name_plural": "duty rosters",
                        "ordering": ["region__code"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_rosterevent" ("first_day", "handover_day", "handover_time", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (NEW."first_day", NEW."handover_day", NEW."handover_time", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."time_zone"); RETURN NULL;',
                                    hash="2f3e323b57a508c9aad20d7bd53c0124d59e4776",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5ef44",
                                    table="duty_roster",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "duty_rosterevent" ("first_day", "handover_day", "handover_time", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (NEW."first_day", NEW."handover_day", NEW."handover_time", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."time_zone"); RETURN NULL;',
                                    hash="c4f08cd4302f7587f29041aa8b67adeeb5fdb12e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a2c6f",
                                    table="duty_roster",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "duty_rosterevent" ("first_day", "handover_day", "handover_time", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (OLD."first_day", OLD."handover_day", OLD."handover_time", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."time_zone"); RETURN NULL;',
                                    hash="eab0d76de60f1f45ec2590de33464ad0d92801db",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6f719",
                                    table="duty_roster",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterEvent",
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
                                to="duty.roster",
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
                        (
                            "time_zone",
                            models.CharField(
                                max_length=40,
                                validators=[subscriptions.models.people.is_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "handover_day",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=0,
                                verbose_name="hand-over on",
                            ),
                        ),
                        (
                            "handover_time",
                            models.TimeField(default=datetime.time(8, 0), verbose_name="hand-over at"),
                        ),
                        (
                            "first_day",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="first agent's week"
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
                                    hash="c8cd621e66dedaa837ee7a74780eb4121d68b465",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2e0c7",
                                    table="duty_rosterevent",
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
