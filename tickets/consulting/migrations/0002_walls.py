"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("consulting", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("consulting_handover"),
        Wall("consulting_objection"),
        Stamped("consulting_consultingrules"),
    ]
