"""What beat calls for. Thin: a task of a plan a transaction, in the staff role."""

from celery import shared_task
from django.utils import timezone

from subscriptions import tenancy
from tickets.advisory import reminding


@shared_task
def remind() -> None:
    """Give the reminders of tasks that are due."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = reminding.due(at)
    for number in numbers:
        with tenancy.as_staff():
            reminding.remind(number, at)
