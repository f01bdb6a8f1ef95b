"""What beat and the outbox call for. Thin: acting as staff is delivery.py's, a transaction at a time."""

from celery import shared_task

from notifications import delivery


@shared_task
def deliver() -> int:
    """Send what is due in the outbox, until nothing is or a minute has passed. Several may run at once."""
    return delivery.deliver_due()
