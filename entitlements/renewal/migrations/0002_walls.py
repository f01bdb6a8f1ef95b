"""The second wall."""

from django.db import migrations

from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("renewal", "0001_initial")]

    operations = [
        Wall("renewal_renewalnotice"),
        Wall("renewal_upgraderequest"),
        Wall("renewal_upgradejoin"),
    ]
