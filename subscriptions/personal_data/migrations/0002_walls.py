"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("personal_data", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("personal_data_dataexport"),
        Stamped("personal_data_erasurerules"),
    ]
