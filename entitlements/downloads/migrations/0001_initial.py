import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import entitlements.downloads.models.files
import entitlements.downloads.models.rules
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
                    name="AllowedPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "restriction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="allowed",
                                to="downloads.restriction",
                                verbose_name="restriction",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="contact",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person who may download",
                        "verbose_name_plural": "people who may download",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("restriction", "user"), name="each_allowed_person_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Download",
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
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="downloads",
                                to="downloads.release",
                                verbose_name="release",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="downloads",
                                to="downloads.releasefile",
                                verbose_name="file",
                            ),
                        ),
                        ("by_script", models.BooleanField(default=False, verbose_name="by a script")),
                        (
                            "sent_elsewhere",
                            models.BooleanField(default=False, verbose_name="sent by the storage"),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="begun")),
                        ("last_at", models.DateTimeField(verbose_name="last request")),
                        ("requests", models.PositiveIntegerField(default=1, verbose_name="requests")),
                        ("spans", models.JSONField(default=list)),
                        ("sent", models.BigIntegerField(default=0, verbose_name="bytes sent")),
                        ("whole", models.BooleanField(default=False, verbose_name="complete")),
                        ("is_open", models.BooleanField(default=True, verbose_name="goes on")),
                    ],
                    options={
                        "verbose_name": "download",
                        "verbose_name_plural": "downloads",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["customer", "-id"], name="downloads_of_customer"),
                            models.Index(fields=["release", "customer"], name="downloads_of_release"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_open", True)),
                                fields=("customer", "person", "file"),
                                name="one_open_download_of_a_file",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DownloadRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reminder_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(
                                    validators=[
                                        django.core.validators.MinValueValidator(1),
                                        django.core.validators.MaxValueValidator(365),
                                    ]
                                ),
                                default=entitlements.downloads.models.rules.default_days,
                                help_text="Parted by commas. Each customer is reminded until the update has been fetched.",
                                size=10,
                                verbose_name="reminders of a rule, days before it takes effect",
                            ),
                        ),
                        (
                            "news_within_hours",
                            models.PositiveSmallIntegerField(
                                default=24,
                                help_text="24 hours are promised. Later ones are counted and shown.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(24),
                                ],
                                verbose_name="release news is told within, hours",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of downloads",
                        "verbose_name_plural": "rules of downloads",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_download_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "downloads_downloadrulesevent" ("id", "news_within_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminder_days") VALUES (NEW."id", NEW."news_within_hours", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reminder_days"); RETURN NULL;',
                                    hash="3aaf52b575b859cd142fbb889bdbcd7721310215",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a0340",
                                    table="downloads_downloadrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "downloads_downloadrulesevent" ("id", "news_within_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminder_days") VALUES (NEW."id", NEW."news_within_hours", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reminder_days"); RETURN NULL;',
                                    hash="20d2c8f73517c3ebfb1a1242bb8bbf57bfa225d7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_77511",
                                    table="downloads_downloadrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "downloads_downloadrulesevent" ("id", "news_within_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminder_days") VALUES (OLD."id", OLD."news_within_hours", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reminder_days"); RETURN NULL;',
                                    hash="d119e5dc22d597ca93a2ebe05b0b432645ca44f0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_fd58e",
                                    table="downloads_downloadrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DownloadRulesEvent",
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
                                to="downloads.downloadrules",
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
                            "reminder_days",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(
                                    validators=[
                                        django.core.validators.MinValueValidator(1),
                                        django.core.validators.MaxValueValidator(365),
                                    ]
                                ),
                                default=entitlements.downloads.models.rules.default_days,
                                help_text="Parted by commas. Each customer is reminded until the update has been fetched.",
                                size=10,
                                verbose_name="reminders of a rule, days before it takes effect",
                            ),
                        ),
                        (
                            "news_within_hours",
                            models.PositiveSmallIntegerField(
                                default=24,
                                help_text="24 hours are promised. Later ones are counted and shown.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(24),
                                ],
                                verbose_name="release news is told within, hours",
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
                                    hash="c28385400de2da9282e875476c6f823dd9ba738b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d3012",
                                    table="downloads_downloadrulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NamedCustomer",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="named",
                                to="downloads.release",
                                verbose_name="release",
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
                    ],
                    options={
                        "verbose_name": "named customer",
                        "verbose_name_plural": "named customers",
                        "ordering": ["customer__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("release", "customer"), name="each_named_customer_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegulatoryNotice",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="downloads.release",
                                verbose_name="release",
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
                            "days",
                            models.PositiveSmallIntegerField(
                                verbose_name="days before the rule takes effect"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "reminder of a rule",
                        "verbose_name_plural": "reminders of rules",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("release", "customer", "days"), name="each_rule_reminder_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                error_messages={"unique": "Another release has this code."},
                                help_text="Letters, digits, dots and hyphens, such as LGF-13.0-0117.",
                                max_length=40,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\\Z",
                                        "Letters, digits, dots and hyphens, such as LGF-13.0-0117.",
                                    )
                                ],
                                verbose_name="code",
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
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="releases",
                                to="subscriptions.productversion",
                                verbose_name="version",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("feature_pack", "enhancement or feature pack"),
                                    ("new_version", "new version"),
                                    ("documentation", "updated documentation"),
                                    ("release_notes", "release notes"),
                                    ("fix", "fix"),
                                    ("service_pack", "service pack"),
                                    ("regulatory", "statutory or regulatory update"),
                                ],
                                max_length=16,
                                verbose_name="kind",
                            ),
                        ),
                        ("title_en", models.CharField(max_length=160, verbose_name="title (English)")),
                        (
                            "title_da",
                            models.CharField(blank=True, max_length=160, verbose_name="title (Danish)"),
                        ),
                        (
                            "notes_en",
                            models.TextField(
                                blank=True,
                                help_text="Markdown. Needed before it can be published.",
                                verbose_name="release notes (English)",
                            ),
                        ),
                        (
                            "notes_da",
                            models.TextField(
                                blank=True, help_text="Markdown.", verbose_name="release notes (Danish)"
                            ),
                        ),
                        ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                        (
                            "effective_on",
                            models.DateField(blank=True, null=True, verbose_name="rule takes effect on"),
                        ),
                        (
                            "rule_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="rule and dates (English)"
                            ),
                        ),
                        (
                            "rule_da",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="rule and dates (Danish)"
                            ),
                        ),
                        (
                            "known_issues",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=200,
                                verbose_name="known issues",
                            ),
                        ),
                        (
                            "generally_available",
                            models.BooleanField(default=True, verbose_name="generally available"),
                        ),
                        (
                            "alert_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("data_loss", "data loss or corruption"),
                                    ("wrong_figures", "wrong money or tax figures"),
                                    ("production_stop", "production stop"),
                                    ("security", "security"),
                                    ("statutory", "statutory deadline"),
                                ],
                                max_length=20,
                                verbose_name="also an alert of class",
                            ),
                        ),
                        ("symptom", models.TextField(blank=True, verbose_name="symptom")),
                        (
                            "symptom_da",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="symptom (Danish)"
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
                            "written_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="written"
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "edited_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="changed"
                            ),
                        ),
                        (
                            "edited_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="published"
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="published by",
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="told of"
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="withdrawn"
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="withdrawn by",
                            ),
                        ),
                        (
                            "withdrawn_why",
                            models.TextField(
                                blank=True, editable=False, verbose_name="reason for withdrawing"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "release",
                        "verbose_name_plural": "releases",
                        "ordering": ["-published_at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["product", "-published_at", "-id"], name="releases_of_product"
                            ),
                            models.Index(
                                condition=models.Q(("state", "published"), ("told_at", None)),
                                fields=["published_at"],
                                name="releases_to_be_told",
                            ),
                            models.Index(
                                condition=models.Q(("kind", "regulatory")),
                                fields=["country", "effective_on"],
                                name="regulatory_calendar",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "title_en"), name="one_release_a_name_in_a_version"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("kind", "regulatory"), _negated=True),
                                        ("country", ""),
                                        ("effective_on", None),
                                    ),
                                    models.Q(
                                        ("effective_on__isnull", False),
                                        ("kind", "regulatory"),
                                        models.Q(("country", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="regulatory_names_country_and_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at", None), ("state", "draft")),
                                    models.Q(
                                        models.Q(("state", "draft"), _negated=True),
                                        ("published_at__isnull", False),
                                        ("published_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="published_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(("notes_en", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="published_with_english_notes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                                    models.Q(
                                        models.Q(("state", "withdrawn"), _negated=True),
                                        ("withdrawn_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="withdrawn_release_has_an_instant",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReleaseFile",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="downloads.release",
                                verbose_name="release",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                upload_to=entitlements.downloads.models.files.kept_as,
                                verbose_name="file",
                            ),
                        ),
                        ("size", models.BigIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        (
                            "signature",
                            models.BinaryField(blank=True, default=bytes, verbose_name="detached signature"),
                        ),
                        (
                            "signature_name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name of the signature"
                            ),
                        ),
                        (
                            "uploaded_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="uploaded"),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of a release",
                        "verbose_name_plural": "files of releases",
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("release", "name"), name="one_file_a_name_in_a_release"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReleaseLink",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="downloads.release",
                                verbose_name="release",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("requires", "requires"),
                                    ("supersedes", "supersedes"),
                                    ("contains", "contains"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="linked",
                                to="downloads.release",
                                verbose_name="other",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "link between releases",
                        "verbose_name_plural": "links between releases",
                        "ordering": ["kind", "other__code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("release", "kind", "other"), name="each_link_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("release", models.F("other")), _negated=True),
                                name="no_release_links_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Restriction",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
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
                            "set_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="set by",
                            ),
                        ),
                        (
                            "set_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="set"),
                        ),
                    ],
                    options={
                        "verbose_name": "restriction of downloads",
                        "verbose_name_plural": "restrictions of downloads",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "product"), name="one_restriction_a_product"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Upload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "release",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="uploads",
                                to="downloads.release",
                                verbose_name="release",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("size", models.BigIntegerField(verbose_name="size in bytes")),
                        ("received", models.BigIntegerField(default=0, verbose_name="bytes received")),
                        ("pieces", models.PositiveIntegerField(default=0, verbose_name="pieces")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "last_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="last piece"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "upload of a file",
                        "verbose_name_plural": "uploads of files",
                        "ordering": ["pk"],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
