"""The days of support periods: a year from midnight to midnight in the customer's zone. Arithmetic without database
or clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from subscriptions.zone_offsets import MICROSECOND


def first_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which the clock of the zone shows `wall`, in UTC; where it skips that, as much later."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which `day` begins in `zone`, in UTC; the first that exists where midnight is skipped."""
    return first_instant(datetime.combine(day, time()), zone)


def first_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day in which a period that starts at `instant` begins."""
    return instant.astimezone(zone).date()


def last_day(end: datetime, zone: ZoneInfo) -> date:
    """The last day of a period that ends before `end`."""
    return (end - MICROSECOND).astimezone(zone).date()


def year_after(day: date) -> date:
    """The day on which the next annual period begins. A year from 29 February ends with 28 February, so the next
    begins on 1 March: nobody loses a day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def year_from(start: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after the annual period that starts at `start`: midnight, a year of the zone's days on."""
    return midnight(year_after(first_day(start, zone)), zone)


def days_before(end: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Midnight so many calendar days before `end`, in `zone`."""
    return midnight(first_day(end, zone) - timedelta(days=days), zone)


def days_after(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """So many calendar days later, at the same time on the wall clock of `zone`."""
    return first_instant(instant.astimezone(zone).replace(tzinfo=None) + timedelta(days=days), zone)


def days_left(end: datetime, at: datetime, zone: ZoneInfo) -> int:
    """Calendar days of `zone` from the day of `at` to the first that is no longer covered."""
    return (first_day(end, zone) - first_day(at, zone)).days
