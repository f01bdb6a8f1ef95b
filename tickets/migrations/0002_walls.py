"""The second wall: row-level security under every table with a customer."""

from django.db import migrations

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]

    operations = [
        Wall("tickets_incident"),
        Wall("tickets_timelineentry"),
        Wall("tickets_silencenotice"),
        Wall("tickets_escalation"),
        Wall("tickets_attachment"),
        Wall("tickets_milestone"),
        Wall("tickets_pause"),
        Wall("tickets_duetime"),
        Wall("tickets_reminder"),
        migrations.RunSQL(
            "alter sequence tickets_incident_id_seq restart with 10001", migrations.RunSQL.noop
        ),
    ]
