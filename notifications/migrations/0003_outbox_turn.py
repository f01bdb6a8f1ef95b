from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0002_walls")]

    operations = [
        AddIndexConcurrently(
            model_name="notification",
            index=models.Index(
                fields=["recipient", "priority", "id"],
                name="outbox_turn",
                condition=models.Q(("state__in", ["waiting", "leased"])),
            ),
        ),
    ]
