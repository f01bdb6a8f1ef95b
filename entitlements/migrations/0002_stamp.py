"""The tables of this room that change the stamp of the settings."""

from django.db import migrations

from subscriptions.kept import Stamped


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0001_initial"), ("subscriptions", "0003_stamp")]

    operations = [
        Stamped("entitlements_service"),
        Stamped("entitlements_grant"),
        Stamped("entitlements_targetpolicy"),
        Stamped("entitlements_targetrule"),
    ]
