"""Which service opens a document: an exception may leave one out (R27.1)."""

from django.db import migrations, models

from subscriptions.tenancy_roles import STAFF

# The owner of the table sees no row of it; before the staff's role has its grants there is none.
BY_KIND = f"""
do $$ begin
  if has_table_privilege('{STAFF}', 'entitlements_document', 'update') then
    set local role {STAFF};
    update entitlements_document set service = case kind when 'article' then 'online_support'
      when 'briefing' then 'recorded_briefings' when 'question' then 'communities' else service end;
    reset role;
  end if;
end $$
"""  # noqa: S608  made of constants


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0003_participants")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="service",
            field=models.CharField(blank=True, db_default="", max_length=40, verbose_name="service"),
        ),
        migrations.RunSQL(BY_KIND, migrations.RunSQL.noop),
    ]
