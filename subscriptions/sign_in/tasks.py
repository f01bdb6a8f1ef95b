"""What beat calls for."""

from celery import shared_task

from subscriptions import tenancy
from subscriptions.sign_in import limits, sessions


@shared_task
def forget() -> None:
    """Failures that count no more, and sessions not seen for long."""
    with tenancy.as_staff():
        limits.forget_old()
        sessions.forget_old()
