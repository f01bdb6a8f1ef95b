"""Forgets old deliveries with their attempts. What an alert was told by stays: it is the alert's ledger (R1.4), and
a correction goes where the alert went (R1.5)."""

from datetime import datetime

from notifications.webhooks.models import Delivery, WebhookRules
from notifications.webhooks.models.deliveries import FINISHED
from subscriptions import tenancy

BATCH = 1000


def sweep(at: datetime) -> int:
    """Delete what is finished and older than the rules say; how many that were. A transaction a batch."""
    swept = 0
    while some := _sweep_some(at):
        swept += some
    return swept


def _sweep_some(at: datetime) -> int:
    with tenancy.as_staff():
        old = Delivery.objects.filter(alert=None, created_at__lt=at - WebhookRules.current().kept)
        finished = old.filter(state__in=FINISHED)
        keys = list(finished.order_by("created_at").values_list("pk", flat=True)[:BATCH])
        Delivery.objects.filter(pk__in=keys).delete()
        return len(keys)
