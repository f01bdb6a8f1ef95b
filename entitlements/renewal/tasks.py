"""What beat calls for. Thin: each transaction takes on the staff role and calls one verb."""

from celery import shared_task
from django.utils import timezone

from entitlements.renewal import notices
from subscriptions import tenancy


@shared_task
def remind_of_ends() -> None:
    """Reminders before a subscription ends, one a transaction."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = notices.due(at)
    for number in numbers:
        with tenancy.as_staff():
            notices.remind(number, at)
