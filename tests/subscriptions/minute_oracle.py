"""Covered time the slow way, as a check on the fast one: look at the wall clock at every step and count.

Shares nothing with `subscriptions.calendars` but the meaning of its arguments (TARGETS.md, 5).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


@dataclass
class Oracle:
    """Exact where every instant asked about, interval, clock change and amount is a whole number of steps."""

    time_zone: str
    weekly: dict[int, list[tuple[time, time]]]
    holidays: frozenset[date] = frozenset()
    windows: tuple[tuple[datetime, datetime], ...] = ()
    step: timedelta = MINUTE

    def is_covered(self, at: datetime) -> bool:
        if any(start <= at < end for start, end in self.windows):
            return True
        shown = at.astimezone(ZoneInfo(self.time_zone))
        if shown.date() in self.holidays:
            return False
        clock = shown.time()
        return any(
            start <= clock and (clock < end or end == time(0, 0))
            for start, end in self.weekly.get(shown.weekday(), [])
        )

    def covered_between(self, a: datetime, b: datetime) -> timedelta:
        at, end, covered = a.astimezone(UTC), b.astimezone(UTC), timedelta()
        while at < end:
            covered += self.is_covered(at) * self.step
            at += self.step
        return covered

    def add(self, start: datetime, covered: timedelta) -> datetime:
        at = start.astimezone(UTC)
        while covered > timedelta():
            covered -= self.is_covered(at) * self.step
            at += self.step
        return at
