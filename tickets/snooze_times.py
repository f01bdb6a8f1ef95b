"""Until when somebody may want to put an incident aside, by her own clock and the hours of her office (R9.3): pure.
Whether it may be snoozed until then is snoozing.py's."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo
from operator import itemgetter

from subscriptions.calendars import NoCoveredTime, SupportCalendar

HOUR, WEEK = timedelta(hours=1), 7
ALMOST_A_MINUTE = timedelta(seconds=59, microseconds=999_999)
AFTERNOON, MORNING = time(14), time(9)


def soon(at: datetime, zone: tzinfo, office: SupportCalendar, before: datetime | None) -> dict[str, datetime]:
    """In an `hour`, this `afternoon`, `tomorrow` and next `week`, as far as her office is open then, after `at` and
    before an instant; the soonest first, none twice."""
    found: dict[str, datetime] = {}
    for name, instant in sorted(_wanted(at, zone, office), key=itemgetter(1)):
        if at < instant and (before is None or instant < before) and instant not in found.values():
            found[name] = instant
    return found


def _wanted(at: datetime, zone: tzinfo, office: SupportCalendar) -> Iterator[tuple[str, datetime]]:
    today = at.astimezone(zone).date()
    yield "hour", (at + HOUR + ALMOST_A_MINUTE).replace(second=0, microsecond=0)
    afternoon = datetime.combine(today, AFTERNOON, zone)
    if office.is_covered(afternoon):
        yield "afternoon", afternoon
    for name, days in (("tomorrow", 1), ("week", WEEK - today.weekday())):
        day = today + timedelta(days=days)
        try:
            opens = office.next_covered(datetime.combine(day, MORNING, zone))
        except NoCoveredTime:
            return
        if name == "week" or opens.astimezone(zone).date() == day:
            yield name, opens
