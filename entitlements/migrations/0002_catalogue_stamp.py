"""Triggers that change the catalogue's stamp with every change of a tier, service or grant."""

from django.db import migrations

FUNCTION = """
create function change_catalogue_stamp() returns trigger language plpgsql as $$
begin
  insert into entitlements_cataloguestamp (id, stamp) values (1, gen_random_uuid())
    on conflict (id) do update set stamp = excluded.stamp;
  return null;
end $$
"""
TABLES = ("subscriptions_tier", "entitlements_service", "entitlements_grant")
TRIGGER = """
create trigger change_catalogue_stamp after insert or update or delete or truncate on {table}
  for each statement execute function change_catalogue_stamp()
"""


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0001_initial"), ("subscriptions", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "drop function change_catalogue_stamp()"),
        *[
            migrations.RunSQL(TRIGGER.format(table=table), f"drop trigger change_catalogue_stamp on {table}")
            for table in TABLES
        ],
    ]
