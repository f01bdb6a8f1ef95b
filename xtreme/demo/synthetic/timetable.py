"""Covered time in whole seconds, looked up in a table: what SupportCalendar computes exactly, a hundred thousand
times a second. A test holds the two together."""

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime

from subscriptions.calendars import SupportCalendar


class Timetable:
    """The openings of a calendar between two instants, as seconds since 1970."""

    def __init__(self, calendar: SupportCalendar, first: datetime, last: datetime) -> None:
        self._opens: list[int] = []
        self._closes: list[int] = []
        self._before: list[int] = []  # covered seconds before each opening
        at, passed, end = first, 0, int(last.timestamp())
        while at < last:
            opens = calendar.next_covered(at)
            closes = calendar.next_change(opens) or last
            begin, finish = int(opens.timestamp()), min(int(closes.timestamp()), end)
            if begin >= end:
                break
            self._opens.append(begin)
            self._closes.append(finish)
            self._before.append(passed)
            passed += finish - begin
            at = closes
        self.total = passed

    def passed(self, instant: int) -> int:
        """The covered seconds before the instant, since the table begins."""
        index = bisect_right(self._opens, instant) - 1
        if index < 0:
            return 0
        return self._before[index] + min(instant, self._closes[index]) - self._opens[index]

    def reach(self, count: int) -> int:
        """The earliest instant at which so many covered seconds have passed. Raises IndexError beyond the table."""
        if count > self.total:
            raise IndexError(f"The timetable ends {datetime.fromtimestamp(self._closes[-1], UTC)}")
        index = max(bisect_left(self._before, count) - 1, 0)
        return self._opens[index] + max(count - self._before[index], 0)

    def add(self, start: int, covered: int) -> int:
        """The earliest instant at which `covered` seconds have passed since `start`."""
        return self.reach(self.passed(start) + covered)
