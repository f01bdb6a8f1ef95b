"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("duty", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("duty_paging"),
        Wall("duty_page"),
        Stamped("duty_dutyrules"),
    ]
