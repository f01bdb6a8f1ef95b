"""Recomputes every milestone from its ledger and names each difference (TARGETS.md, 8.7). Changes nothing (W51).

Values, not model objects, a range of keys at a time: at 3,200,000 milestones objects took five times as long.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Max, Min

from subscriptions import clock, kept
from subscriptions.models.regions import calendar_of
from tickets import windows
from tickets.models import DueTime, Milestone, Pause

TOLERANCE = timedelta(minutes=1)
AT_ONCE = 20_000  # keys


@dataclass(frozen=True)
class Difference:
    """What is stored and what the ledger says instead, of one milestone."""

    incident: int
    kind: str
    milestone: int
    what: str
    stored: object
    computed: object

    def __str__(self) -> str:
        return (
            f"incident {self.incident}, {self.kind} {self.milestone}: {self.what} {self.stored},"
            f" not {self.computed}"
        )


class Promise(NamedTuple):
    """What a milestone's own row says."""

    pk: int
    incident_id: int
    kind: str
    calendar_id: int
    clock: str
    windows: str
    allowed: timedelta
    started_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    result: str


class Entry(NamedTuple):
    """The last due time that a milestone was given, and when."""

    at: datetime
    due_at: datetime | None


def differences() -> Iterator[Difference]:
    """Every milestone whose due time or result is not what its entries say."""
    for keys in ranges():
        yield from differences_in(keys)


def ranges() -> list[range]:
    """The keys of all milestones, in parts that are read at once."""
    found = Milestone.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if found["first"] is None:
        return []
    beyond = found["last"] + 1
    return [range(start, min(start + AT_ONCE, beyond)) for start in range(found["first"], beyond, AT_ONCE)]


def differences_in(keys: range) -> list[Difference]:
    """Those of the milestones with these keys. What changes while it is read is read again."""
    with kept.settled():
        found = _read(keys)
    with kept.settled():
        return [difference for difference in _read(keys) if difference in found] if found else []


def _read(keys: range) -> list[Difference]:
    ledger = DueTime.objects.filter(milestone__gte=keys.start, milestone__lt=keys.stop).order_by("pk")
    last = {key: Entry(at, due_at) for key, at, due_at in ledger.values_list("milestone_id", "at", "due_at")}
    pauses = defaultdict(list)
    over = Pause.objects.filter(milestone__gte=keys.start, milestone__lt=keys.stop, ended_at__isnull=False)
    for key, start, end in over.order_by("pk").values_list("milestone_id", "started_at", "ended_at"):
        pauses[key].append(clock.Pause(start, end))
    rows = Milestone.objects.filter(pk__gte=keys.start, pk__lt=keys.stop).order_by("pk")
    return [
        Difference(row.incident_id, row.kind, row.pk, *difference)
        for row in map(Promise._make, rows.values_list(*Promise._fields))
        for difference in _compare(row, last.get(row.pk), pauses[row.pk])
    ]


def _compare(
    row: Promise, last: Entry | None, pauses: list[clock.Pause]
) -> Iterator[tuple[str, object, object]]:
    """What differs, what is stored, what it should be."""
    if last is None:
        yield "due times", "none", "at least one"
        return
    if last.due_at != row.due_at:
        yield "due", row.due_at, last.due_at
    computed = _due(row, [pause for pause in pauses if pause.end and pause.end <= last.at])
    if not _close(row.due_at, computed):
        yield "due", row.due_at, computed
    late = row.due_at is not None and row.ended_at is not None and row.ended_at > row.due_at
    if row.result == Milestone.Result.MET and late:
        yield "result", row.result, Milestone.Result.MISSED


def _due(row: Promise, pauses: list[clock.Pause]) -> datetime | None:
    """The due time by arithmetic, from what had happened when the stored one was decided."""
    calendar = windows.extended(calendar_of(row.calendar_id, row.clock), row.windows)
    return clock.due_or_none(calendar, row.started_at, row.allowed, pauses)


def _close(stored: datetime | None, computed: datetime | None) -> bool:
    if stored is None or computed is None:
        return stored == computed
    return abs(stored - computed) < TOLERANCE
