"""The second wall, settings that change the stamp, the number of call-backs beside the desk's lists, and a line for
each region that has a number."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall

COUNT = """
create or replace function keep_count_of_call_backs()
returns trigger language plpgsql security definer set search_path from current
as $$
declare
  change integer := (case when tg_op <> 'DELETE' and new.state = 'waiting' then 1 else 0 end)
    - (case when tg_op <> 'INSERT' and old.state = 'waiting' then 1 else 0 end);
begin
  if change <> 0 then
    insert into tickets_listcount (list, owner_id, number) values ('call_backs', null, change);
  end if;
  return null;
end $$
"""
TRIGGER = """
create trigger keep_count_of_call_backs after insert or delete or update of state on phone_callback
  for each row execute function keep_count_of_call_backs()
"""
LINES = """
insert into phone_phoneline (region_id, number, languages, "order")
  select id, phone, array['en'], 1 from subscriptions_supportregion where phone <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("phone", "0001_initial"),
        ("subscriptions", "0002_walls"),
        ("tickets", "0002_walls"),
    ]

    operations = [
        Wall("phone_call"),
        Wall("phone_callback"),
        Stamped("phone_phoneline"),
        Stamped("phone_phonerules"),
        migrations.RunSQL(COUNT, "drop function keep_count_of_call_backs()"),
        migrations.RunSQL(TRIGGER, "drop trigger keep_count_of_call_backs on phone_callback"),
        migrations.RunSQL(LINES, migrations.RunSQL.noop),
    ]
