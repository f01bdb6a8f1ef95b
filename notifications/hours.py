"""When mail that is not urgent may come, by a person's own clock: pure arithmetic, exact where clocks change.

A time of day that is skipped when clocks go forward is taken an hour later; one that comes twice when they go
back is the first, as a beginning, and the second, as the end of quiet hours: quiet stays quiet.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class Hours:
    """Quiet from one time of day to another, on the days (Monday is 0) that they begin on; without both, never."""

    zone: ZoneInfo
    quiet_from: time | None = None
    quiet_to: time | None = None
    quiet_days: Collection[int] = field(default=EVERY_DAY)
    digest_at: time = time(8)
    digest_day: int = 0

    def next_allowed(self, at: datetime) -> datetime:
        """`at` itself, or the end of the quiet hours that it lies in, where others that begin before they end are
        passed as well."""
        allowed, today = at, at.astimezone(self.zone).date()
        for day in (today + n * DAY for n in range(-1, 9)):
            begin, end = self._quiet(day)
            if begin <= allowed < end:
                allowed = end
        return allowed

    def next_daily(self, at: datetime) -> datetime:
        """The first time for a digest after `at`."""
        return self._next_digest(at, EVERY_DAY)

    def next_weekly(self, at: datetime) -> datetime:
        """The first one on the day for the weekly digest after `at`."""
        return self._next_digest(at, {self.digest_day})

    def _quiet(self, day: date) -> tuple[datetime, datetime]:
        """The quiet hours that begin on the day; an empty span where there are none."""
        if self.quiet_from is None or self.quiet_to is None or day.weekday() not in self.quiet_days:
            return datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)
        last = day if self.quiet_from < self.quiet_to else day + DAY
        ends = (self._instant(last, self.quiet_to, fold) for fold in (0, 1))
        return self._instant(day, self.quiet_from), max(ends)

    def _next_digest(self, at: datetime, days: Collection[int]) -> datetime:
        today = at.astimezone(self.zone).date()
        return next(
            when
            for day in (today + n * DAY for n in range(9))
            if day.weekday() in days and (when := self._instant(day, self.digest_at)) > at
        )

    def _instant(self, day: date, clock: time, fold: int = 0) -> datetime:
        return datetime.combine(day, clock.replace(fold=fold), self.zone).astimezone(UTC)
