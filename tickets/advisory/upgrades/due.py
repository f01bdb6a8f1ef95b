"""When the call before an upgrade is due (R22.2). Pure: no database, no clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from subscriptions.calendars import SupportCalendar

DAY = timedelta(days=1)
SEARCHED = 366  # days


def call_due(office: SupportCalendar, planned_on: date, working_days: int) -> datetime:
    """The end of the day that lies so many working days of the region before `planned_on`: a call held until then
    is early enough. With a calendar that has no open day within a year, the day a year before."""
    zone, day, counted = ZoneInfo(office.time_zone), planned_on, 0
    for _step in range(SEARCHED):
        day -= DAY
        counted += _is_open(office, day, zone)
        if counted == working_days:
            break
    return datetime.combine(day + DAY, time.min, zone)


def _is_open(office: SupportCalendar, day: date, zone: ZoneInfo) -> bool:
    begins = datetime.combine(day, time.min, zone)
    return bool(office.covered_between(begins, datetime.combine(day + DAY, time.min, zone)))
