"""What beat calls for. Thin: each transaction takes on the staff role and calls one verb."""

from celery import shared_task
from django.utils import timezone

from entitlements.knowledge import publishing, watching
from subscriptions import tenancy


@shared_task
def publish_due() -> None:
    """Publish what is due, an article a transaction."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = watching.due(at)
    for number in numbers:
        with tenancy.as_staff():
            publishing.publish_when_due(number, at)


@shared_task
def remind_owners() -> None:
    """Remind owners of articles that age or fail, an article a transaction."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = watching.to_remind_of(at)
    for number in numbers:
        with tenancy.as_staff():
            watching.remind(number, at)
