"""Covered time in a zone: the hours of a wall clock, put into real elapsed time across every clock change.

Instants and counts are whole microseconds. The public face with its datetimes is `calendars`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from subscriptions.calendar_errors import NoCoveredTime, OutOfReach
from subscriptions.wall_hours import LONGEST_CLOSURE, WEEK, WallHours
from subscriptions.zone_offsets import DECADE, MICROSECOND, instant, offset_periods, start_of_year

_ANCHOR = 2020  # counts are measured from the start of this year, whatever years are asked for
_YEARS = range(10, 9990)
_YEAR = 365 * 24 * 60 * 60 * 1_000_000


class _Table(NamedTuple):
    """What is known of a stretch of time, by period of constant offset."""

    first: int
    end: int
    covered_by_end: int
    begins: list[int]
    offsets: list[int]
    passed: list[int]  # covered before the period begins
    shift: list[int]  # what the wall clock's count lacks to be the true one


class ZonedHours:
    """Counts the covered microseconds before an instant, and finds the instant of a count.

    Inside a period of constant offset the count runs as the wall clock's; at each change of offset what
    the clock repeats is put in and what it skips is taken out. The table of periods grows by the years
    that are asked for; counts do not depend on how far it reaches.
    """

    __slots__ = ("_table", "_time_zone", "wall")

    def __init__(self, time_zone: str, wall: WallHours) -> None:
        self.wall = wall
        self._time_zone = time_zone
        self._table = _Table(0, 0, 0, [], [], [], [])

    def before(self, at: int) -> int:
        """Covered microseconds before `at`. Raises OutOfReach."""
        return self._before(at, self._table_with(at))

    def earliest(self, begin: int, needed: int) -> int:
        """The earliest instant by which `needed` > 0 are covered since `begin`. Raises NoCoveredTime."""
        if not self.wall.per_week:
            raise NoCoveredTime(at=instant(begin))
        table = self._table_with(begin)
        count = self._before(begin, table) + needed
        while count > table.covered_by_end:
            years = (count - table.covered_by_end) * WEEK // (self.wall.per_week * _YEAR)
            table = self._grown(table, instant(table.end).year + years)
        index = bisect_left(table.passed, count) - 1
        place = self.wall.reach(count - table.shift[index])
        if self.wall.closures:
            self._refuse_long_closure(begin, place, table)
        return place - table.offsets[index]

    def _before(self, at: int, table: _Table) -> int:
        index = bisect_right(table.begins, at) - 1
        return table.shift[index] + self.wall.before(at + table.offsets[index])

    def _refuse_long_closure(self, begin: int, place: int, table: _Table) -> None:
        started = begin + table.offsets[bisect_right(table.begins, begin) - 1]
        for closing, opening in self.wall.closures:
            if opening <= place and opening - max(closing, started) > LONGEST_CLOSURE // MICROSECOND:
                raise NoCoveredTime(at=instant(begin))

    def _table_with(self, at: int) -> _Table:
        table = self._table
        return table if table.first <= at < table.end else self._grown(table, instant(at).year)

    def _grown(self, table: _Table, year: int) -> _Table:
        """A table that holds `year` and all that `table` holds; threads may replace each other's."""
        if year not in _YEARS:
            raise OutOfReach(year=year)
        first_year, end_year = _ANCHOR, _ANCHOR + DECADE
        if table.begins:
            first_year, end_year = instant(table.first).year, instant(table.end).year
        decade = year // DECADE * DECADE
        self._table = grown = self._tabulated(min(first_year, decade), max(end_year, decade + DECADE))
        return grown

    def _tabulated(self, first_year: int, end_year: int) -> _Table:
        periods = offset_periods(self._time_zone, first_year, end_year)
        before = self.wall.before
        shift = [0]
        for (_begin, offset), (change, new_offset) in pairwise(periods):
            shift.append(shift[-1] + before(change + offset) - before(change + new_offset))
        begins = [begin for begin, _offset in periods]
        offsets = [offset for _begin, offset in periods]
        anchor = shift[bisect_right(begins, start_of_year(_ANCHOR)) - 1]
        shift = [each - anchor for each in shift]
        passed = [each + before(begin + offset) for each, (begin, offset) in zip(shift, periods, strict=True)]
        end = start_of_year(end_year)
        covered_by_end = shift[-1] + before(end + offsets[-1])
        return _Table(begins[0], end, covered_by_end, begins, offsets, passed, shift)


class WithWindows:
    """Counts as `hours` does outside some windows, and everything inside them."""

    __slots__ = ("_begins", "_ends", "_gained", "_hours")

    def __init__(self, hours: ZonedHours, windows: Collection[tuple[int, int]]) -> None:
        """`windows`: [begin, end) in order, none touching another."""
        self._hours = hours
        self._begins = [begin for begin, _end in windows]
        self._ends = [end for _begin, end in windows]
        self._gained = [0]
        for begin, end in windows:
            self._gained.append(self._gained[-1] + end - begin - hours.before(end) + hours.before(begin))

    def before(self, at: int) -> int:
        """Covered microseconds before `at`. Raises OutOfReach."""
        begun = bisect_right(self._begins, at)
        if begun and at < self._ends[begun - 1]:
            begin = self._begins[begun - 1]
            return self._hours.before(begin) + self._gained[begun - 1] + at - begin
        return self._hours.before(at) + self._gained[begun]

    def earliest(self, begin: int, needed: int) -> int:
        """The earliest instant by which `needed` > 0 are covered since `begin`. Raises NoCoveredTime."""
        count = self.before(begin) + needed
        for opening, closing in zip(self._begins, self._ends, strict=True):
            if closing <= begin:
                continue
            by_opening = self.before(opening)
            if begin < opening and count <= by_opening:
                break
            if count <= self.before(closing):
                return opening + count - by_opening
            begin = closing
        return self._hours.earliest(begin, count - self.before(begin))
