"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("looking", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("looking_seeas"),
        Wall("looking_breakglass"),
        Stamped("looking_lookingrules"),
    ]
