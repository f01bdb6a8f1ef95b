"""The triggers that keep how many incidents each list has (tickets.models.counts)."""

from django.db import migrations

from tickets.models.counts import KEEP_COUNTS, LISTS_OF_AN_INCIDENT

TRIGGER = """
create trigger keep_list_counts_{event} after {event} on tickets_incident {tables}
  for each statement execute function keep_list_counts()
"""
TABLES = {
    "insert": "referencing new table as added",
    "update": "referencing new table as added old table as removed",
    "delete": "referencing old table as removed",
    "truncate": "",
}


class Migration(migrations.Migration):
    dependencies = [("tickets", "0003_stamp")]

    operations = [
        migrations.RunSQL(LISTS_OF_AN_INCIDENT, "drop function lists_of_an_incident(text, bigint, boolean)"),
        migrations.RunSQL(KEEP_COUNTS, "drop function keep_list_counts()"),
        *[
            migrations.RunSQL(
                TRIGGER.format(event=event, tables=tables),
                f"drop trigger keep_list_counts_{event} on tickets_incident",
            )
            for event, tables in TABLES.items()
        ],
    ]
