"""What beat and the events call for. Thin: acting as staff is delivery.py's, a transaction at a time."""

from celery import shared_task
from django.utils import timezone

from notifications.webhooks import delivery, retention


@shared_task
def deliver() -> int:
    """Call the addresses for which something is due, until nothing is or a minute has passed. Several may run at
    once."""
    return delivery.deliver_due()


@shared_task
def sweep() -> int:
    """Forget deliveries that are older than the rules say."""
    return retention.sweep(timezone.now())
