"""What a company has sent lately, and which files are held, without reading all. Built beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("tickets", "0019_attachments_scanned_and_removed")]

    operations = [
        AddIndexConcurrently(
            "attachment", models.Index(fields=["customer", "uploaded_at"], name="attachments_lately")
        ),
        AddIndexConcurrently(
            "attachment",
            models.Index(condition=models.Q(("malware", "held")), fields=["id"], name="attachments_held"),
        ),
    ]
