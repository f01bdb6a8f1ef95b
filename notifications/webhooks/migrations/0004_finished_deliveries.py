"""What is old and finished is found without reading what is kept."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("webhooks", "0003_retention")]

    operations = [
        AddIndexConcurrently(
            "delivery",
            models.Index(
                condition=models.Q(("alert", None), ("state__in", ["delivered", "failed"])),
                fields=["created_at"],
                name="webhooks_finished",
            ),
        ),
    ]
