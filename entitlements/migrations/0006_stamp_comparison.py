"""The tables of the comparison change the stamp of the settings."""

from django.db import migrations

from subscriptions.kept import Stamped


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0005_exceptions"), ("subscriptions", "0003_stamp")]

    operations = [
        Stamped("entitlements_comparisonrow"),
        Stamped("entitlements_comparisonrow_footnotes"),
        Stamped("entitlements_comparisoncell"),
        Stamped("entitlements_footnote"),
    ]
