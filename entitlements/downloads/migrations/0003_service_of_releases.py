"""Which service opens a release that is searched (R27.1)."""

from django.db import migrations

from subscriptions.tenancy_roles import STAFF

UPDATES = ("feature_pack", "new_version", "documentation", "release_notes")
BY_KIND = f"""
do $$ begin
  if has_table_privilege('{STAFF}', 'entitlements_document', 'update') then
    set local role {STAFF};
    update entitlements_document document
      set service = case when release.kind in {UPDATES} then 'updates' else 'fixes' end
      from downloads_release release where document.kind = 'release' and release.id = document.key;
    reset role;
  end if;
end $$
"""  # noqa: S608  made of constants


class Migration(migrations.Migration):
    dependencies = [("downloads", "0002_walls"), ("entitlements", "0004_service_of_documents")]

    operations = [migrations.RunSQL(BY_KIND, migrations.RunSQL.noop)]
