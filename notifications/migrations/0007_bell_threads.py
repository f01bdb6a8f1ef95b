"""The index by which what a person was told of one matter is found; built beside whoever works."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notifications", "0006_addresses")]

    operations = [
        AddIndexConcurrently(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("channel", "in_app")),
                fields=["recipient", "link", "id"],
                name="bell_threads",
            ),
        ),
    ]
