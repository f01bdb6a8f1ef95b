"""The second wall: row-level security under every table with a customer."""

from django.db import migrations

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        Wall("notifications_registration"),
        Wall("notifications_acknowledgement"),
        Wall("notifications_notification"),
    ]
