"""What beat calls for. Thin: a plan a transaction, in the staff role."""

from celery import shared_task
from django.utils import timezone

from subscriptions import tenancy
from tickets.advisory.upgrades import watching


@shared_task
def watch() -> None:
    """Alarms of calls that are missing, and incidents of upgrades that go live."""
    at = timezone.now()
    with tenancy.as_staff():
        lacking, live = watching.lacking(at), watching.going_live(at)
    for number in lacking:
        with tenancy.as_staff():
            watching.alarm(number, at)
    for number in live:
        with tenancy.as_staff():
            watching.watch(number, at)
