"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("downloads", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("downloads_namedcustomer"),
        Wall("downloads_download"),
        Wall("downloads_restriction"),
        Wall("downloads_allowedperson"),
        Wall("downloads_regulatorynotice"),
        Stamped("downloads_downloadrules"),
    ]
