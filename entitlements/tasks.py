"""What beat calls for. Thin: takes on the staff role and calls one verb."""

from celery import shared_task

from entitlements import advisors
from subscriptions import tenancy


@shared_task
def tell_of_missing_advisors() -> None:
    """Customers whose subscription brings an advisor and who have none."""
    with tenancy.as_staff():
        advisors.tell_of_missing()
