"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("advisory", "0001_initial"), ("subscriptions", "0003_stamp")]

    operations = [
        Wall("advisory_identifiedresource"),
        Wall("advisory_actionplan"),
        Wall("advisory_planincident"),
        Wall("advisory_task"),
        Wall("advisory_taskreminder"),
        Wall("advisory_meeting"),
        Wall("advisory_agendapoint"),
        Wall("advisory_participant"),
        Wall("advisory_seniorrequest"),
        Stamped("advisory_advisoryrules"),
    ]
