"""The words to search in parts (tickets.text_parts): the same table, partitioned by the incident's number."""

from django.db import migrations

from subscriptions.tenancy import Wall

KEYS = {
    "incident_id": "references tickets_incident (id) deferrable initially deferred",
    "customer_id": "references subscriptions_customer (id) deferrable initially deferred",
}
WALLED = ("tickets_incidenttext", "tickets_incident", "subscriptions_customer")
PARTED = [
    *(f"alter table {table} no force row level security" for table in WALLED),
    "create schema partitions",
    "create table partitions.parted (incident_id bigint primary key, customer_id bigint not null,"
    " words tsvector not null) partition by range (incident_id)",
    "create table partitions.words_rest partition of partitions.parted default",
    "insert into partitions.parted select incident_id, customer_id, words from tickets_incidenttext",
    "drop table tickets_incidenttext",
    "alter table partitions.parted rename to tickets_incidenttext",
    "alter table partitions.tickets_incidenttext set schema public",
    *(f"alter table tickets_incidenttext add foreign key ({key}) {to}" for key, to in KEYS.items()),
    "create index tickets_incidenttext_customer_id on tickets_incidenttext (customer_id)",
    "create index incident_words on tickets_incidenttext using gin (words)"
    " with (fastupdate = on, gin_pending_list_limit = 16384)",
    *(f"alter table {table} force row level security" for table in WALLED[1:]),
]


class Migration(migrations.Migration):
    dependencies = [("tickets", "0011_event_windows")]

    operations = [
        migrations.RunSQL(PARTED, migrations.RunSQL.noop),
        Wall("tickets_incidenttext"),
    ]
