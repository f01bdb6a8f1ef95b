"""What would be a storm becomes one mail: whoever is told of many things late gets them together.

Rows with the priority of a digest wait until no more have come for a while; then each reader's are gathered into
one mail, and stay on record as told by it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from notifications.models import Notification
from notifications.models.outbox import Channel
from notifications.outbox import tell
from subscriptions import tenancy
from subscriptions.models import User

QUIET = timedelta(minutes=1)
LINES = 200  # of one mail; the rest is counted


def gather(at: datetime) -> int:
    """Make a digest for each reader whose last row for one is older than QUIET at `at`; returns how many. Several
    may run at once, and each row is in one digest."""
    with tenancy.as_staff():
        readers = _waiting().order_by().values("recipient").annotate(last=Max("created_at"))
        due = list(readers.filter(last__lte=at - QUIET).values_list("recipient", flat=True))
    for reader in due:
        with tenancy.as_staff():
            _gather(reader, at)
    return len(due)


def _waiting() -> Any:
    return Notification.objects.filter(
        channel=Channel.EMAIL,
        state=Notification.State.WAITING,
        priority=Notification.Priority.DIGEST,
    )


def _gather(reader: int, at: datetime) -> None:
    rows = list(_waiting().filter(recipient=reader).select_for_update(skip_locked=True).order_by("pk"))
    if not rows:
        return
    mine = Notification.objects.filter(pk__in=[row.pk for row in rows])
    if len(rows) == 1:
        mine.update(priority=Notification.Priority.NORMAL)
        return
    tell(
        "digest",
        [User.objects.get(pk=reader)],
        f"digest:{rows[0].pk}:{rows[-1].pk}",
        context={
            "count": len(rows),
            "lines": [row.context | {"kind": row.kind} for row in rows[:LINES]],
            "more": max(len(rows) - LINES, 0),
        },
        link="/desk/queue/?list=at_risk",
        channels=[Channel.EMAIL],
        at=at,
    )
    mine.update(state=Notification.State.GATHERED, sent_at=at)
