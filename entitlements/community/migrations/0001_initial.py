import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="Answer",
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
                                related_name="answers",
                                to="community.question",
                                verbose_name="question",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="community.profile",
                                verbose_name="author",
                            ),
                        ),
                        ("body", models.TextField(max_length=20000, verbose_name="text")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("da", "Danish")],
                                default="en",
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(verbose_name="answered")),
                        ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="edited")),
                        ("hidden_at", models.DateTimeField(blank=True, null=True, verbose_name="hidden")),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "answer",
                        "verbose_name_plural": "answers",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("id", "question"), name="answer_with_its_question"
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
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="followings",
                                to="community.question",
                                verbose_name="question",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="community.member",
                                verbose_name="member",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "following of a question",
                        "verbose_name_plural": "followings of questions",
                        "constraints": [
                            models.UniqueConstraint(fields=("question", "member"), name="followed_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Group",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("system", "component system"),
                                    ("environment", "environment"),
                                    ("industry", "industry"),
                                ],
                                max_length=12,
                                verbose_name="way",
                            ),
                        ),
                        ("name_en", models.CharField(max_length=60, verbose_name="name (English)")),
                        (
                            "name_da",
                            models.CharField(blank=True, max_length=60, verbose_name="name (Danish)"),
                        ),
                        (
                            "about_en",
                            models.CharField(blank=True, max_length=200, verbose_name="about (English)"),
                        ),
                        (
                            "about_da",
                            models.CharField(blank=True, max_length=200, verbose_name="about (Danish)"),
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
                        ("version", models.CharField(blank=True, max_length=20, verbose_name="version")),
                        (
                            "hosting",
                            models.CharField(
                                blank=True,
                                choices=[("cloud", "cloud"), ("on_premises", "on-premises")],
                                max_length=12,
                                verbose_name="hosting",
                            ),
                        ),
                        ("database", models.CharField(blank=True, max_length=40, verbose_name="database")),
                        (
                            "operating_system",
                            models.CharField(blank=True, max_length=40, verbose_name="operating system"),
                        ),
                        (
                            "industries",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                help_text="A customer's industry that has one of these words, parted by commas.",
                                size=20,
                                verbose_name="words of industries",
                            ),
                        ),
                        ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="archived")),
                    ],
                    options={
                        "verbose_name": "group",
                        "verbose_name_plural": "groups",
                        "ordering": ["way", "name_en"],
                    },
                ),
                migrations.CreateModel(
                    name="GroupMembership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="community.group",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="groups",
                                to="community.member",
                                verbose_name="member",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        ("joined_at", models.DateTimeField(verbose_name="joined")),
                    ],
                    options={
                        "verbose_name": "membership of a group",
                        "verbose_name_plural": "memberships of groups",
                        "constraints": [
                            models.UniqueConstraint(fields=("group", "member"), name="joined_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "profile",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="member",
                                to="community.profile",
                                verbose_name="profile",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member",
                        "verbose_name_plural": "members",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "customer"),
                                name="one_profile_a_company",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Moderation",
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
                                related_name="moderations",
                                to="community.question",
                                verbose_name="question",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moderations",
                                to="community.answer",
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("hidden", "hidden"),
                                    ("shown", "shown again"),
                                    ("locked", "locked"),
                                    ("unlocked", "unlocked"),
                                    ("moved", "moved"),
                                ],
                                max_length=10,
                                verbose_name="what was done",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "moderation",
                        "verbose_name_plural": "moderations",
                        "ordering": ["-at"],
                    },
                ),
                migrations.CreateModel(
                    name="Profile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=40, verbose_name="name shown")),
                        ("likeness", models.CharField(blank=True, editable=False, max_length=80)),
                        ("handle", models.CharField(blank=True, editable=False, max_length=40)),
                        (
                            "company",
                            models.CharField(blank=True, max_length=120, verbose_name="company shown"),
                        ),
                        (
                            "industry",
                            models.CharField(blank=True, max_length=80, verbose_name="industry shown"),
                        ),
                        (
                            "environment",
                            models.CharField(blank=True, max_length=400, verbose_name="environment shown"),
                        ),
                        ("is_staff", models.BooleanField(default=False, verbose_name="vendor's staff")),
                        ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
                    ],
                    options={
                        "verbose_name": "profile",
                        "verbose_name_plural": "profiles",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("handle", ""), _negated=True),
                                fields=["handle"],
                                name="community_handles",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("is_staff", False), models.Q(("likeness", ""), _negated=True)
                                ),
                                fields=("likeness",),
                                name="one_member_a_name",
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
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="community.group",
                                verbose_name="group",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="community.profile",
                                verbose_name="author",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("body", models.TextField(max_length=20000, verbose_name="text")),
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
                            "version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="version",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="edited")),
                        ("active_at", models.DateTimeField(verbose_name="last written to")),
                        ("answers_shown", models.PositiveIntegerField(default=0, verbose_name="answers")),
                        ("same_here", models.PositiveIntegerField(default=0, verbose_name="same here")),
                        (
                            "accepted",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.answer",
                                verbose_name="accepted answer",
                            ),
                        ),
                        ("hidden_at", models.DateTimeField(blank=True, null=True, verbose_name="hidden")),
                        ("locked_at", models.DateTimeField(blank=True, null=True, verbose_name="locked")),
                        (
                            "taken_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken to support"),
                        ),
                        (
                            "article",
                            models.CharField(
                                blank=True,
                                help_text="The number of the article.",
                                max_length=20,
                                verbose_name="article made of it",
                            ),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "question",
                        "verbose_name_plural": "questions",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("hidden_at", None)),
                                fields=["group", "-id"],
                                name="questions_of_a_group",
                            ),
                            models.Index(
                                condition=models.Q(("answers_shown", 0), ("hidden_at", None)),
                                fields=["-id"],
                                name="questions_unanswered",
                            ),
                            models.Index(
                                condition=models.Q(("article", ""), _negated=True),
                                fields=["article"],
                                name="questions_of_an_article",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
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
                                related_name="reports",
                                to="community.question",
                                verbose_name="question",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to="community.answer",
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="community.member",
                                verbose_name="reported by",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("reported_at", models.DateTimeField(verbose_name="reported")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                    ],
                    options={
                        "verbose_name": "report",
                        "verbose_name_plural": "reports",
                        "ordering": ["reported_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("member__isnull", False), ("settled_at", None)),
                                fields=("question", "answer", "member"),
                                name="reported_once",
                                nulls_distinct=False,
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
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="community.question",
                                verbose_name="question",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="community.answer",
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        ("until", models.DateTimeField(verbose_name="until")),
                    ],
                    options={
                        "verbose_name": "earlier text",
                        "verbose_name_plural": "earlier texts",
                        "ordering": ["-until"],
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
                                related_name="votes",
                                to="community.question",
                                verbose_name="question",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="community.member",
                                verbose_name="member",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.customer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vote",
                        "verbose_name_plural": "votes",
                        "constraints": [
                            models.UniqueConstraint(fields=("question", "member"), name="voted_once")
                        ],
                    },
                ),
            ],
        ),
    ]
