"""What open incidents do when their product's line changes: place in the queue, running milestones and new ones
follow the tier (R14.3, R15.2, R26.1, R26.4).

`heed` writes down, in the transaction that changes the subscription, that a line is to be followed, and follows at
once where that is one batch. `go_on`, which any number of workers may call, works off the rest, and lines that
begin later, a batch a transaction. A batch is locked, read and written as a whole: its statements do not grow with
it. Nobody is mailed; each incident's timeline says what changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from entitlements.models import MilestoneKind, Severity
from entitlements.special_events import windows as special_events
from notifications import outbox
from subscriptions import arrays, clock, coverage, kept
from subscriptions.known_rows import keep
from subscriptions.models import ProductLine
from tickets import superseding, targets, timeline
from tickets.duty import paging
from tickets.models import DueTime, Following, Incident, Milestone, Pause, TimelineEntry
from tickets.promising import Promises
from tickets.superseding import Superseding
from tickets.timeline import due_changes, entry
from tickets.waking import wake

BATCH = 200  # incidents that are locked together
# What was being logged under the old line while it changed is seen by then: a request lasts no longer.
SETTLED = timedelta(minutes=2)
# What of an incident follows the line.
FOLLOWS = ("line_id", "tier_id", "tier_rank", "changed_at", "snoozed_until", *targets.PLACE)


def heed(sender: Any, *, lines: Iterable[int], at: datetime, by: int | None, **_words: Any) -> None:
    """Receives `subscriptions.signals.lines_changed`: these lines are to be followed when they begin."""
    begun = False
    for line in ProductLine.objects.filter(pk__in=lines, ends_at__gt=at).order_by("starts_at", "pk"):
        since = max(line.starts_at, at)
        facts = {"customer_id": line.customer_id, "by_id": by, "since": since, "look_at": since}
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


def catch_up(incident: Incident, at: datetime) -> None:
    """Inside `changing`: one that is opened again follows what its line, and the order of the tiers, became while
    it was closed; what begins is promised by that (R15.2, R26.1). Where no line covers the product it keeps its
    own."""
    before, line = incident.tier, coverage.line_for(incident.customer, incident.product, at)
    if line is not None:
        incident.line, incident.tier = line, line.tier
    incident.tier_rank = incident.tier.rank
    if incident.tier != before:
        kind, code = TimelineEntry.Kind.INFORMATION, "tier_changed"
        timeline.write(incident, kind, at, code=code, from_=before.name, to=incident.tier.name)


def _follow(act: Following, at: datetime) -> None:
    """Move one batch to the line; where nothing is left, look once more when what was under way has ended."""
    line = ProductLine.objects.select_related("tier", "product", "customer").get(pk=act.line_id)
    if line.starts_at > at:
        act.look_at = line.starts_at
    else:
        moved = _move(act, line, at) if line.ends_at > at else 0
        act.moved += moved
        if moved < BATCH:
            settled = act.since + SETTLED
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
        pauses = _read(rows, line)
        batch = _Batch(line, at, pauses, Promises(act.since), Promises(at))
        changes = [_Change(row, batch) for row in rows]
        raised = [change.superseding for change in changes if change.superseding]
        superseding.replace(raised, "tier")
        timeline.add([change.told(act.by_id) for change in changes if change.differs])
        for row in rows:
            targets.place(row)
        for change in changes:
            if change.superseding:
                wake(change.incident, at, "targets")
        _write(rows)
    for change in changes:
        if change.differs and change.incident.severity == Severity.CRITICAL:
            paging.follow(change.incident, at)
    return len(rows)


@dataclass(frozen=True)
class _Batch:
    """What its incidents have in common: the line that they follow at `at`, the pauses that are over by milestone,
    and what is promised as of when the line began to count and as of now."""

    line: ProductLine
    at: datetime
    pauses: Mapping[int, list[clock.Pause]]
    begun: Promises
    now: Promises

    def used(self, milestone: Milestone) -> int:
        """How many per cent of the target have passed."""
        pauses = self.pauses.get(milestone.pk, ())
        passed = clock.elapsed(milestone.hours, milestone.started_at, self.at, pauses)
        return round(100 * passed / milestone.allowed) if milestone.allowed else 100

    def superseding(self, incident: Incident) -> Superseding:
        """As of the instant at which the line began to count (R14.3). Where the incident has changed since, or
        a due time would have passed by now, as of now: nothing becomes late by a worker that was away (R8.10)."""
        if incident.changed_at <= self.begun.at:
            planned = superseding.supersede(incident, self.begun, raised=True)
            if all(each.due_at is None or each.due_at > self.at for each in planned.begun):
                return planned
        return superseding.supersede(incident, self.now, raised=True)


class _Change:
    """What the line does to one incident: up, its milestones are superseded; down, they keep what was promised
    (R27.3)."""

    def __init__(self, incident: Incident, batch: _Batch) -> None:
        line = batch.line
        self.incident, self.before, self.at = incident, incident.tier, batch.at
        self.superseding: Superseding | None = None
        self.used: dict[str, int] = {}
        incident.line, incident.tier, incident.tier_rank = line, line.tier, line.tier.rank
        if line.tier.rank < self.before.rank:
            self.used = {each.kind: batch.used(each) for each in incident.running}
            self.superseding = batch.superseding(incident)
        if self.differs:
            incident.changed_at = batch.at

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
            due=[change | {"used": self.used[change["milestone"]]} for change in due_changes(pairs)],
        )
        written.author_id = by
        return written


def _read(rows: Sequence[Incident], line: ProductLine) -> dict[int, list[clock.Pause]]:
    """All that the arithmetic asks of the incidents and the settings do not say, for all together. Gives the
    pauses that are over of what runs, by milestone."""
    of_these = Q(result="") | Q(result=Milestone.Result.SUPERSEDED) | Q(kind=MilestoneKind.SOLUTION_GOAL)
    known: dict[int, Milestone] = {}
    ledgers: dict[int, list[Milestone]] = {row.pk: [] for row in rows}
    for milestone in Milestone.objects.filter(of_these, incident__in=list(ledgers)):
        known[milestone.pk] = milestone
        ledgers[milestone.incident_id].append(milestone)
    windows = special_events.windows(line.customer_id, line.product_id)
    taken_back = special_events.hours_taken_back(line.customer_id, line.product_id)
    for row in rows:
        row.customer, row.product = line.customer, line.product
        row.event_windows, row.hours_taken_back = windows, taken_back
        ledger = ledgers[row.pk]
        for milestone in ledger:
            milestone.incident = row
        keep(row, "milestones", ledger)
        row.running = [milestone for milestone in ledger if not milestone.result]
    for milestone in known.values():
        milestone.given = []
        if milestone.replaces_id in known:
            milestone.replaces = known[milestone.replaces_id]
    given = DueTime.objects.filter(milestone__in=list(known)).values_list("milestone", "at", "due_at")
    for key, at, due_at in given:
        if due_at:
            known[key].given.append((at, due_at))
    running = [milestone for row in rows for milestone in row.running]
    prefetch_related_objects([milestone for milestone in running if milestone.paused_at], "pauses")
    return _pauses([milestone.pk for milestone in running])


def _pauses(milestones: Sequence[int]) -> dict[int, list[clock.Pause]]:
    found: dict[int, list[clock.Pause]] = {}
    over = Pause.objects.filter(milestone__in=milestones, ended_at__isnull=False)
    for key, begun, ended in over.values_list("milestone", "started_at", "ended_at"):
        found.setdefault(key, []).append(clock.Pause(begun, ended))
    return found


def _write(rows: Sequence[Incident]) -> None:
    arrays.update(rows, FOLLOWS)
