"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("sign_in", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("sign_in_invitation"),
        Wall("sign_in_identityprovider"),
        Wall("sign_in_providerdomain"),
        Stamped("sign_in_signinrules"),
        Stamped("sign_in_identityprovider"),
        Stamped("sign_in_providerdomain"),
    ]
