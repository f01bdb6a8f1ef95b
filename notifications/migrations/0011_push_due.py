"""What is due on devices is found without reading the mail that is."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notifications", "0010_devices")]

    operations = [
        AddIndexConcurrently(
            "notification",
            models.Index(
                condition=models.Q(("channel", "push"), ("state__in", ["waiting", "leased"])),
                fields=["priority", "next_attempt_at", "id"],
                name="push_due",
            ),
        ),
    ]
