"""The tables of this room that change the stamp of the settings; what stands in a text is read with its page."""

from django.db import migrations

from subscriptions.kept import Stamped


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial"), ("subscriptions", "0003_stamp")]

    operations = [Stamped("policies_policy"), Stamped("policies_policyversion")]
