"""What beat calls for. Thin: each transaction takes on the staff role and calls one verb."""

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from subscriptions import tenancy
from tickets.advisory.reviews import alarms, archiving, cadence, preparing


@shared_task
def prepare() -> None:
    """Cadences of new customers, then the reviews whose period is over; one a transaction, each customer's periods
    one after the other."""
    at = timezone.now()
    with tenancy.as_staff():
        new = cadence.lacking(at)
    for number in new:
        with tenancy.as_staff():
            cadence.begin(number, at)
    with tenancy.as_staff():
        waiting = preparing.due(at)
    for number in waiting:
        _catch_up(number, at)


@shared_task
def alarm() -> None:
    """Reviews that are overdue, one a transaction (R18.2)."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = alarms.due(at)
    for number in numbers:
        with tenancy.as_staff():
            alarms.alarm(number, at)


@shared_task
def finish() -> None:
    """Pictures, files and messages of the reviews that were sent, one a transaction."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = archiving.due()
    for number in numbers:
        with tenancy.as_staff():
            archiving.finish(number, at)


def _catch_up(number: int, at: datetime) -> None:
    """Every review that is due of one cadence."""
    made = True
    while made:
        with tenancy.as_staff():
            made = preparing.prepare(number, at) is not None
