"""Many messages become one mail. Two kinds of rows wait for it:

- what is told late (priority DIGEST): until no more have come for a while, so that what would be a storm is one;
- what a person has chosen to get daily or weekly (PERIODIC): until the time that she has chosen (R1.10).

Each reader's rows are gathered into one mail, and stay on record as told by it.
"""

from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Max
from django.utils import translation

from notifications.kinds import KINDS
from notifications.leasing import Readers
from notifications.models import Notification
from notifications.models.outbox import Channel, NotificationQuerySet
from notifications.outbox import tell_each
from subscriptions import tenancy
from subscriptions.models import User

QUIET = timedelta(minutes=1)
LINES = 200  # of one mail; the rest is counted
# By whether it is told late, and to the vendor's people: the kind of the mail and where it leads.
MAILS = {
    (True, True): ("digest", "/desk/queue/?list=at_risk"),
    (True, False): ("digest_customer", "/"),
    (False, True): ("periodic_staff", "/notifications/"),
    (False, False): ("periodic", "/notifications/"),
}

Priority = Notification.Priority


def gather(at: datetime) -> int:
    """Make the digests that are due at `at`; returns how many. Several may run at once, and each row is in one
    digest."""
    with tenancy.as_staff():
        late = _waiting(Priority.DIGEST, at).values("recipient").annotate(last=Max("created_at"))
        due = [(Priority.DIGEST, reader) for reader in _readers(late.filter(last__lte=at - QUIET))]
        periodic = _waiting(Priority.PERIODIC, at).values("recipient").distinct()
        due += [(Priority.PERIODIC, reader) for reader in _readers(periodic)]
    for priority, reader in due:
        with tenancy.as_staff():
            _gather(priority, reader, at)
    return len(due)


def _readers(found: Any) -> list[int]:
    return list(found.values_list("recipient", flat=True))


def _waiting(priority: int, at: datetime) -> NotificationQuerySet:
    return Notification.objects.filter(
        channel=Channel.EMAIL,
        state=Notification.State.WAITING,
        priority=priority,
        next_attempt_at__lte=at,
    )


def _gather(priority: int, reader: int, at: datetime) -> None:
    """One mail to a person of the vendor; to a contact one for each company that she acts for."""
    found = _waiting(priority, at).filter(recipient=reader).order_by("customer_id", "pk")
    rows = _still_hers(
        list(found.select_related("recipient").select_for_update(skip_locked=True, of=("self",)))
    )
    if not rows:
        return
    person = rows[0].recipient
    groups = groupby(rows, key=lambda row: None if person.is_staff else row.customer_id)
    for customer, some in groups:
        _gather_some(priority, person, customer, sorted(some, key=attrgetter("pk")), at)


def _still_hers(rows: list[Notification]) -> list[Notification]:
    """The others are set aside: no line of a digest says what she may not be told any more."""
    readers = Readers.of(rows)
    hers = []
    for row in rows:
        if why := readers.no_longer_hers(row):
            Notification.objects.filter(pk=row.pk).update(state=Notification.State.SET_ASIDE, last_error=why)
        else:
            hers.append(row)
    return hers


def _gather_some(
    priority: int, person: User, customer: int | None, rows: list[Notification], at: datetime
) -> None:
    mine = Notification.objects.filter(pk__in=[row.pk for row in rows])
    if len(rows) == 1:
        mine.update(priority=Priority.NORMAL)
        return
    late = priority == Priority.DIGEST
    event = f"digest:{rows[0].pk}:{rows[-1].pk}"
    if late:
        rows.sort(key=lambda row: row.context["severity"])
    lines = [row.context | {"kind": row.kind} if late else _line(row, person) for row in rows[:LINES]]
    kind, link = MAILS[late, person.is_staff]
    tell_each(
        kind,
        [(person, customer)],
        event,
        context={"count": len(rows), "lines": lines, "more": max(len(rows) - LINES, 0)},
        link=link,
        channels=[Channel.EMAIL],
        at=at,
    )
    mine.update(state=Notification.State.GATHERED, sent_at=at)


def _line(row: Notification, person: User) -> dict[str, str]:
    """What the bell says of it; a row may be of a kind that an older version knew."""
    with translation.override(person.language):
        return {"line": KINDS[row.kind].line(row.context) if row.kind in KINDS else row.kind}
