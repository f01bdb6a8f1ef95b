"""The rules of an incident's life change the stamp of the settings."""

from django.db import migrations

from subscriptions.kept import Stamped


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_walls"), ("subscriptions", "0003_stamp")]

    operations = [Stamped("tickets_lifecyclerules")]
