"""Moments by which a person can see what hours and targets mean: now, late on Friday, on Saturday."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from subscriptions.calendar_errors import CalendarError
from subscriptions.calendars import SupportCalendar, instant_of
from subscriptions.wording import moment_words

FRIDAY, SATURDAY = 4, 5


@dataclass(frozen=True)
class Moment:
    """An instant with how the page calls it."""

    name: str
    at: datetime


def moments(zone: ZoneInfo, now: datetime) -> list[Moment]:
    """When an incident might be logged, in the region's zone."""
    return [
        Moment(_("now (%(moment)s)") % {"moment": weekday_and_time(now, zone)}, now),
        Moment(
            _("on Friday at %(time)s") % {"time": time_format(time(16, 30))}, _next(FRIDAY, 16, 30, zone, now)
        ),
        Moment(
            _("on Saturday at %(time)s") % {"time": time_format(time(10))}, _next(SATURDAY, 10, 0, zone, now)
        ),
    ]


def due_words(calendar: SupportCalendar, covered: timedelta, logged: datetime) -> str:
    """When `covered` time has passed: "Mon 30 Nov 08:30", or that the calendar gives no such time."""
    try:
        due = calendar.add(logged, covered)
    except CalendarError:
        return _("never: no covered hours")
    return moment_words(due, None, ZoneInfo(calendar.time_zone))


def weekday_and_time(at: datetime, zone: ZoneInfo) -> str:
    """ "Wed 16:30" in that zone."""
    local = at.astimezone(zone)
    return f"{date_format(local, 'D')} {time_format(local.time(), 'TIME_FORMAT')}"


def _next(weekday: int, hour: int, minute: int, zone: ZoneInfo, now: datetime) -> datetime:
    today = now.astimezone(zone).date()
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    return instant_of(datetime.combine(day, time(hour, minute)), zone.key)
