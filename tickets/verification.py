"""Recomputes every milestone from its ledger and names each difference (TARGETS.md, 8.7). Changes nothing (W51)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch

from subscriptions import clock
from subscriptions.calendars import NoCoveredTime
from tickets.models import DueTime, Milestone
from tickets.targets import pauses_of

TOLERANCE = timedelta(minutes=1)


@dataclass(frozen=True)
class Difference:
    """What is stored and what the ledger says instead, of one milestone."""

    milestone: Milestone
    what: str
    stored: object
    computed: object

    def __str__(self) -> str:
        row = self.milestone
        return (
            f"incident {row.incident_id}, {row.kind} {row.pk}: {self.what} {self.stored}, not {self.computed}"
        )


def differences() -> Iterator[Difference]:
    """Every milestone whose due time or result is not what its entries say."""
    ledger = Prefetch("due_times", DueTime.objects.order_by("pk"))
    rows = Milestone.objects.select_related("calendar").prefetch_related("pauses", ledger).order_by("pk")
    for milestone in rows.iterator(chunk_size=2000):
        yield from check(milestone)


def check(milestone: Milestone) -> Iterator[Difference]:
    """The differences of one milestone."""
    entries = list(milestone.due_times.all())
    if not entries:
        yield Difference(milestone, "due times", "none", "at least one")
        return
    if entries[-1].due_at != milestone.due_at:
        yield Difference(milestone, "due", milestone.due_at, entries[-1].due_at)
    computed = due_at(milestone, entries[-1].at)
    if not _close(milestone.due_at, computed):
        yield Difference(milestone, "due", milestone.due_at, computed)
    if milestone.ended_at and milestone.result in (Milestone.Result.MET, Milestone.Result.MISSED):
        late = milestone.due_at is not None and milestone.ended_at > milestone.due_at
        if milestone.result == Milestone.Result.MET and late:
            yield Difference(milestone, "result", milestone.result, Milestone.Result.MISSED)


def due_at(milestone: Milestone, decided_at: datetime) -> datetime | None:
    """The due time by arithmetic, from what had happened when the stored one was decided."""
    pauses = [pause for pause in pauses_of(milestone) if pause.end and pause.end <= decided_at]
    calendar = milestone.hours
    try:
        return clock.due(calendar, milestone.started_at, milestone.allowed, pauses)
    except NoCoveredTime:
        return None


def _close(stored: datetime | None, computed: datetime | None) -> bool:
    if stored is None or computed is None:
        return stored == computed
    return abs(stored - computed) < TOLERANCE
