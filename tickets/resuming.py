"""Back to work from waiting for development (L7), many incidents together: locked, read and written as a whole, by
as many statements for one as for all."""

from collections.abc import Collection, Sequence
from datetime import datetime

from entitlements.models import Severity
from entitlements.special_events import windows as special_events
from subscriptions import arrays, kept
from tickets import targets, timeline, webhook_events
from tickets.duty import paging
from tickets.lifecycle import turn
from tickets.models import Incident, Milestone, Status

CHANGED = ("status", "status_since", "held_open_until", "snoozed_until", "changed_at", *targets.PLACE)


def resume(numbers: Collection[int], at: datetime, *, reason: str) -> None:
    """Inside a transaction: those of the incidents that still wait for development are in progress again; the
    solution goal goes on and a new next reply is due. The product itself does it, and says why."""
    waiting = Incident.objects.filter(pk__in=numbers, status=Status.WAITING_DEVELOPMENT)
    rows = list(waiting.for_change().order_by("pk"))
    if not rows:
        return
    with kept.settled(rows[0].stamp):
        _read(rows)
        for row in rows:
            webhook_events.hold_back(row)
        timeline.add([turn(row, Status.IN_PROGRESS, at, None, reason=reason) for row in rows])
        targets.resume_many(rows, at)
        targets.expect_reply(rows, at)
        for row in rows:
            targets.place(row)
            row.changed_at = max(row.changed_at, at)
        arrays.update(rows, CHANGED)
        for row in rows:
            webhook_events.release(row)
    for row in rows:
        if row.severity == Severity.CRITICAL:
            paging.follow(row, at)


def _read(rows: Sequence[Incident]) -> None:
    """What their clocks and whoever listens ask of them."""
    running: dict[int, list[Milestone]] = {row.pk: [] for row in rows}
    for milestone in Milestone.objects.running().filter(incident__in=list(running)):
        running[milestone.incident_id].append(milestone)
    windows = special_events.windows_of_customers({row.customer_id for row in rows})
    for row in rows:
        row.running, row.event_windows = running[row.pk], windows.get((row.customer_id, row.product_id), [])
        for milestone in row.running:
            milestone.incident = row
