"""Reading what one is told in the app: one thing, all of it, or whatever leads to a page that is opened.

What leads to the same place is one thread and is read as one.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from notifications.models import Notification
from notifications.models.outbox import UNREAD_SHOWN, NotificationQuerySet
from notifications.signals import bell_changed
from subscriptions import acting
from subscriptions.models import User


def read(person: User, row: Notification) -> None:
    """She has read this, and what she was told before of the same thread."""
    _read(person, Notification.objects.bell(person).thread(row).filter(pk__lte=row.pk))


def read_all(person: User, newest: int) -> None:
    """She has read everything up to the row `newest`; what came since is not."""
    _read(person, Notification.objects.bell(person).filter(pk__lte=newest))


def read_about(person: User, links: Collection[str]) -> int | None:
    """She has opened one of these pages of ours: what leads to it is read. Gives how much her bell shows as unread
    then; None where that is more than was looked at. One query where there is nothing to read."""
    unread = Notification.objects.unread_links(person)
    left = [link for link in unread if link not in links]
    if len(unread) <= UNREAD_SHOWN and len(left) == len(unread):
        return len(left)
    _read(person, Notification.objects.bell(person).filter(link__in=links))
    return len(left) if len(unread) <= UNREAD_SHOWN else None


def _read(person: User, rows: NotificationQuerySet) -> None:
    if acting.current().acting_as:  # an agent who sees the portal as she does reads nothing for her
        return
    with transaction.atomic():
        if rows.filter(read_at=None).order_by().update(read_at=timezone.now()):
            bell_changed.send(sender=Notification, people=[person.pk])
