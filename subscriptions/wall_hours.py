"""Covered time as the wall clock shows it: hours by weekday, days left out, no zone and no clock change.

Counting is arithmetic over whole weeks with holidays as exceptions: ten years cost what an hour costs.
Which instant a wall clock shows is left to `calendars`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from datetime import date, time, timedelta
from itertools import accumulate, pairwise

from subscriptions.calendar_errors import HoursOverlap, HoursReversed, HoursWithZone, NotAWeekday

DAY = 24 * 60 * 60 * 1_000_000  # microseconds
WEEK = 7 * DAY
LONGEST_CLOSURE = timedelta(days=400)  # a search for covered time ends here (TARGETS.md, 5.7)

_FIRST_DAY = date(1970, 1, 1)
_FIRST_MONDAY = 4 * DAY  # 5 January
_MIDNIGHT = time(0, 0)

type Interval = tuple[time, time]
"""Start (covered) and end (not covered any more) by the wall clock; an end of 00:00 is the day's end."""

type WeeklyHours = tuple[tuple[Interval, ...], ...]
"""Seven days from Monday on, each its intervals in order."""


def checked_week(weekly: Mapping[int, Collection[Interval]]) -> WeeklyHours:
    """The table of hours in order. Raises the CalendarError of the first thing that is wrong with it."""
    for day in weekly:
        if day not in range(7):
            raise NotAWeekday(day=day)
    return tuple(_checked_day(weekly.get(day, ())) for day in range(7))


def _checked_day(intervals: Collection[Interval]) -> tuple[Interval, ...]:
    for start, end in intervals:
        if start.tzinfo or end.tzinfo:
            raise HoursWithZone(hours=_shown((start, end)))
        if start >= end != _MIDNIGHT:
            raise HoursReversed(hours=_shown((start, end)))
    ordered = tuple(sorted(intervals))
    for earlier, later in pairwise(ordered):
        if _end(earlier) > _start(later):
            raise HoursOverlap(first=_shown(earlier), second=_shown(later))
    return ordered


def _start(interval: Interval) -> int:
    """Microseconds since midnight."""
    return _since_midnight(interval[0])


def _end(interval: Interval) -> int:
    """Microseconds since midnight; the day's end is a whole day."""
    return _since_midnight(interval[1]) or DAY


def _length(interval: Interval) -> int:
    return _end(interval) - _start(interval)


def _since_midnight(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def _shown(interval: Interval) -> str:
    return f"{interval[0]:%H:%M}-{interval[1]:%H:%M}"


class WallHours:
    """Counts covered microseconds on a wall clock that never changes.

    A place on that clock is an int: microseconds since the wall clock showed 1970-01-01 00:00.
    Counts run from the first Monday, 1970-01-05, and are negative before it.
    """

    __slots__ = (
        "_before_interval",
        "_by_interval_end",
        "_closed_from",
        "_closed_to",
        "_closed_until",
        "_open_until",
        "_starts",
        "closures",
        "longest_day",
        "per_week",
    )

    def __init__(self, week: WeeklyHours, holidays: Collection[date]) -> None:
        intervals = [(day * DAY, each) for day in range(7) for each in week[day]]
        spans = [(midnight + _start(each), _length(each)) for midnight, each in intervals]
        lengths = [length for _begin, length in spans]
        self._starts = [begin for begin, _length in spans]
        self._by_interval_end = list(accumulate(lengths))
        self._before_interval = [0, *self._by_interval_end[:-1]]
        self.per_week = sum(lengths)
        self.longest_day = max(sum(map(_length, day)) for day in week)
        self._leave_out(sorted(day for day in holidays if week[day.weekday()]))
        self.closures = list(self._long_closures())

    def _leave_out(self, days: list[date]) -> None:
        """Prepare the exceptions: where each day begins and ends in the count that ignores holidays, how much
        of that count is left out up to its end, and where it stands in the count that does not."""
        midnights = [(day - _FIRST_DAY).days * DAY for day in days]
        self._closed_from = [self._regular_before(midnight) for midnight in midnights]
        self._closed_to = [self._regular_before(midnight + DAY) for midnight in midnights]
        lengths = (end - begin for begin, end in zip(self._closed_from, self._closed_to, strict=True))
        self._closed_until = list(accumulate(lengths, initial=0))
        self._open_until = [
            begin - closed for begin, closed in zip(self._closed_from, self._closed_until[:-1], strict=True)
        ]

    def before(self, place: int) -> int:
        """Covered microseconds before `place`."""
        regular = self._regular_before(place)
        passed = bisect_left(self._closed_from, regular)
        if not passed:
            return regular
        left_out = self._closed_until[passed]
        return regular - left_out + max(self._closed_to[passed - 1] - regular, 0)

    def reach(self, count: int) -> int:
        """The earliest place before which `count` microseconds are covered. Needs a week with hours."""
        return self._regular_reach(count + self._closed_until[bisect_left(self._open_until, count)])

    def _regular_before(self, place: int) -> int:
        weeks, within = divmod(place - _FIRST_MONDAY, WEEK)
        index = bisect_right(self._starts, within) - 1
        if index < 0:
            return weeks * self.per_week
        covered = self._before_interval[index] + within - self._starts[index]
        return weeks * self.per_week + min(covered, self._by_interval_end[index])

    def _regular_reach(self, count: int) -> int:
        weeks, within = divmod(count - 1, self.per_week)
        index = bisect_right(self._by_interval_end, within)
        return _FIRST_MONDAY + weeks * WEEK + self._starts[index] + within + 1 - self._before_interval[index]

    def _long_closures(self) -> Iterator[tuple[int, int]]:
        """Runs of holidays that leave more than LONGEST_CLOSURE without covered time: (closing, opening)."""
        bound = LONGEST_CLOSURE // timedelta(microseconds=1)
        begin = 0
        for index, end in enumerate(self._closed_to):
            if index + 1 < len(self._closed_to) and self._closed_from[index + 1] == end:
                continue
            closing = self._regular_reach(self._closed_from[begin])
            opening = self._regular_reach(end + 1) - 1
            if opening - closing > bound:
                yield closing, opening
            begin = index + 1
