"""The second wall: row-level security under the ledger of pages."""

from django.db import migrations

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("duty", "0001_initial")]

    operations = [Wall("duty_paging"), Wall("duty_page")]
