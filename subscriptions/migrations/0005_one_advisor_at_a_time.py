"""A customer has one advisor at a time, and her deputy is another person (R17.1)."""

import django.contrib.postgres.constraints
import django.db.models.constraints
from django.db import migrations, models

import subscriptions.models.customers


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0004_life"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="advisorassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputy", None),
                    models.Q(("deputy", models.F("advisor")), _negated=True),
                    _connector="OR",
                ),
                name="deputy_is_another",
                violation_error_message="The deputy is somebody else than the advisor.",
            ),
        ),
        migrations.AddConstraint(
            model_name="advisorassignment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                expressions=[
                    ("customer", "="),
                    (
                        subscriptions.models.customers.DaysRange("starts_on", "ends_on", models.Value("[]")),
                        "&&",
                    ),
                ],
                name="one_advisor_at_a_time",
                violation_error_message="The customer has another advisor in that time.",
            ),
        ),
    ]
