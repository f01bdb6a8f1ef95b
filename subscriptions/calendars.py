"""Covered time: which instants a support calendar covers, and when so much of it has passed (R8.3).

Pure arithmetic on instants (TARGETS.md, 4 and 5). What is promised in covered time is left to `tickets`,
pauses to `clock`, where a region's hours and holidays are kept to `models`.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from subscriptions.calendar_errors import (
    CalendarError,
    NoCoveredTime,
    SkippedTime,
    UnknownTimeZone,
    WindowReversed,
)
from subscriptions.wall_hours import DAY, LONGEST_CLOSURE, Interval, WallHours, WeeklyHours, checked_week
from subscriptions.zone_offsets import MICROSECOND, instant, microseconds
from subscriptions.zoned_hours import WithWindows, ZonedHours

__all__ = ["CalendarError", "NoCoveredTime", "SupportCalendar", "Window", "around_the_clock", "instant_of"]

type Window = tuple[datetime, datetime]
"""[start, end): instants that are covered whatever the weekly hours say."""

_FIRST_DAY = date(1970, 1, 1)
_WHOLE_DAY: Interval = (time(0, 0), time(0, 0))


class SupportCalendar:
    """The instants at which the wall clock of a zone shows a time inside that weekday's hours, except on
    holidays; and the instants inside `windows`, which no holiday closes (TARGETS.md, 4 and 5).

    Immutable, and equal to any other with the same zone, hours, holidays and windows. Aware datetimes in,
    UTC out, exact to the microsecond; a naive datetime raises NaiveInstant.
    """

    __slots__ = ("_counted", "_hours", "_steady", "holidays", "time_zone", "week", "windows")

    time_zone: str
    week: WeeklyHours
    holidays: frozenset[date]
    windows: tuple[Window, ...]
    _hours: ZonedHours
    _counted: ZonedHours | WithWindows
    # Of microseconds: the last stretch that next_change found to be all covered, or not at all.
    _steady: range

    def __init__(
        self, time_zone: str, weekly: Mapping[int, Collection[Interval]], holidays: Collection[date]
    ) -> None:
        """`weekly`: weekday (Monday is 0) to intervals (start, end); an end of 00:00 is the day's end.

        Raises the CalendarError that names what is wrong with the zone or the table of hours.
        """
        self.time_zone = _checked_zone(time_zone)
        self.week = checked_week(weekly)
        self.holidays = frozenset(holidays)
        self.windows = ()
        self._hours = self._counted = ZonedHours(time_zone, WallHours(self.week, self.holidays))
        self._steady = range(0)

    def with_windows(self, windows: Iterable[Window]) -> "SupportCalendar":
        """This calendar and [start, end) of every window, holidays or not: Special Event Support (R23).

        Raises WindowReversed, NaiveInstant.
        """
        extended = copy(self)
        extended.windows = _union([*self.windows, *windows])
        spans = [(microseconds(start), microseconds(end)) for start, end in extended.windows]
        extended._counted = WithWindows(self._hours, spans)
        extended._steady = range(0)
        return extended

    def add(self, start: datetime, covered: timedelta) -> datetime:
        """The earliest instant by which `covered` has passed since `start`: may be exactly at closing (R8.3).

        Raises NoCoveredTime when the search meets 400 days without covered time, ValueError below zero.
        """
        needed = covered // MICROSECOND
        if needed < 0:
            raise ValueError("Covered time that has passed cannot be negative.")
        begin = microseconds(start)
        return instant(self._counted.earliest(begin, needed) if needed else begin)

    def covered_between(self, a: datetime, b: datetime) -> timedelta:
        """The covered time in [a, b); zero when b is not after a."""
        begin, end = microseconds(a), microseconds(b)
        if end <= begin:
            return timedelta()
        return timedelta(microseconds=self._counted.before(end) - self._counted.before(begin))

    def is_covered(self, at: datetime) -> bool:
        """Whether the calendar is open at `at`: an opening belongs to it, a closing does not."""
        begin = microseconds(at)
        return self._counted.before(begin + 1) > self._counted.before(begin)

    def next_covered(self, at: datetime) -> datetime:
        """The earliest covered instant from `at` on: when the clock starts (R5.4). Raises NoCoveredTime."""
        return self.add(at, MICROSECOND) - MICROSECOND

    def next_change(self, at: datetime) -> datetime | None:
        """When the calendar closes if it is open at `at`, else when it opens (R5.4, R6.3).

        None if nothing changes within 400 days, as around the clock.
        """
        begin = microseconds(at)
        if begin in (steady := self._steady):
            return instant(steady.stop)
        before = self._counted.before
        passed = before(begin)
        slope = before(begin + 1) - passed
        within = range(LONGEST_CLOSURE // MICROSECOND)
        unbroken = bisect_right(within, 0, key=lambda span: abs(before(begin + span) - passed - slope * span))
        if unbroken == len(within):
            return None
        self._steady = range(begin, begin + unbroken - 1)
        return instant(begin + unbroken - 1)

    def holidays_between(self, a: datetime, b: datetime) -> list[date]:
        """The dates in [a, b) whose hours are not covered because they are holidays, for explanations (R8.4)."""
        zone = ZoneInfo(self.time_zone)
        first = instant(microseconds(a)).astimezone(zone).date()
        last = instant(microseconds(b) - 1).astimezone(zone).date()
        return sorted(day for day in self.holidays if first <= day <= last and self._closes(day, zone))

    def _closes(self, day: date, zone: ZoneInfo) -> bool:
        """Whether any hours of that holiday's weekday are outside all windows, and so not covered."""
        for start, end in self.week[day.weekday()]:
            opening = datetime.combine(day, start, zone).astimezone(UTC)
            closing = datetime.combine(
                day if end != time() else day + timedelta(days=1), end, zone
            ).astimezone(UTC)
            if self.covered_between(opening, closing) < closing - opening:
                return True
        return False

    def long_closures(self) -> list[date]:
        """When holidays close it for more than 400 days: no due time is found then (TARGETS.md, 5.7)."""
        return [_FIRST_DAY + timedelta(closing // DAY) for closing, _opening in self._hours.wall.closures]

    def longest_day(self) -> timedelta:
        """The covered time of the longest day of the week: what `1 d` of a target means by default."""
        return timedelta(microseconds=self._hours.wall.longest_day)

    def _identity(self) -> tuple[object, ...]:
        return self.time_zone, self.week, self.holidays, self.windows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SupportCalendar) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def __repr__(self) -> str:
        per_week = timedelta(microseconds=self._hours.wall.per_week)
        return f"<SupportCalendar {self.time_zone}, {per_week} a week>"


def around_the_clock(time_zone: str, days: Iterable[int] = range(5)) -> SupportCalendar:
    """Whole days without holidays: 24×5 as it stands, 24×7 with `days=range(7)` (R10, R14)."""
    return SupportCalendar(time_zone, {day: [_WHOLE_DAY] for day in days}, frozenset())


def instant_of(local: datetime, time_zone: str) -> datetime:
    """The instant of a local time that a person typed, in UTC: of two, the first (TARGETS.md, 5.6).

    Raises SkippedTime when the clock never shows it.
    """
    zone = ZoneInfo(_checked_zone(time_zone))
    typed = local.replace(tzinfo=None, fold=0)
    found = typed.replace(tzinfo=zone).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != typed:
        raise SkippedTime(local=f"{typed:%Y-%m-%d %H:%M}", time_zone=time_zone)
    return found


def _union(windows: list[Window]) -> tuple[Window, ...]:
    """The windows in UTC and in order, those that touch or overlap as one."""
    joined: list[Window] = []
    for start, end in sorted((instant(microseconds(a)), instant(microseconds(b))) for a, b in windows):
        if end <= start:
            raise WindowReversed(start=start, end=end)
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _checked_zone(time_zone: str) -> str:
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownTimeZone(time_zone=time_zone) from error
    return time_zone
