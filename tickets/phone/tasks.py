"""What beat calls for. Thin: a batch a transaction, in the staff role."""

from celery import shared_task

from subscriptions import tenancy
from tickets.phone import reminding


@shared_task
def remind() -> None:
    """Remind of the call-backs that are due."""
    while True:
        with tenancy.as_staff():
            if not reminding.remind():
                return
