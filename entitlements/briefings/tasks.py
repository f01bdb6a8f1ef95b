"""What beat calls for. Thin: a session a transaction, in the staff role."""

from celery import shared_task
from django.utils import timezone

from entitlements import pieces
from entitlements.briefings import reminding, seats
from entitlements.briefings.models import VideoUpload
from subscriptions import tenancy


@shared_task
def remind() -> None:
    """Give the reminders that are due."""
    at = timezone.now()
    with tenancy.as_staff():
        due = list(reminding.soon(at))
    for session in due:
        reminding.remind(session, at)


@shared_task
def release_lost() -> None:
    """End the seats of customers who are not entitled any more; who waits moves up."""
    at = timezone.now()
    with tenancy.as_staff():
        coming = list(reminding.coming(at))
    for session in coming:
        seats.release_lost(session, at)


@shared_task
def sweep_uploads() -> None:
    """Uploads that were begun and never ended."""
    with tenancy.as_staff():
        pieces.sweep(VideoUpload, timezone.now())
