"""What beat calls for. Thin: a session a transaction, in the staff role."""

from celery import shared_task
from django.utils import timezone

from subscriptions import tenancy
from tickets.remote_access import watching


@shared_task
def watch() -> None:
    """Say which windows end soon, and end the sessions whose window has."""
    at = timezone.now()
    with tenancy.as_staff():
        due = watching.due(at)
    for session in due:
        with tenancy.as_staff():
            watching.step(session, at)
