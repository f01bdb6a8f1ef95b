import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import subscriptions.encryption
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
                    name="IdentityProvider",
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
                                related_name="identity_providers",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As its people know it: it stands on the button.",
                                max_length=40,
                                verbose_name="name",
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Part of the addresses that the provider is told; it cannot be changed.",
                                max_length=40,
                                unique=True,
                                verbose_name="in addresses",
                            ),
                        ),
                        (
                            "protocol",
                            models.CharField(
                                choices=[("openid_connect", "OpenID Connect"), ("saml", "SAML 2.0")],
                                default="openid_connect",
                                max_length=20,
                                verbose_name="protocol",
                            ),
                        ),
                        ("enabled", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "server_url",
                            models.URLField(
                                blank=True,
                                help_text="OpenID Connect: https://…, below which /.well-known/openid-configuration is found.",
                                verbose_name="issuer",
                            ),
                        ),
                        ("client_id", models.CharField(blank=True, max_length=191, verbose_name="client ID")),
                        (
                            "secret",
                            subscriptions.encryption.EncryptedTextField(
                                blank=True, verbose_name="client secret"
                            ),
                        ),
                        ("entity_id", models.CharField(blank=True, max_length=300, verbose_name="entity ID")),
                        (
                            "sso_url",
                            models.URLField(blank=True, max_length=500, verbose_name="address of sign-in"),
                        ),
                        (
                            "slo_url",
                            models.URLField(blank=True, max_length=500, verbose_name="address of sign-out"),
                        ),
                        ("certificate", models.TextField(blank=True, verbose_name="certificate")),
                        (
                            "creates_people",
                            models.BooleanField(
                                default=True,
                                help_text="Off: only people who are contacts already come in.",
                                verbose_name="makes contacts of whom it vouches for",
                            ),
                        ),
                        (
                            "template",
                            models.CharField(
                                choices=[
                                    ("contact", "contact: logs incidents and follows those of the company"),
                                    ("approver", "contact who also approves remote access"),
                                    (
                                        "manager",
                                        "manager: also administers contacts, registrations and webhooks",
                                    ),
                                ],
                                default="contact",
                                max_length=10,
                                verbose_name="role of new contacts",
                            ),
                        ),
                        (
                            "brings_second_factor",
                            models.BooleanField(
                                default=False,
                                help_text="On: where a second factor is demanded, the provider's counts.",
                                verbose_name="demands a second factor itself",
                            ),
                        ),
                        (
                            "only_way_in",
                            models.BooleanField(
                                default=False,
                                help_text="On: people of these domains cannot sign in with a password or passkey here. Saving it ends their open sessions that were not begun by this provider.",
                                verbose_name="only way in",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "identity provider",
                        "verbose_name_plural": "identity providers",
                        "ordering": ["customer__name", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
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
                                blank=True,
                                help_text="Empty: to the vendor's staff.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="subscriptions.customer",
                                verbose_name="customer",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "template",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("contact", "contact: logs incidents and follows those of the company"),
                                    ("approver", "contact who also approves remote access"),
                                    (
                                        "manager",
                                        "manager: also administers contacts, registrations and webhooks",
                                    ),
                                ],
                                default="contact",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "roles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("agent", "agent"),
                                        ("lead", "team lead"),
                                        ("support_manager", "support manager"),
                                        ("head_of_support", "head of support"),
                                        ("head_of_development", "head of development"),
                                        ("advisor", "Dedicated Customer Advisor"),
                                        ("publisher", "publisher"),
                                        ("product_manager", "product manager"),
                                        ("consultant", "consulting desk"),
                                        ("account_owner", "account owner"),
                                        ("administrator", "administrator"),
                                        ("auditor", "auditor"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="roles",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.supportregion",
                                verbose_name="support region",
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="invited by",
                            ),
                        ),
                        (
                            "invited_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited"),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="valid until")),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="mail sent")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="accepted by",
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                                fields=("customer", "email"),
                                name="one_open_invitation_a_person",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_at", None), ("withdrawn_at", None), _connector="OR"
                                ),
                                name="accepted_or_withdrawn",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProviderDomain",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="domains",
                                to="sign_in.identityprovider",
                                verbose_name="identity provider",
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
                            "domain",
                            models.CharField(
                                error_messages={
                                    "unique": "Another identity provider answers for this domain."
                                },
                                help_text="Of the addresses it answers for. It must be the customer's own.",
                                max_length=253,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^(?=.{4,253}\\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}\\Z",
                                        "Write a domain in small letters, like example.com.",
                                    )
                                ],
                                verbose_name="domain",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "domain",
                        "verbose_name_plural": "domains",
                        "ordering": ["domain"],
                    },
                ),
                migrations.CreateModel(
                    name="SignInRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "invitation_days",
                            models.PositiveSmallIntegerField(
                                default=7,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="days that an invitation is valid",
                            ),
                        ),
                        (
                            "per_account_here",
                            models.PositiveIntegerField(
                                default=10,
                                help_text="Then that account waits at that address; from elsewhere its owner still signs in.",
                                validators=[django.core.validators.MinValueValidator(3)],
                                verbose_name="failures of an account from one address in 15 minutes",
                            ),
                        ),
                        (
                            "per_account",
                            models.PositiveIntegerField(
                                default=50,
                                help_text="Then it waits, but where its owner has signed in before.",
                                validators=[django.core.validators.MinValueValidator(3)],
                                verbose_name="failures of an account from everywhere in an hour",
                            ),
                        ),
                        (
                            "per_address",
                            models.PositiveIntegerField(
                                default=60,
                                help_text="Then accounts wait that have never signed in from there: a company is not locked out.",
                                validators=[django.core.validators.MinValueValidator(3)],
                                verbose_name="failures from one address in 10 minutes",
                            ),
                        ),
                        (
                            "per_network",
                            models.PositiveIntegerField(
                                default=300,
                                help_text="A network is 256 neighbouring addresses; of IPv6 what a site is usually given.",
                                validators=[django.core.validators.MinValueValidator(3)],
                                verbose_name="failures from one network in 10 minutes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rules of sign-in",
                        "verbose_name_plural": "rules of sign-in",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_row_of_sign_in_rules"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FailedSignIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("account", models.CharField(editable=False, max_length=64)),
                        ("address", models.GenericIPAddressField(verbose_name="address")),
                        ("network", models.GenericIPAddressField(verbose_name="network")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "failed sign-in",
                        "verbose_name_plural": "failed sign-ins",
                        "indexes": [
                            models.Index(fields=["account", "at"], name="failures_of_an_account"),
                            models.Index(fields=["address", "at"], name="failures_of_an_address"),
                            models.Index(fields=["network", "at"], name="failures_of_a_network"),
                            models.Index(fields=["at"], name="failures_to_forget"),
                        ],
                    },
                ),
            ],
        ),
    ]
