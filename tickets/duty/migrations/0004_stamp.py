"""The rules of duty change the stamp of the settings."""

from django.db import migrations

from subscriptions.kept import Stamped


class Migration(migrations.Migration):
    dependencies = [("duty", "0003_rotations"), ("subscriptions", "0003_stamp")]

    operations = [Stamped("duty_dutyrules")]
