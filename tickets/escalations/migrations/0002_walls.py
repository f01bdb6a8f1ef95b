"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("escalations", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("escalations_escalationrequest"),
        Stamped("escalations_escalationrules"),
    ]
