"""Sessions with their systems, agents, approvals and secrets, and the rules of each customer."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.encryption
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
                    name="RemoteAccessRules",
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
                                related_name="remote_access_rules",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "two_approvers",
                            models.BooleanField(
                                default=False, verbose_name="two people approve each session"
                            ),
                        ),
                        (
                            "never_production",
                            models.BooleanField(default=False, verbose_name="never on a production system"),
                        ),
                        (
                            "usual_minutes",
                            models.PositiveSmallIntegerField(
                                default=120,
                                help_text="What is asked for where an agent says nothing else.",
                                validators=[
                                    django.core.validators.MinValueValidator(15),
                                    django.core.validators.MaxValueValidator(10080),
                                ],
                                verbose_name="usual length of a window, minutes",
                            ),
                        ),
                        (
                            "longest_minutes",
                            models.PositiveSmallIntegerField(
                                default=1440,
                                help_text="1440 is a day. A longer one cannot be asked for, approved or started.",
                                validators=[
                                    django.core.validators.MinValueValidator(15),
                                    django.core.validators.MaxValueValidator(10080),
                                ],
                                verbose_name="longest window, minutes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of remote access",
                        "verbose_name_plural": "rules of remote access",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("longest_minutes__lte", 10080), ("usual_minutes__gte", 15)
                                ),
                                name="remote_window_minutes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("usual_minutes__lte", models.F("longest_minutes"))),
                                name="usual_window_within_longest",
                                violation_error_message="A session cannot usually be longer than it may be at most.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "remote_access_remoteaccessrulesevent" ("customer_id", "id", "longest_minutes", "never_production", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "two_approvers", "usual_minutes") VALUES (NEW."customer_id", NEW."id", NEW."longest_minutes", NEW."never_production", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."two_approvers", NEW."usual_minutes"); RETURN NULL;',
                                    hash="3c36cf552661376f954e219e654eac6e5c668a34",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4f090",
                                    table="remote_access_remoteaccessrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "remote_access_remoteaccessrulesevent" ("customer_id", "id", "longest_minutes", "never_production", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "two_approvers", "usual_minutes") VALUES (NEW."customer_id", NEW."id", NEW."longest_minutes", NEW."never_production", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."two_approvers", NEW."usual_minutes"); RETURN NULL;',
                                    hash="38d6214a40ff523a7fadf94581b3f70ae527594a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_21f07",
                                    table="remote_access_remoteaccessrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "remote_access_remoteaccessrulesevent" ("customer_id", "id", "longest_minutes", "never_production", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "two_approvers", "usual_minutes") VALUES (OLD."customer_id", OLD."id", OLD."longest_minutes", OLD."never_production", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."two_approvers", OLD."usual_minutes"); RETURN NULL;',
                                    hash="b8b8b9d8a868750f9352adaa6824789c4603f2b1",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b38da",
                                    table="remote_access_remoteaccessrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RemoteSession",
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
                                related_name="remote_sessions",
                                to="tickets.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="remote_sessions",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("solve", "solve a complex issue"),
                                    ("faster", "give a faster answer"),
                                ],
                                max_length=10,
                                verbose_name="purpose",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="what for")),
                        (
                            "scope",
                            models.CharField(
                                choices=[("look", "look, change nothing"), ("change", "look and change")],
                                max_length=10,
                                verbose_name="what may be done",
                            ),
                        ),
                        (
                            "production_reason",
                            models.TextField(blank=True, verbose_name="why not on a test system"),
                        ),
                        ("opens_at", models.DateTimeField(verbose_name="window from")),
                        ("closes_at", models.DateTimeField(verbose_name="window to")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
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
                            "connection_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("link", "link to a meeting or a screen"),
                                    ("vpn", "VPN"),
                                    ("host", "host with a user"),
                                ],
                                max_length=10,
                                verbose_name="connection",
                            ),
                        ),
                        (
                            "connection_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="connection supplied by",
                            ),
                        ),
                        (
                            "connection_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="connection supplied"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="available person",
                            ),
                        ),
                        ("person_phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "not started"),
                                    ("running", "running"),
                                    ("ended", "ended"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                    ("expired", "expired"),
                                    ("cancelled", "no longer needed"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                        (
                            "started_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="started by",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
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
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="Of a refusal or a withdrawal.", verbose_name="reason"
                            ),
                        ),
                        ("done", models.TextField(blank=True, verbose_name="what was done")),
                        ("next_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "remote session",
                        "verbose_name_plural": "remote sessions",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("asked", "running"))),
                                fields=["next_at"],
                                name="remote_sessions_due",
                            ),
                            models.Index(fields=["customer", "id"], name="remote_sessions_of_customer"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                                name="remote_window_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "running"), _negated=True),
                                    models.Q(("started_at__isnull", False), ("started_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="running_session_was_started",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("state__in", ("asked", "running"))),
                                    models.Q(
                                        models.Q(("state__in", ("asked", "running")), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_over_has_an_instant",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("started_at", None),
                                    models.Q(
                                        ("started_at__gte", models.F("opens_at")),
                                        ("started_at__lt", models.F("closes_at")),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_started_in_its_window",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "running")),
                                fields=("incident",),
                                name="one_running_session_an_incident",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Approval",
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
                                related_name="approvals",
                                to="remote_access.remotesession",
                                verbose_name="remote session",
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
                        ("version", models.PositiveIntegerField(verbose_name="version")),
                        (
                            "approver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("words_en", models.TextField(verbose_name="what was approved, English")),
                        ("words_da", models.TextField(verbose_name="what was approved, Danish")),
                    ],
                    options={
                        "verbose_name": "approval of remote access",
                        "verbose_name_plural": "approvals of remote access",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "version", "approver"), name="each_approver_once_a_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConnectionDetails",
                    fields=[
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="details",
                                serialize=False,
                                to="remote_access.remotesession",
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
                        ("secrets", subscriptions.encryption.EncryptedTextField(verbose_name="connection")),
                    ],
                    options={
                        "verbose_name": "connection of a remote session",
                        "verbose_name_plural": "connections of remote sessions",
                    },
                ),
                migrations.CreateModel(
                    name="SessionAgent",
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
                                related_name="agents",
                                to="remote_access.remotesession",
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
                        "verbose_name": "agent of a remote session",
                        "verbose_name_plural": "agents of remote sessions",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "agent"), name="each_agent_of_a_session_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionNotice",
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
                                related_name="notices",
                                to="remote_access.remotesession",
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
                        ("closes_at", models.DateTimeField(verbose_name="window to")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "notice of a remote session",
                        "verbose_name_plural": "notices of remote sessions",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "closes_at"), name="each_end_of_a_window_told_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionSystem",
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
                                related_name="systems",
                                to="remote_access.remotesession",
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
                            "system",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.installedsystem",
                                verbose_name="installed system",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "system of a remote session",
                        "verbose_name_plural": "systems of remote sessions",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "system"), name="each_system_of_a_session_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RemoteAccessRulesEvent",
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
                                to="remote_access.remoteaccessrules",
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
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "two_approvers",
                            models.BooleanField(
                                default=False, verbose_name="two people approve each session"
                            ),
                        ),
                        (
                            "never_production",
                            models.BooleanField(default=False, verbose_name="never on a production system"),
                        ),
                        (
                            "usual_minutes",
                            models.PositiveSmallIntegerField(
                                default=120,
                                help_text="What is asked for where an agent says nothing else.",
                                validators=[
                                    django.core.validators.MinValueValidator(15),
                                    django.core.validators.MaxValueValidator(10080),
                                ],
                                verbose_name="usual length of a window, minutes",
                            ),
                        ),
                        (
                            "longest_minutes",
                            models.PositiveSmallIntegerField(
                                default=1440,
                                help_text="1440 is a day. A longer one cannot be asked for, approved or started.",
                                validators=[
                                    django.core.validators.MinValueValidator(15),
                                    django.core.validators.MaxValueValidator(10080),
                                ],
                                verbose_name="longest window, minutes",
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
                                    hash="dffa250c0ad1e8ceaa16e0efe56e0f60df38f43f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_6bcc3",
                                    table="remote_access_remoteaccessrulesevent",
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
