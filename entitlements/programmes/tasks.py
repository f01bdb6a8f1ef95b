"""What beat calls for. Thin: a customer a transaction, in the staff role."""

from celery import shared_task
from django.utils import timezone

from entitlements.programmes import following, opening
from subscriptions import tenancy
from subscriptions.models import Customer


@shared_task
def follow() -> None:
    """Discount codes of periods that have begun or ended, and applications of customers whose tier has changed by
    itself."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = following.concerned(at)
    for number in numbers:
        with tenancy.as_staff():
            following.follow(Customer.objects.get(pk=number), at)


@shared_task
def tell() -> None:
    """Of programmes that have opened, a programme a transaction."""
    with tenancy.as_staff():
        numbers = opening.untold()
    for number in numbers:
        with tenancy.as_staff():
            opening.tell(number)
