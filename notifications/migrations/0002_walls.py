"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("notifications_registration"),
        Wall("notifications_acknowledgement"),
        Wall("notifications_notification"),
        Stamped("notifications_alertrules"),
        Stamped("notifications_bouncerules"),
    ]
