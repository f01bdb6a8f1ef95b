import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations
import tickets.mailbox.models.mails


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
                    name="IncomingMail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(editable=False, max_length=300, unique=True)),
                        (
                            "message_id",
                            models.CharField(blank=True, max_length=300, verbose_name="Message-ID"),
                        ),
                        ("sender", models.CharField(blank=True, max_length=254, verbose_name="from")),
                        ("sender_name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                        ("received_at", models.DateTimeField(verbose_name="received")),
                        (
                            "original",
                            models.FileField(
                                upload_to=tickets.mailbox.models.mails.storage_name, verbose_name="original"
                            ),
                        ),
                        ("size", models.PositiveBigIntegerField(help_text="In bytes.", verbose_name="size")),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "received"),
                                    ("taken", "taken"),
                                    ("held", "held"),
                                    ("ignored", "ignored"),
                                    ("refused", "refused"),
                                ],
                                default="received",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("unknown", "nobody is known by this address"),
                                    ("several", "the sender belongs to several customers"),
                                    ("forged", "the sender's own domain says that it is forged"),
                                    ("another", "it answers a mail that was written to somebody else"),
                                    ("elsewhere", "the incident is not of the sender's company"),
                                    (
                                        "staff",
                                        "one of the vendor's people, without an answer to a mail of hers",
                                    ),
                                    ("scope", "the incident is outside what the sender sees"),
                                    ("flood", "too many mails of one sender within an hour"),
                                    ("slipped", "what it asks for was refused"),
                                    ("automatic", "nobody wrote it: an automatic mail"),
                                    (
                                        "worded",
                                        "its subject is an automatic answer's, and a person may have written it",
                                    ),
                                    ("report", "a report about a mail of ours"),
                                    ("invitation", "an answer to an invitation"),
                                    ("loop", "a mail of our own"),
                                    ("empty", "it says nothing"),
                                    ("too_large", "it is too large"),
                                    ("unreadable", "it cannot be read"),
                                    ("failed", "a fault of ours; it is to be looked at"),
                                    ("discarded", "discarded by a person"),
                                ],
                                max_length=12,
                                verbose_name="why",
                            ),
                        ),
                        ("detail", models.TextField(blank=True, verbose_name="detail")),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sender",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mails",
                                to="tickets.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tickets.timelineentry",
                                verbose_name="message",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "mail",
                        "verbose_name_plural": "mails",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["state", "-id"], name="mails_by_state"),
                            models.Index(fields=["sender", "received_at"], name="mails_of_sender"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MailboxRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unknown_senders",
                            models.CharField(
                                choices=[
                                    ("hold", "hold them for a person"),
                                    ("answer", "answer once a day that the address is not known"),
                                ],
                                default="hold",
                                max_length=6,
                                verbose_name="mails of unknown senders",
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(2, "High"), (3, "Medium"), (4, "Low")],
                                default=3,
                                help_text="Until the contact says another. Severity 1 is logged in the portal or by phone.",
                                verbose_name="severity of an incident logged by mail",
                            ),
                        ),
                        (
                            "mails_per_hour",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="What comes beyond that is kept and changes nothing: it may be a loop.",
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(10000),
                                ],
                                verbose_name="mails of one sender within an hour",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of mail in",
                        "verbose_name_plural": "rules of mail in",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_mailbox_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mailbox_mailboxrulesevent" ("id", "mails_per_hour", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "severity", "unknown_senders") VALUES (NEW."id", NEW."mails_per_hour", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."severity", NEW."unknown_senders"); RETURN NULL;',
                                    hash="935c43e04b6a826ba5df128d59b00e9d2635b0ec",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1244b",
                                    table="mailbox_mailboxrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "mailbox_mailboxrulesevent" ("id", "mails_per_hour", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "severity", "unknown_senders") VALUES (NEW."id", NEW."mails_per_hour", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."severity", NEW."unknown_senders"); RETURN NULL;',
                                    hash="c139f03806213b528afb8200550bf9605efd743e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1a56c",
                                    table="mailbox_mailboxrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "mailbox_mailboxrulesevent" ("id", "mails_per_hour", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "severity", "unknown_senders") VALUES (OLD."id", OLD."mails_per_hour", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."severity", OLD."unknown_senders"); RETURN NULL;',
                                    hash="b02f243d1de141d0d5d00662774e9b68ceadec77",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1b244",
                                    table="mailbox_mailboxrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MailboxRulesEvent",
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
                                to="mailbox.mailboxrules",
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
                            "unknown_senders",
                            models.CharField(
                                choices=[
                                    ("hold", "hold them for a person"),
                                    ("answer", "answer once a day that the address is not known"),
                                ],
                                default="hold",
                                max_length=6,
                                verbose_name="mails of unknown senders",
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(2, "High"), (3, "Medium"), (4, "Low")],
                                default=3,
                                help_text="Until the contact says another. Severity 1 is logged in the portal or by phone.",
                                verbose_name="severity of an incident logged by mail",
                            ),
                        ),
                        (
                            "mails_per_hour",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="What comes beyond that is kept and changes nothing: it may be a loop.",
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(10000),
                                ],
                                verbose_name="mails of one sender within an hour",
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
                                    hash="c70f0778d12b831f9349772bf7121332bc8ebe07",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2ae98",
                                    table="mailbox_mailboxrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SenderAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.CharField(max_length=254)),
                        ("on", models.DateField()),
                        (
                            "message_id",
                            models.CharField(blank=True, max_length=300, verbose_name="Message-ID"),
                        ),
                        ("subject", models.CharField(blank=True, max_length=300)),
                        ("sent_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("address", "on"), name="one_answer_a_day")
                        ],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
