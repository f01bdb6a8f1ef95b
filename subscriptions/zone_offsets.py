"""When the UTC offset of a time zone changes. Instants are whole microseconds since 1970 UTC.

The standard library tells the offset at an instant but not when it changes; this finds the changes.
What is covered between them is left to `zoned_hours`.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain
from zoneinfo import ZoneInfo

from subscriptions.calendar_errors import NaiveInstant

DECADE = 10  # years that are searched in one go, and kept
MICROSECOND = timedelta(microseconds=1)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000
_DAY = 24 * 60 * 60

# The shortest time a zone has ever kept an offset between two changes that cancel out is just under four
# days (Freetown, 1939); it is under seven days in Gaza's rules for 2040. A longer stride would miss those.
_STRIDE = 3 * _DAY

type Period = tuple[int, int]
"""Begin of a period of constant offset, and the offset (local minus UTC, in microseconds)."""


def microseconds(at: datetime) -> int:
    """Microseconds from 1970 to an aware datetime. Raises NaiveInstant."""
    try:
        return (at - _EPOCH) // MICROSECOND
    except TypeError as error:
        raise NaiveInstant(at=at) from error


def instant(at: int) -> datetime:
    """The UTC datetime of so many microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=at)


def start_of_year(year: int) -> int:
    """Microseconds from 1970 to the start of `year`, UTC."""
    return microseconds(datetime(year, 1, 1, tzinfo=UTC))


def offset_periods(time_zone: str, first_year: int, end_year: int) -> list[Period]:
    """The periods of constant offset from the start of `first_year` to that of `end_year`, both full decades.

    Two periods that follow each other may have the same offset.
    """
    decades = range(first_year, end_year, DECADE)
    return list(chain.from_iterable(_decade(time_zone, year) for year in decades))


@cache
def _decade(time_zone: str, year: int) -> tuple[Period, ...]:
    begin, end = start_of_year(year) // _SECOND, start_of_year(year + DECADE) // _SECOND
    changes = _changes(ZoneInfo(time_zone), begin, end - 1)
    return tuple((second * _SECOND, offset * _SECOND) for second, offset in changes)


def _changes(zone: ZoneInfo, at: int, last: int) -> Iterator[tuple[int, int]]:
    """(second, offset) at `at` and at every change up to `last`."""
    offset = _offset(zone, at)
    yield at, offset
    while at < last:
        probe = min(at + _STRIDE, last)
        if _offset(zone, probe) == offset:
            at = probe
            continue
        at = _first_change(zone, range(at, probe), offset)
        offset = _offset(zone, at)
        yield at, offset


def _first_change(zone: ZoneInfo, seconds: range, offset: int) -> int:
    """The first of `seconds`, or the one after them, at which the offset is another."""
    return seconds.start + bisect_left(seconds, True, key=lambda second: _offset(zone, second) != offset)


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = (_EPOCH + timedelta(seconds=second)).astimezone(zone).utcoffset()
    assert offset is not None
    return offset.days * _DAY + offset.seconds
