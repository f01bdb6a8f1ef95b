"""What beat calls for. Thin: in the staff role."""

from celery import shared_task

from subscriptions import tenancy
from tickets.escalations import watching


@shared_task
def watch_requests() -> None:
    """Remind of requests that nobody has answered, bring those that are late to the next level."""
    with tenancy.as_staff():
        watching.watch()
