"""What beat and the outbox call for. Thin: acting as staff is delivery.py's, a transaction at a time."""

from celery import shared_task
from django.utils import timezone

from notifications import delivery, digests
from notifications.push import delivery as pushing


@shared_task
def deliver() -> int:
    """Send what is due in the outbox, digests first, until nothing is or a minute has passed. Several may run at
    once."""
    digests.gather(timezone.now())
    return delivery.deliver_due()


@shared_task
def push() -> int:
    """Show what is due on people's devices, until nothing is or a minute has passed. Several may run at once."""
    return pushing.deliver_due()
