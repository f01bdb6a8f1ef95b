import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import entitlements.knowledge.models.pictures
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
                    name="AffectedCompany",
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
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="affected_customers",
                                to="knowledge.article",
                                verbose_name="article",
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
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "company that a known issue affects",
                        "verbose_name_plural": "companies that known issues affect",
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("article", "customer"), name="each_company_affected_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Article",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("article", "article"),
                                    ("how_to", "how-to"),
                                    ("known_issue", "known issue"),
                                ],
                                default="article",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("in_review", "in review"),
                                    ("published", "published"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public", "everybody, without signing in"),
                                    ("subscribers", "every active subscription"),
                                    ("covered", "subscriptions that cover its products"),
                                    ("customers", "named customers"),
                                    ("internal", "the vendor's people only"),
                                ],
                                default="subscribers",
                                max_length=12,
                                verbose_name="who may read it",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner of the article",
                            ),
                        ),
                        ("fix_code", models.CharField(blank=True, max_length=60, verbose_name="fix")),
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
                                verbose_name="critical because of",
                            ),
                        ),
                        (
                            "action_kind",
                            models.CharField(
                                choices=[
                                    ("fix", "install the fix"),
                                    ("workaround", "apply the workaround"),
                                    ("wait", "wait"),
                                ],
                                default="fix",
                                max_length=12,
                                verbose_name="action",
                            ),
                        ),
                        ("action", models.TextField(blank=True, verbose_name="what to do")),
                        (
                            "required_by",
                            models.DateField(blank=True, null=True, verbose_name="required action by"),
                        ),
                        ("edition", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="written"
                            ),
                        ),
                        (
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="changed"
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "publish_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="to be published"
                            ),
                        ),
                        (
                            "publish_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="first published"),
                        ),
                        (
                            "renewed_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="last published"),
                        ),
                        (
                            "looked_through_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="looked through"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="withdrawn"),
                        ),
                        (
                            "withdrawal",
                            models.TextField(blank=True, editable=False, verbose_name="why it is withdrawn"),
                        ),
                        ("aged_told_at", models.DateTimeField(editable=False, null=True)),
                        ("failing_told_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "useful",
                            models.IntegerField(
                                db_default=0, default=0, editable=False, verbose_name="useful"
                            ),
                        ),
                        (
                            "not_useful",
                            models.IntegerField(
                                db_default=0, default=0, editable=False, verbose_name="not useful"
                            ),
                        ),
                        (
                            "score",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.expressions.CombinedExpression(
                                    models.F("useful"), "-", models.F("not_useful")
                                ),
                                output_field=models.IntegerField(),
                            ),
                        ),
                        (
                            "affected_companies",
                            models.IntegerField(
                                db_default=0, default=0, editable=False, verbose_name="affected companies"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "article",
                        "verbose_name_plural": "articles",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "published")),
                                fields=["-renewed_at", "-id"],
                                name="newest_articles",
                            ),
                            models.Index(
                                condition=models.Q(("state", "published")),
                                fields=["-score", "-id"],
                                name="most_useful_articles",
                            ),
                            models.Index(
                                condition=models.Q(("publish_at", None), _negated=True),
                                fields=["publish_at"],
                                name="articles_to_publish",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(("published_at__isnull", False), ("renewed_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="published_article_has_an_instant",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("publish_at", None), ("publish_by__isnull", False), _connector="OR"
                                ),
                                name="somebody_has_an_article_published",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArticleCustomer",
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
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="customers",
                                to="knowledge.article",
                                verbose_name="article",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "customer of an article",
                        "verbose_name_plural": "customers of articles",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("article", "customer"), name="each_customer_once_an_article"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArticleProduct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "from_version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="from version",
                            ),
                        ),
                        (
                            "to_version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="to version",
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="affected",
                                to="knowledge.article",
                                verbose_name="article",
                            ),
                        ),
                        (
                            "versions",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="these versions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "product of an article",
                        "verbose_name_plural": "products of articles",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("article", "product"), name="each_product_once_an_article"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArticleText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="knowledge.article",
                                verbose_name="article",
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
                        (
                            "current",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="knowledge.revision",
                                verbose_name="revision",
                            ),
                        ),
                        (
                            "published",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="knowledge.revision",
                                verbose_name="published revision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "text of an article",
                        "verbose_name_plural": "texts of articles",
                        "ordering": ["language"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("article", "language"), name="each_language_once_an_article"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KnowledgeRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "second_person",
                            models.BooleanField(
                                default=False,
                                help_text="Neither who wrote an article nor who changed it last publishes it.",
                                verbose_name="a second person publishes",
                            ),
                        ),
                        (
                            "look_through_days",
                            models.PositiveSmallIntegerField(
                                default=180,
                                help_text="Days in which nobody has looked through a published article.",
                                validators=[
                                    django.core.validators.MinValueValidator(7),
                                    django.core.validators.MaxValueValidator(3650),
                                ],
                                verbose_name="days until the owner is reminded",
                            ),
                        ),
                        (
                            "failing_percent",
                            models.PositiveSmallIntegerField(
                                default=40,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="per cent of “no” at which an article fails",
                            ),
                        ),
                        (
                            "failing_votes",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Since it was looked through last.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000),
                                ],
                                verbose_name="votes it takes at least",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of the knowledge base",
                        "verbose_name_plural": "rules of the knowledge base",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_knowledge_rules"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "knowledge_knowledgerulesevent" ("failing_percent", "failing_votes", "id", "look_through_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_person") VALUES (NEW."failing_percent", NEW."failing_votes", NEW."id", NEW."look_through_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."second_person"); RETURN NULL;',
                                    hash="0e509bf237e9c15cd8e87e8eaa83d1596b85e4d4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_60e64",
                                    table="knowledge_knowledgerules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "knowledge_knowledgerulesevent" ("failing_percent", "failing_votes", "id", "look_through_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_person") VALUES (NEW."failing_percent", NEW."failing_votes", NEW."id", NEW."look_through_days", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."second_person"); RETURN NULL;',
                                    hash="c76aaaf69511c41801cc25b46b124ca665dc6ab5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ccfdc",
                                    table="knowledge_knowledgerules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "knowledge_knowledgerulesevent" ("failing_percent", "failing_votes", "id", "look_through_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_person") VALUES (OLD."failing_percent", OLD."failing_votes", OLD."id", OLD."look_through_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."second_person"); RETURN NULL;',
                                    hash="2d6dcd7f0cd68fc6fc40f7b8e033dd62e83a6734",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_045d4",
                                    table="knowledge_knowledgerules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KnowledgeRulesEvent",
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
                                to="knowledge.knowledgerules",
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
                            "second_person",
                            models.BooleanField(
                                default=False,
                                help_text="Neither who wrote an article nor who changed it last publishes it.",
                                verbose_name="a second person publishes",
                            ),
                        ),
                        (
                            "look_through_days",
                            models.PositiveSmallIntegerField(
                                default=180,
                                help_text="Days in which nobody has looked through a published article.",
                                validators=[
                                    django.core.validators.MinValueValidator(7),
                                    django.core.validators.MaxValueValidator(3650),
                                ],
                                verbose_name="days until the owner is reminded",
                            ),
                        ),
                        (
                            "failing_percent",
                            models.PositiveSmallIntegerField(
                                default=40,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="per cent of “no” at which an article fails",
                            ),
                        ),
                        (
                            "failing_votes",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Since it was looked through last.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000),
                                ],
                                verbose_name="votes it takes at least",
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
                                    hash="652409a49dc4a2d3631f4344cd5ae270cda31747",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_cca6b",
                                    table="knowledge_knowledgerulesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Picture",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pictures",
                                to="knowledge.article",
                                verbose_name="article",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                upload_to=entitlements.knowledge.models.pictures.stored_as,
                                verbose_name="file",
                            ),
                        ),
                        ("content_type", models.CharField(max_length=40, verbose_name="content type")),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("added_at", models.DateTimeField(verbose_name="added")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "picture of an article",
                        "verbose_name_plural": "pictures of articles",
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("article", "name"), name="each_picture_of_an_article_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="knowledge.article",
                                verbose_name="article",
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
                        ("number", models.PositiveIntegerField(verbose_name="revision")),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("summary", models.CharField(blank=True, max_length=400, verbose_name="summary")),
                        ("symptoms", models.TextField(blank=True, verbose_name="symptoms")),
                        ("cause", models.TextField(blank=True, verbose_name="cause")),
                        ("workaround", models.TextField(blank=True, verbose_name="workaround")),
                        ("body", models.TextField(blank=True, verbose_name="text")),
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
                        "verbose_name": "revision of an article",
                        "verbose_name_plural": "revisions of articles",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("article", "language", "number"),
                                name="each_revision_of_a_language_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ArticleAct",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("review_asked", "a look was asked for"),
                                    ("sent_back", "sent back"),
                                    ("published", "published"),
                                    ("scheduled", "to be published"),
                                    ("unscheduled", "not published by itself any more"),
                                    ("not_published", "could not be published by itself"),
                                    ("looked_through", "looked through"),
                                    ("withdrawn", "withdrawn"),
                                    ("taken_up", "a draft again"),
                                ],
                                max_length=14,
                                verbose_name="what was done",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("planned_at", models.DateTimeField(null=True, verbose_name="to be published")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="acts",
                                to="knowledge.article",
                                verbose_name="article",
                            ),
                        ),
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
                        "verbose_name": "act on an article",
                        "verbose_name_plural": "acts on articles",
                        "ordering": ["-at", "-pk"],
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="votes",
                                to="knowledge.article",
                                verbose_name="article",
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
                        ("useful", models.BooleanField(verbose_name="useful")),
                        (
                            "sentence",
                            models.CharField(blank=True, max_length=500, verbose_name="what she says of it"),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "vote on an article",
                        "verbose_name_plural": "votes on articles",
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("article", "user", "customer"),
                                name="one_vote_a_person_company_and_article",
                            )
                        ],
                    },
                ),
            ],
        ),
        subscriptions.first_migrations.InstallTriggers(),
    ]
