"""What beat and publishing call for. Thin: each transaction takes on the staff role and calls one verb."""

from celery import shared_task
from django.utils import timezone

from entitlements.downloads import reminding, telling, uploading
from subscriptions import tenancy


@shared_task
def tell() -> None:
    """Of what was published, a release a transaction."""
    with tenancy.as_staff():
        numbers = telling.untold()
    for number in numbers:
        with tenancy.as_staff():
            telling.tell(number)


@shared_task
def remind() -> None:
    """Of rules that take effect, a release a transaction."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = reminding.coming(at)
    for number in numbers:
        with tenancy.as_staff():
            reminding.remind(number, at)


@shared_task
def sweep_uploads() -> None:
    """Uploads that were begun and never ended."""
    with tenancy.as_staff():
        uploading.sweep(timezone.now())
