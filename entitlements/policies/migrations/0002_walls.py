"""The settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Stamped("policies_policy"),
        Stamped("policies_policyversion"),
    ]
