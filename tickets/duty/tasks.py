"""What beat calls for. Thin: each transaction takes on the staff role and calls one verb."""

from celery import shared_task

from subscriptions import tenancy
from tickets.duty import paging


@shared_task
def page() -> None:
    """Page the agents on duty and go on where nobody answers, a batch a transaction, until none is due."""
    done = 1
    while done:
        with tenancy.as_staff():
            done = paging.go_on()
