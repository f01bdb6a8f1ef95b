"""The second wall, the settings that change the stamp, and that a secret made, shown, replaced or deleted is on the
audit trail; its text is not."""

from django.db import migrations

from subscriptions.audit.triggers import Recorded
from subscriptions.kept import Stamped
from subscriptions.tenancy import Wall


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        Wall("webhooks_endpoint"),
        Wall("webhooks_secret"),
        Wall("webhooks_delivery"),
        Wall("webhooks_attempt"),
        Stamped("webhooks_endpoint", columns="customer_id, types, enabled, removed_at"),
        Stamped("webhooks_webhookrules"),
        Recorded(
            "webhooks_secret",
            "webhooks.Secret",
            "webhook_secret",
            "endpoint_id,shown_to_id,shown_at,expires_at",
        ),
    ]
