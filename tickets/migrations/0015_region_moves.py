"""A move of open incidents may be one of a single customer, to the support region that she has now."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("entitlements", "0006_stamp_comparison"),
        ("subscriptions", "0005_one_advisor_at_a_time"),
        ("tickets", "0014_followers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="retargeting",
            name="retargets_to_one_version",
        ),
        migrations.AddField(
            model_name="retargeting",
            name="customer",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose open incidents are moved to another support region; else those of all.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="subscriptions.customer",
                verbose_name="customer",
            ),
        ),
        migrations.AddField(
            model_name="retargeting",
            name="region",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="subscriptions.supportregion",
                verbose_name="support region",
            ),
        ),
        migrations.AddConstraint(
            model_name="retargeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("policy__isnull", False),
                        ("calendar__isnull", True),
                        ("region__isnull", True),
                        ("customer__isnull", True),
                    ),
                    models.Q(
                        ("policy__isnull", True),
                        ("calendar__isnull", False),
                        ("region__isnull", True),
                        ("customer__isnull", True),
                    ),
                    models.Q(
                        ("policy__isnull", True),
                        ("calendar__isnull", True),
                        ("region__isnull", False),
                        ("customer__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="retargets_to_one_version",
            ),
        ),
        Wall("tickets_retargeting"),
    ]
