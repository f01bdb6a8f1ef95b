"""The second wall; what no model can say: where numbers begin, the words to search in parts (tickets.text_parts), the
triggers that keep them and the numbers of the lists; the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall
from tickets.models.counts import KEEP_COUNTS, LISTS_OF_AN_INCIDENT
from tickets.models.texts import ON_ENTRY, ON_INCIDENT

WORDS_IN_PARTS = [
    "create schema partitions",
    "drop table tickets_incidenttext",
    "create table tickets_incidenttext ("
    " incident_id bigint primary key references tickets_incident (id) deferrable initially deferred,"
    " customer_id bigint not null references subscriptions_customer (id) deferrable initially deferred,"
    " words tsvector not null) partition by range (incident_id)",
    "create table partitions.words_rest partition of tickets_incidenttext default",
    "create index tickets_incidenttext_customer_id on tickets_incidenttext (customer_id)",
    "create index incident_words on tickets_incidenttext using gin (words)"
    " with (fastupdate = on, gin_pending_list_limit = 16384)",
]
ON_THEIR_TABLES = [
    "create trigger write_incident_text after insert or update of title, description"
    " on tickets_incident for each row execute function write_incident_text()",
    "create trigger add_to_incident_text after insert on tickets_timelineentry"
    " for each row when (new.body <> '') execute function add_to_incident_text()",
]
COUNTED = {
    "insert": "referencing new table as added",
    "update": "referencing new table as added old table as removed",
    "delete": "referencing old table as removed",
    "truncate": "",
}
ON_COUNTED = [
    f"create trigger keep_list_counts_{event} after {event} on tickets_incident {tables}"
    " for each statement execute function keep_list_counts()"
    for event, tables in COUNTED.items()
]
FIRST_NUMBER = "alter sequence tickets_incident_id_seq restart with 10001"


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (
            FIRST_NUMBER,
            WORDS_IN_PARTS,
            ON_INCIDENT,
            ON_ENTRY,
            ON_THEIR_TABLES,
            LISTS_OF_AN_INCIDENT,
            KEEP_COUNTS,
            ON_COUNTED,
        )
    ] + [
        Wall("tickets_incident"),
        Wall("tickets_incidenttext"),
        Wall("tickets_incidentarticle"),
        Wall("tickets_timelineentry"),
        Wall("tickets_silencenotice"),
        Wall("tickets_escalation"),
        Wall("tickets_attachment"),
        Wall("tickets_milestone"),
        Wall("tickets_pause"),
        Wall("tickets_duetime"),
        Wall("tickets_reminder"),
        Wall("tickets_following"),
        Wall("tickets_follower"),
        Wall("tickets_eventmove"),
        Wall("tickets_retargeting"),
        Wall("tickets_fix"),
        Wall("tickets_ofcommunity"),
        Stamped("tickets_lifecyclerules"),
    ]
