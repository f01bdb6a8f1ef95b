"""What beat calls for. Thin: in the staff role."""

from celery import shared_task

from subscriptions import tenancy
from tickets.consulting import watching


@shared_task
def watch_objections() -> None:
    """Remind of objections that nobody has decided, escalate those that are late."""
    with tenancy.as_staff():
        watching.watch()
