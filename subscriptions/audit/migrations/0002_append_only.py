"""The audit trail can be added to and read, never changed: walls, the trigger that refuses, the mark of what waits for
its seal; and what the database records by itself.

The tables' owner seals and sweeps, so entries have a policy for her too, unlike any other table with a customer.
"""

from django.db import migrations

from subscriptions.audit.triggers import Recorded
from subscriptions.kept import Stamped
from subscriptions.tenancy_roles import CONTACT, STAFF

WALL = [
    "alter table audit_entry enable row level security",
    "alter table audit_entry force row level security",
    f"create policy contact_sees_what_is_shown on audit_entry for select to {CONTACT} using"
    " (shown and customer_id = (select nullif(current_setting('xtreme.customer', true), '')::bigint))",
    f"create policy staff_sees_all on audit_entry for select to {STAFF} using (true)",
    f"create policy staff_adds on audit_entry for insert to {STAFF} with check (true)",
    "create policy owner_keeps on audit_entry to current_user using (true) with check (true)",
]
NO_WALL = [
    "drop policy owner_keeps on audit_entry",
    "drop policy staff_adds on audit_entry",
    "drop policy staff_sees_all on audit_entry",
    "drop policy contact_sees_what_is_shown on audit_entry",
    "alter table audit_entry no force row level security",
    "alter table audit_entry disable row level security",
]

STAYS = """
create function audit_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('xtreme.audit_sweep', true) = 'on' then
    return old;
  end if;
  raise exception 'rows of the audit trail are never changed' using errcode = 'insufficient_privilege';
end $$
"""

MARK = """
create function audit_mark() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into audit_unsealed (entry) select id from added;
  return null;
end $$
"""

# Who acts in this transaction, as the middleware has said it; nobody elsewhere.
BY = """
create function audit_by() returns jsonb language sql stable as $$
  select coalesce(nullif(current_setting('xtreme.by', true), ''), '{}')::jsonb
$$
"""

# What of a row of a setting is kept: its values, long ones as their hash.
CONTENT = """
create function audit_content(kept jsonb) returns jsonb language sql immutable set search_path from current as $$
  select coalesce(jsonb_object_agg(key, case when length(value::text) <= 1000 then value
      else to_jsonb('sha256:' || encode(sha256(convert_to(value::text, 'UTF8')), 'hex')) end), '{}')
  from jsonb_each(jsonb_strip_nulls(kept)) where not starts_with(key, 'pgh_')
$$
"""

# Arguments: kind, model, key, name, customer, shown, details.
ADD = """
create function audit_add(text, text, bigint, text, bigint, boolean, jsonb) returns void
language sql security definer set search_path from current as $$
  insert into audit_entry (kind, person_id, acting_as_id, address, session, object_type, object_id, object_name,
      customer_id, shown, details)
  select $1, (by->>'person')::bigint, (by->>'acting_as')::bigint, nullif(by->>'address', '')::inet,
      coalesce(by->>'session', ''), $2, $3, left(coalesce($4, ''), 200), $5, $6 and $5 is not null, $7
  from audit_by() by
$$
"""

# Arguments: the model's label, the kind.
SETTING = """
create function audit_setting() returns trigger language plpgsql set search_path from current as $$
declare
  kept jsonb := to_jsonb(new);
begin
  perform audit_add(tg_argv[1], tg_argv[0], new.pgh_obj_id::bigint,
    coalesce(kept->>'name', kept->>'name_en', kept->>'code'),
    case when tg_argv[0] = 'subscriptions.Customer' then (kept->>'id')::bigint
      else (kept->>'customer_id')::bigint end,
    false,
    jsonb_build_object('what', new.pgh_label, 'history', new.pgh_id, 'row', audit_content(kept)));
  return null;
end $$
"""

# Arguments: the model's label, the kinds of adding, changing and deleting, the columns that are kept, parted by commas.
ROW = """
create function audit_row() returns trigger language plpgsql set search_path from current as $$
declare
  columns text[] := string_to_array(tg_argv[4], ',');
  kept jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  before jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  now_ jsonb := (select jsonb_object_agg(c, kept->c) from unnest(columns) c);
  then_ jsonb := (select jsonb_object_agg(c, before->c) from unnest(columns) c);
  kind text := tg_argv[case tg_op when 'INSERT' then 1 when 'UPDATE' then 2 else 3 end];
begin
  if tg_op = 'UPDATE' and now_ = then_ then
    return null;
  end if;
  perform audit_add(kind, tg_argv[0], (kept->>'id')::bigint, kept->>'name', (kept->>'customer_id')::bigint, true,
    jsonb_build_object('what', lower(tg_op), 'row', now_)
      || case when tg_op = 'UPDATE' then jsonb_build_object('before', then_) else '{}' end);
  return null;
end $$
"""

TRIGGERS = [
    "create trigger stays before update or delete on audit_entry for each row execute function audit_stays()",
    "create trigger stays before update or delete on audit_seal for each row execute function audit_stays()",
    "create trigger stays before update or delete on audit_anchor for each row execute function audit_stays()",
    "create trigger mark after insert on audit_entry referencing new table as added"
    " for each statement execute function audit_mark()",
]
NO_TRIGGERS = [
    "drop trigger mark on audit_entry",
    "drop trigger stays on audit_anchor",
    "drop trigger stays on audit_seal",
    "drop trigger stays on audit_entry",
]


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        migrations.RunSQL(WALL, NO_WALL),
        migrations.RunSQL(STAYS, "drop function audit_stays()"),
        migrations.RunSQL(MARK, "drop function audit_mark()"),
        migrations.RunSQL(BY, "drop function audit_by()"),
        migrations.RunSQL(CONTENT, "drop function audit_content(jsonb)"),
        migrations.RunSQL(ADD, "drop function audit_add(text, text, bigint, text, bigint, boolean, jsonb)"),
        migrations.RunSQL(SETTING, "drop function audit_setting() cascade"),
        migrations.RunSQL(ROW, "drop function audit_row()"),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        Stamped("audit_auditrules"),
        Recorded(
            "subscriptions_installedsystem",
            "subscriptions.InstalledSystem",
            "installed_system",
            "version_id,environment,site,country,hosting,database,operating_system,modified,ended_at",
        ),
        Recorded("subscriptions_apitoken", "subscriptions.ApiToken", "token", "user_id,place_id,expires_at"),
        Recorded(
            "subscriptions_membership",
            "subscriptions.Membership",
            "permission.changed",
            "user_id,role,approves_remote_access,ended_at",
            one_kind=True,
        ),
        Recorded(
            "subscriptions_user",
            "subscriptions.User",
            "permission.changed",
            "is_active,is_staff,is_superuser",
            one_kind=True,
            update_only=True,
        ),
    ]
