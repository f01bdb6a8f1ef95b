"""What open incidents do when their product's line changes: place in the queue, running milestones and new ones
follow the tier (R14.3, R15.2, R26.1, R26.4).

`heed` writes down, in the transaction that changes the subscription, that a line is to be followed, and follows at
once where that is one batch. `go_on`, which any number of workers may call, works off the rest, and lines that
begin later, a batch a transaction. A batch is locked, read and written as a whole: its statements do not grow with
it. Nobody is mailed; each incident's timeline says what changed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from entitlements.models import MilestoneKind, Severity
from entitlements.special_events import windows as special_events
from notifications import outbox
from subscriptions import clock, kept
from subscriptions.models import ProductLine, Tier
from tickets import targets
from tickets.duty import paging
from tickets.live import announcing
from tickets.models import Following, Incident, Milestone, TimelineEntry
from tickets.targets import Superseding
from tickets.timeline import due_change, entry
from tickets.waking import wake

BATCH = 200  # incidents that are locked together
# What was being logged under the old line while it changed is seen by then: a request lasts no longer.
SETTLED = timedelta(minutes=2)

WRITE_PLACES = """
update tickets_incident set line_id = %s, tier_id = %s, tier_rank = %s, changed_at = place.changed_at,
  due_at = place.due_at, due_milestone_id = place.milestone, at_risk = place.at_risk, lifted = place.lifted
from unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::bigint[], %s::boolean[], %s::smallint[])
  as place (id, changed_at, due_at, milestone, at_risk, lifted)
where tickets_incident.id = place.id
"""


def heed(sender: Any, *, lines: Iterable[int], at: datetime, by: int | None, **_words: Any) -> None:
    """Receives `subscriptions.signals.lines_changed`: these lines are to be followed when they begin."""
    begun = False
    for line in ProductLine.objects.filter(pk__in=lines, ends_at__gt=at).order_by("starts_at", "pk"):
        facts = {"customer_id": line.customer_id, "by_id": by, "look_at": max(line.starts_at, at)}
        Following.objects.update_or_create(line=line, defaults=facts | {"finished_at": None})
        begun = begun or line.starts_at <= at
        if line.starts_at <= at and _waiting(line).count() <= BATCH:
            _follow(Following.objects.get(line=line), at)
    if begun:
        outbox.nudge_after_commit("tickets.tasks.follow_subscriptions")


def go_on(at: datetime | None = None) -> bool:
    """Follow by one batch the oldest line that is due by `at` and that no other worker holds; says whether there
    was one."""
    at = at or timezone.now()
    with transaction.atomic():
        due = Following.objects.filter(finished_at=None, look_at__lte=at).order_by("look_at", "pk")
        act = due.select_for_update(skip_locked=True, of=("self",)).first()
        if act is None:
            return False
        _follow(act, at)
        return True


def open_incidents(line: ProductLine) -> int:
    """How many open incidents there are of the line's product, for who is about to change its tier."""
    return Incident.objects.open().filter(customer=line.customer_id, product=line.product_id).count()


def _follow(act: Following, at: datetime) -> None:
    """Move one batch to the line; where nothing is left, look once more when what was under way has ended."""
    line = ProductLine.objects.select_related("tier", "product").get(pk=act.line_id)
    if line.starts_at > at:
        act.look_at = line.starts_at
    else:
        moved = _move(act, line, at) if line.ends_at > at else 0
        act.moved += moved
        if moved < BATCH:
            settled = line.starts_at + SETTLED
            act.finished_at = at if at >= settled else None
            act.look_at = max(act.look_at, settled)
    act.save()


def _waiting(line: ProductLine) -> Any:
    """Open incidents of the product that stand under no line or an earlier one."""
    earlier = Q(line=None) | Q(line__starts_at__lt=line.starts_at)
    return Incident.objects.open().filter(earlier, customer=line.customer_id, product=line.product_id)


def _move(act: Following, line: ProductLine, at: datetime) -> int:
    rows = list(_waiting(line).for_change().order_by("pk")[:BATCH])
    if not rows:
        return 0
    with kept.settled(rows[0].stamp):
        _read(rows, line)
        changes = [_Change(row, line, at) for row in rows]
        raised = [change.superseding for change in changes if change.superseding]
        targets.replace(raised, "tier")
        entries = [change.told(act.by_id) for change in changes if change.differs]
        TimelineEntry.objects.bulk_create(entries)
        for row in rows:
            targets.place(row)
        _write(rows, line)
        for change in changes:
            if change.superseding and wake(change.incident, at, "targets"):
                change.incident.save(update_fields=["snoozed_until"])
            if change.differs:
                announcing.changed(change.incident, public=True)
    for change in changes:
        if change.differs and change.incident.severity == Severity.CRITICAL:
            paging.follow(change.incident, at)
    return len(rows)


class _Change:
    """What the line does to one incident: up, its milestones are superseded; down, they keep what was promised
    (R27.3)."""

    def __init__(self, incident: Incident, line: ProductLine, at: datetime) -> None:
        self.incident, self.before, self.at = incident, incident.tier, at
        self.superseding: Superseding | None = None
        self.used: dict[str, int] = {}
        incident.line, incident.tier, incident.tier_rank = line, line.tier, line.tier.rank
        if line.tier.rank < self.before.rank:
            self.used = {each.kind: _used(each, at) for each in incident.running}
            self.superseding = _superseding(incident, line, at)
        if self.differs:
            incident.changed_at = at

    @property
    def differs(self) -> bool:
        return self.before != self.incident.tier

    def told(self, by: int | None) -> TimelineEntry:
        """On the timeline, before the customer too: both due times, and how much of each target had passed."""
        pairs = self.superseding.pairs if self.superseding else []
        written = entry(
            self.incident,
            TimelineEntry.Kind.INFORMATION,
            self.at,
            code="tier_changed",
            from_=self.before.name,
            to=self.incident.tier.name,
            due=[
                due_change(new.kind, old.due_at, new.due_at)
                | {"used": self.used[old.kind], "paused": new.paused_at is not None}
                for old, new in pairs
            ],
        )
        written.author_id = by
        return written


def _superseding(incident: Incident, line: ProductLine, at: datetime) -> Superseding:
    """As of the instant at which the line began (R14.3). Where the incident has changed since, or a due time would
    have passed by now, as of now: nothing becomes late by a worker that was away (R8.10)."""
    if incident.changed_at <= line.starts_at:
        planned = targets.supersede(incident, line.starts_at, raised=True)
        if all(each.due_at is None or each.due_at > at for each in planned.begun):
            return planned
    return targets.supersede(incident, at, raised=True)


def _used(milestone: Milestone, at: datetime) -> int:
    """How many per cent of the target have passed."""
    passed = clock.elapsed(milestone.hours, milestone.started_at, at, targets.pauses_of(milestone))
    return round(100 * passed / milestone.allowed) if milestone.allowed else 100


def _read(rows: list[Incident], line: ProductLine) -> None:
    """All that the arithmetic asks of the incidents, for all of them together."""
    tiers = {tier.pk: tier for tier in Tier.objects.all()}
    of_these = Q(result="") | Q(result=Milestone.Result.SUPERSEDED) | Q(kind=MilestoneKind.SOLUTION_GOAL)
    ledger = Milestone.objects.filter(of_these).prefetch_related("calendar", "pauses", "due_times")
    prefetch_related_objects(rows, "region", "customer", Prefetch("milestones", ledger))
    windows = special_events.windows(line.customer_id, line.product_id)
    for row in rows:
        row.product, row.tier, row.event_windows = line.product, tiers[row.tier_id], windows
        milestones = {each.pk: each for each in row.milestones.all()}
        for each in milestones.values():
            each.incident, each.tier = row, tiers[each.tier_id]
            if each.replaces_id in milestones:
                each.replaces = milestones[each.replaces_id]
        row.running = [each for each in milestones.values() if not each.result]


def _write(rows: list[Incident], line: ProductLine) -> None:
    columns: list[Any] = [
        [row.pk for row in rows],
        [row.changed_at for row in rows],
        [row.due_at for row in rows],
        [row.due_milestone.pk if row.due_milestone else None for row in rows],
        [row.at_risk for row in rows],
        [row.lifted for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE_PLACES, [line.pk, line.tier_id, line.tier.rank, *columns])
