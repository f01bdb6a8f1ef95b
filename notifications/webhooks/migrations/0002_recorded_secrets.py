"""That a secret is made, shown, replaced or deleted is on the audit trail; its text is not."""

from django.db import migrations

from subscriptions.audit.triggers import Recorded


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        Recorded(
            "webhooks_secret",
            "webhooks.Secret",
            "webhook_secret",
            "endpoint_id,shown_to_id,shown_at,expires_at",
        )
    ]
