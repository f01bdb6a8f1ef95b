"""What beat calls for. Thin: each transaction takes on the staff role and calls one verb."""

from celery import shared_task
from django.utils import timezone

from subscriptions import tenancy
from tickets import reminders, silence
from tickets.models import ListCount


@shared_task
def remind() -> None:
    """Reminders and escalation of response targets, a batch a transaction, until none is due."""
    told = 1
    while told:
        with tenancy.as_staff():
            told = reminders.remind()


@shared_task
def close_silent() -> None:
    """Reminders of silence and closing, an incident a transaction."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = silence.silent(at)
    for number in numbers:
        with tenancy.as_staff():
            silence.step(number, at)


@shared_task
def sum_up_counts() -> None:
    """Keep the numbers of the desk's lists short."""
    with tenancy.as_staff():
        ListCount.objects.sum_up()
