"""What beat calls for. Thin: each transaction takes on the staff role and calls one verb."""

from celery import shared_task
from django.utils import timezone

from entitlements.special_events import watching
from subscriptions import tenancy


@shared_task
def watch() -> None:
    """Reminders, weekends that begin, end or cannot be any more; an event a transaction."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = watching.watched(at)
    for number in numbers:
        with tenancy.as_staff():
            watching.step(number, at)
