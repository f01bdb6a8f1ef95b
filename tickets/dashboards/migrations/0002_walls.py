"""The second wall, and the triggers that keep the sums."""

from django.db import migrations

from subscriptions.tenancy import Wall
from tickets.dashboards.triggers import FUNCTIONS, TRIGGERS


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_initial"), ("tickets", "0002_walls")]

    operations = [
        Wall("dashboards_companypromises"),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (*FUNCTIONS, *TRIGGERS)),
    ]
