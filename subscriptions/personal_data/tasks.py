"""What beat and the nudge after an export was asked for call."""

from celery import shared_task
from django.utils import timezone

from subscriptions.personal_data import exporting, retention


@shared_task
def make_exports() -> None:
    """Every export that waits, one after another."""
    while exporting.make_next():
        pass


@shared_task
def apply_retention() -> None:
    """Every rule of retention."""
    for _outcome in retention.apply(timezone.now(), dry=False):
        pass
