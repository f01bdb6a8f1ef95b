"""The desk's list of mail that has not arrived reads no finished row, nor one that was not tried yet."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notifications", "0008_mail_times")]

    operations = [
        AddIndexConcurrently(
            "notification",
            models.Index(
                models.F("id").desc(),
                name="outbox_undelivered",
                condition=models.Q(
                    models.Q(("attempts__gt", 0), ("state__in", ["waiting", "leased"])),
                    ("state", "set_aside"),
                    _connector="OR",
                ),
            ),
        ),
        RemoveIndexConcurrently("notification", "outbox_failed"),
    ]
