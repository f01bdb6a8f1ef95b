"""Incidents of a colleague given to somebody else together: who is ill does not hold up sixty customers (L2)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from subscriptions.models import User
from tickets import telling
from tickets.lifecycle import changing, own
from tickets.models import Incident


def give(
    owner: User, numbers: Collection[int], to: User | None, by: User, at: datetime | None = None
) -> list[Incident]:
    """Of those numbers what is open and `owner`'s still goes to `to`, or back to the queue where it is None: all of
    it or nothing. The new owner is told of several in one message, of a severity 1, and of one alone, by itself.
    Raises OutsideScope for one that `to` would not see."""
    at = at or timezone.now()
    with transaction.atomic():
        hers = _of(owner, numbers, by)
        together = len(hers) > 1
        given = [row for each in hers if (row := _give(each, owner, to, by, at, together))]
        if to and to != by and given and together:
            telling.given(to, by, given, at)
    return given


def _of(owner: User, numbers: Collection[int], by: User) -> list[Incident]:
    hers = Incident.objects.visible_to(by).open().filter(owner=owner, pk__in=numbers)
    return list(hers.select_related("customer").order_by("pk"))


def _give(
    incident: Incident, owner: User, to: User | None, by: User, at: datetime, together: bool
) -> Incident | None:
    with changing(incident, at) as row:
        if row.owner_id != owner.pk or not row.is_open:  # since it was read
            return None
        own(row, to, at, by=by, together=together)
        return row
