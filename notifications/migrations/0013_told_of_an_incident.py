"""Staff read what was told of an incident."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notifications", "0012_tries")]

    operations = [
        AddIndexConcurrently(
            "notification",
            models.Index(
                models.F("context__number"),
                models.F("id").desc(),
                name="told_of_an_incident",
                condition=models.Q(("context__has_key", "number")),
            ),
        ),
    ]
