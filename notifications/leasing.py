"""Taking rows of the outbox to send them, and saying what came of it: what mail and devices share.

A lease outlives its worker and runs out where that dies; it is told by the database's clock, which is one for all.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_noop

from notifications import back_off
from notifications.models import Notification
from notifications.models.outbox import NotificationQuerySet, tried
from subscriptions import tenancy
from subscriptions.models import Membership
from subscriptions.scope import Scope

State = Notification.State

SET_ASIDE: Mapping[str, Any] = {"state": State.SET_ASIDE}
LEASE = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)

NOT_ACTIVE = gettext_noop("The recipient may no longer sign in.")
NO_LONGER_CONTACT = gettext_noop("The recipient is no longer a contact of this customer.")
OUT_OF_SCOPE = gettext_noop("The recipient is limited to other regions or products since.")
NO_ANSWER = gettext_noop("The worker that was sending it ended before it had an answer.")


def take(due: NotificationQuerySet, limit: int) -> list[Notification]:
    """At most so many of the rows that are `due`, now this worker's until their `leased_until`. Those that another
    worker holds are passed over."""
    with tenancy.as_staff():
        found = due.select_related("recipient").prefetch_related("alert")  # many rows are of one alert
        rows = list(found.select_for_update(skip_locked=True, of=("self",))[:limit])
        mine = Notification.objects.filter(pk__in=[row.pk for row in rows])
        if given_up := [row.pk for row in rows if row.state == State.LEASED]:
            mine.filter(pk__in=given_up).update(tries=tried(timezone.now(), NO_ANSWER))
        mine.update(state=State.LEASED, leased_until=Now() + LEASE, attempts=F("attempts") + 1)
        until = dict(mine.values_list("pk", "leased_until"))
        for row in rows:
            row.state, row.leased_until, row.attempts = State.LEASED, until[row.pk], row.attempts + 1
        return rows


@dataclass(frozen=True)
class Readers:
    """What has become of the readers of some rows since these were written: who is a contact of which customer now,
    by their keys, and the keys of the rows about what a reader, limited since, sees no more."""

    contacts: set[tuple[int, int]]
    out_of_scope: set[int]

    @classmethod
    def of(cls, rows: Sequence[Notification]) -> "Readers":
        theirs = Membership.objects.active().filter(user__in={row.recipient_id for row in rows})
        return cls(set(theirs.values_list("user_id", "customer_id")), set(_out_of_scope(rows)))

    def no_longer_hers(self, row: Notification) -> str:
        """Why its reader must not be told any more, or nothing."""
        reader = row.recipient
        if not reader.is_active:
            return NOT_ACTIVE
        if reader.is_staff:
            return OUT_OF_SCOPE if row.pk in self.out_of_scope else ""
        if row.customer_id is None or (reader.pk, row.customer_id) in self.contacts:
            return ""
        return NO_LONGER_CONTACT


def _out_of_scope(rows: Sequence[Notification]) -> Iterator[int]:
    """One statement for each scope; what is of no customer is not asked about."""
    by_scope: dict[Scope, set[int]] = defaultdict(set)
    for row in rows:
        scope = row.recipient.scope if row.recipient.is_staff else None
        if scope and (row.customer_id or row.context.get("number")):
            by_scope[scope].add(row.pk)
    for scope, keys in by_scope.items():
        with tenancy.as_limited(scope):
            yield from keys - set(Notification.objects.filter(pk__in=keys).values_list("pk", flat=True))


def put_off(
    row: Notification,
    why: str,
    attempts: int,
    waits: Sequence[timedelta],
    given_up: Mapping[str, Any] = SET_ASIDE,
) -> None:
    """Due again after a while, longer each time; `given_up`, set aside as a rule, after the last of `waits`."""
    wait = back_off.after(attempts, waits)
    if wait is None:
        mark(row, last_error=why, **given_up)
        return
    mark(
        row,
        state=State.WAITING,
        last_error=why,
        attempts=attempts,
        next_attempt_at=timezone.now() + wait,
    )


def give_back(rows: Sequence[Notification]) -> None:
    """Leased but not tried."""
    if rows:
        with tenancy.as_staff():
            mine = Notification.objects.filter(
                pk__in=[row.pk for row in rows], state=State.LEASED, leased_until=rows[0].leased_until
            )
            mine.update(state=State.WAITING, leased_until=None, attempts=F("attempts") - 1)


def mark(row: Notification, last_error: str, **facts: Any) -> None:
    """Set what came of an attempt, unless the lease was lost to another worker meanwhile."""
    with tenancy.as_staff():
        mine = Notification.objects.filter(pk=row.pk, state=State.LEASED, leased_until=row.leased_until)
        mine.update(
            leased_until=None, last_error=last_error, tries=tried(timezone.now(), last_error), **facts
        )
