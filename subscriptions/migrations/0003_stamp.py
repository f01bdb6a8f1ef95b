"""The stamp of the settings, and the tables of this room that change it."""

from django.db import migrations

from subscriptions.kept import Stamped

FUNCTION = """
create function change_settings_stamp() returns trigger language plpgsql as $$
begin
  insert into subscriptions_settingsstamp (id, stamp) values (1, gen_random_uuid())
    on conflict (id) do update set stamp = excluded.stamp;
  return null;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0002_walls")]

    operations = [
        migrations.RunSQL(FUNCTION, "drop function change_settings_stamp()"),
        Stamped("subscriptions_tier"),
        Stamped("subscriptions_calendarversion"),
        Stamped("subscriptions_holiday"),
    ]
