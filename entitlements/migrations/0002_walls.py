"""The second wall, who reads which document, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall
from subscriptions.tenancy_roles import CONTACT, STAFF

MINE = "(select nullif(current_setting('xtreme.customer', true), '')::bigint)"
DOCUMENTS = [
    "alter table entitlements_document enable row level security",
    "alter table entitlements_document force row level security",
    f"create policy staff_sees_all on entitlements_document to {STAFF} using (true)",
    f"""create policy contact_sees_what_is_for_her on entitlements_document for select to {CONTACT}
      using (visibility <> 'internal' and (visibility <> 'named' or {MINE} = any (customers)))""",
    "create policy stranger_sees_what_is_public on entitlements_document for select using (visibility = 'public')",
]


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("entitlements_allowanceuse"),
        Wall("entitlements_specialterms"),
        Wall("entitlements_specialtermsevent"),
        Wall("entitlements_deflection"),
        migrations.RunSQL(DOCUMENTS, migrations.RunSQL.noop),
        Stamped("entitlements_service"),
        Stamped("entitlements_grant"),
        Stamped("entitlements_targetpolicy"),
        Stamped("entitlements_targetrule"),
        Stamped("entitlements_comparisonrow"),
        Stamped("entitlements_comparisonrow_footnotes"),
        Stamped("entitlements_comparisoncell"),
        Stamped("entitlements_footnote"),
    ]
