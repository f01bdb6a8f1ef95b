"""The second wall, and the settings that change the stamp."""

from django.db import migrations

from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("subscriptions", "0002_walls")]

    operations = [
        Wall("reviews_reviewcadence"),
        Wall("reviews_review"),
        Wall("reviews_reviewalarm"),
        Wall("reviews_reviewedincident"),
        Wall("reviews_reviewpicture"),
        Wall("reviews_reviewfile"),
        Stamped("reviews_reviewrules"),
    ]
