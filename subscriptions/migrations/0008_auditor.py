"""The role of the auditor, who holds no other."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0007_second_factor"),
    ]

    operations = [
        migrations.AlterField(
            model_name="staffmember",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
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
                default=list,
                verbose_name="roles",
            ),
        ),
        migrations.AlterField(
            model_name="staffmemberevent",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
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
                default=list,
                verbose_name="roles",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("roles__contains", ["auditor"]), _negated=True),
                    ("roles__len", 1),
                    _connector="OR",
                ),
                name="auditor_holds_no_other_role",
                violation_error_message="An auditor changes nothing, so she holds no other role.",
            ),
        ),
    ]
