import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import subscriptions.first_migrations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("entitlements", "0002_walls"),
        ("subscriptions", "0002_walls"),
    ]

    operations = [
        subscriptions.first_migrations.Together(
            operations=[
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("beta", "beta programme"),
                                    ("early_adopter", "Early Adopter programme"),
                                ],
                                max_length=14,
                                verbose_name="type",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.productversion",
                                verbose_name="version",
                            ),
                        ),
                        ("about", models.TextField(blank=True, verbose_name="what it is about")),
                        ("effort", models.CharField(max_length=300, verbose_name="effort")),
                        ("capacity", models.PositiveSmallIntegerField(verbose_name="places")),
                        (
                            "taken",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="places taken"
                            ),
                        ),
                        ("applications_until", models.DateField(verbose_name="applications until")),
                        ("elite_first_until", models.DateField(verbose_name="Elite customers first until")),
                        ("runs_from", models.DateField(verbose_name="runs from")),
                        ("runs_to", models.DateField(verbose_name="runs to")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("published", "published"), ("ended", "ended")],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        ("written_at", models.DateTimeField(verbose_name="written")),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="published"),
                        ),
                    ],
                    options={
                        "verbose_name": "programme",
                        "verbose_name_plural": "programmes",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("capacity"))),
                                name="no_more_places_than_there_are",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("capacity__gte", 1)), name="programme_with_a_place"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("runs_to__gte", models.F("runs_from"))),
                                name="programme_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("elite_first_until__lte", models.F("applications_until"))
                                ),
                                name="elite_first_while_it_is_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("applications_until__lte", models.F("runs_to"))),
                                name="applied_for_before_its_end",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Requirement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="requirements",
                                to="programmes.programme",
                                verbose_name="programme",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("timing", "timing"),
                                    ("effort", "effort"),
                                    ("business", "business"),
                                    ("environment", "environment"),
                                ],
                                max_length=12,
                                verbose_name="type",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        ("text", models.CharField(blank=True, max_length=300, verbose_name="text")),
                        (
                            "check_of",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("covered", "covered by the subscription"),
                                    ("installed", "installed"),
                                    ("version", "installed in a version or newer"),
                                    ("test_system", "installed on a test system"),
                                    ("standard", "unmodified"),
                                ],
                                max_length=12,
                                verbose_name="looked up",
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
                    ],
                    options={
                        "verbose_name": "requirement of a programme",
                        "verbose_name_plural": "requirements of programmes",
                        "ordering": ["programme", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "position"), name="one_requirement_a_position"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("check_of", ""), ("kind", "environment"), _connector="OR"
                                ),
                                name="only_environments_are_looked_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("check_of", "version"), ("version__isnull", False)),
                                    models.Q(
                                        models.Q(("check_of", "version"), _negated=True), ("version", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="oldest_version_is_named",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="programmes.programme",
                                verbose_name="programme",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme_applications",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        ("interest", models.TextField(verbose_name="interest")),
                        ("environment", models.TextField(blank=True, verbose_name="environment")),
                        ("elite", models.BooleanField(default=False, verbose_name="considered first")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("considered", "under consideration"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="considered",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "applied_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="applied by",
                            ),
                        ),
                        ("applied_at", models.DateTimeField(verbose_name="applied")),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="withdrawn by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "application for a programme",
                        "verbose_name_plural": "applications for programmes",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("considered", "accepted"))),
                                fields=("programme", "customer"),
                                name="one_open_application_a_programme",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("accepted", "declined")), _negated=True),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_by_a_person_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NamedPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="people",
                                to="programmes.application",
                                verbose_name="application",
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
                    ],
                    options={
                        "verbose_name": "person named for a programme",
                        "verbose_name_plural": "people named for programmes",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "user"), name="each_person_named_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Statement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="statements",
                                to="programmes.application",
                                verbose_name="application",
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
                            "requirement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.requirement",
                                verbose_name="requirement of a programme",
                            ),
                        ),
                        ("met", models.BooleanField(verbose_name="met")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "statement of an applicant",
                        "verbose_name_plural": "statements of applicants",
                        "ordering": ["requirement__position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "requirement"), name="one_statement_a_point"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agreements",
                                to="programmes.programme",
                                verbose_name="programme",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("text", models.TextField(verbose_name="text")),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "agreement of a programme",
                        "verbose_name_plural": "agreements of programmes",
                        "ordering": ["programme", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "number"), name="each_version_of_an_agreement_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Acceptance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acceptances",
                                to="programmes.agreement",
                                verbose_name="agreement of a programme",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="acceptances",
                                to="programmes.application",
                                verbose_name="application",
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
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="accepted by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "accepted agreement",
                        "verbose_name_plural": "accepted agreements",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "application"), name="each_agreement_accepted_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Build",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="builds",
                                to="programmes.programme",
                                verbose_name="programme",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, verbose_name="build")),
                        ("note", models.TextField(blank=True, verbose_name="what is new in it")),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="given by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "build of a programme",
                        "verbose_name_plural": "builds of programmes",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("programme", "code"), name="each_build_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Feedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="programmes.application",
                                verbose_name="application",
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
                            "build",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="programmes.build",
                                verbose_name="build of a programme",
                            ),
                        ),
                        (
                            "severity",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Critical"), (2, "High"), (3, "Medium"), (4, "Low")],
                                verbose_name="severity",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("incident", models.CharField(blank=True, max_length=18, verbose_name="incident")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "feedback on a build",
                        "verbose_name_plural": "feedback on builds",
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="DiscountCode",
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
                                related_name="discount_codes",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "subscription",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="discount_code",
                                to="subscriptions.subscription",
                                verbose_name="support period",
                            ),
                        ),
                        ("code", models.CharField(max_length=20, unique=True, verbose_name="discount code")),
                        ("percent", models.PositiveSmallIntegerField(verbose_name="discount in per cent")),
                        ("issued_at", models.DateTimeField(verbose_name="issued")),
                        (
                            "use",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="discount_code",
                                to="entitlements.allowanceuse",
                                verbose_name="use",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                    ],
                    options={
                        "verbose_name": "discount code",
                        "verbose_name_plural": "discount codes",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("use", None), ("ended_at", None), _connector="OR"),
                                name="used_code_never_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__gte", 1), ("percent__lte", 100)),
                                name="percent_of_a_price",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingCard",
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
                                related_name="training_cards",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "agreement_number",
                            models.CharField(max_length=40, unique=True, verbose_name="agreement number"),
                        ),
                        ("balance", models.PositiveIntegerField(default=0, verbose_name="balance")),
                        ("expires_on", models.DateField(verbose_name="valid until")),
                        ("issued_at", models.DateTimeField(verbose_name="issued")),
                    ],
                    options={
                        "verbose_name": "training card",
                        "verbose_name_plural": "training cards",
                        "ordering": ["customer", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CardEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "card",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="programmes.trainingcard",
                                verbose_name="training card",
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
                        ("units", models.IntegerField(verbose_name="units")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "code",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entry",
                                to="programmes.discountcode",
                                verbose_name="discount code",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                    ],
                    options={
                        "verbose_name": "entry of a training card",
                        "verbose_name_plural": "entries of training cards",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("units", 0), _negated=True), name="entry_of_some_units"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("code", None), ("units__gt", 0), _connector="OR"),
                                name="discount_on_units_bought",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
