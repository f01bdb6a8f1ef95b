"""Moments of the demo: every one is told from T, the moment of filling (DEMO.md, opening and 1).

A moment is a function of `Now` and of the step before it, so that a table can say `office(3, "10:12")`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from subscriptions.calendars import SupportCalendar
from subscriptions.models import SupportRegion
from subscriptions.models.regions import Clock
from tickets.silence import working_day

NUDGE = timedelta(minutes=7)
SEARCHED = timedelta(days=120)


@dataclass(frozen=True)
class Now:
    """T, seen from a support region: its zone and its working days."""

    at: datetime
    region: SupportRegion | None = None

    def seen_from(self, region: SupportRegion) -> "Now":
        """The same T in another region."""
        return replace(self, region=region)

    @property
    def zone(self) -> ZoneInfo:
        assert self.region
        return self.region.zone

    @cached_property
    def office(self) -> SupportCalendar:
        """The region's office hours in force at T."""
        assert self.region
        return self.region.calendar_at(self.at).calendar(Clock.OFFICE)

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()

    def local(self, day: date, clock: str) -> datetime:
        """The instant at which the region's wall clock shows `clock` on `day`."""
        return datetime.combine(day, time.fromisoformat(clock), self.zone)

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open at some time of this day."""
        start = self.local(day, "00:00")
        return bool(self.office.covered_between(start, start + timedelta(days=1)))


type Moment = Callable[[Now, datetime], datetime]


def ago(*, days: int = 0, hours: int = 0, minutes: int = 0) -> Moment:
    """Exactly so long before T."""
    return lambda now, before: now.at - timedelta(days=days, hours=hours, minutes=minutes)


def office(days: int, clock: str) -> Moment:
    """T − `days` at `clock` in the region's zone, or the last working day before it."""

    def moment(now: Now, before: datetime) -> datetime:
        day = now.today - timedelta(days=days)
        while not now.is_working_day(day) or now.local(day, clock) > now.at:
            day -= timedelta(days=1)
        return now.local(day, clock)

    return moment


def worked(*, days: int = 0, hours: int = 0, minutes: int = 0) -> Moment:
    """The latest instant since which so much of the region's office time has passed at T."""
    return open_before(lambda now, before: now.at, days=days, hours=hours, minutes=minutes)


def open_before(anchor: Moment, *, days: int = 0, hours: int = 0, minutes: int = 0) -> Moment:
    """The same before another moment than T. A day is a full office day."""

    def moment(now: Now, before: datetime) -> datetime:
        end = anchor(now, before)
        wanted = timedelta(hours=hours, minutes=minutes) + days * now.office.longest_day()
        early, late = end - SEARCHED, end
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) / 2
            if now.office.covered_between(middle, end) >= wanted:
                early = middle
            else:
                late = middle
        return early.replace(microsecond=0)

    return moment


def days_before(anchor: Moment, days: int) -> Moment:
    """So many days of 24 hours before another moment."""
    return lambda now, before: anchor(now, before) - timedelta(days=days)


def once_past(moment: Moment, *, minutes: int) -> Moment:
    """The moment, where T is at least so many minutes later; else it is still to come."""

    def or_to_come(now: Now, before: datetime) -> datetime:
        instant = moment(now, before)
        late = instant <= now.at - timedelta(minutes=minutes)
        return instant if late else now.at + timedelta(minutes=minutes)

    return or_to_come


def last_evening(clock: str, *, at_least: timedelta) -> Moment:
    """The last day on which the region's clock showed `clock` at least that long before T."""

    def moment(now: Now, before: datetime) -> datetime:
        day = now.today
        while now.local(day, clock) > now.at - at_least:
            day -= timedelta(days=1)
        return now.local(day, clock)

    return moment


def last_saturday(clock: str) -> Moment:
    """The last Saturday before T at `clock`."""

    def moment(now: Now, before: datetime) -> datetime:
        day = now.today
        while day.weekday() != 5 or now.local(day, clock) >= now.at:
            day -= timedelta(days=1)
        return now.local(day, clock)

    return moment


def following_monday(clock: str) -> Moment:
    """The Monday after the step before, at `clock`; perhaps still ahead of T."""

    def moment(now: Now, before: datetime) -> datetime:
        day = before.astimezone(now.zone).date()
        return now.local(day + timedelta(days=7 - day.weekday()), clock)

    return moment


def then(*, hours: int = 0, minutes: int = 0) -> Moment:
    """So long after the step before."""
    return lambda now, before: before + timedelta(hours=hours, minutes=minutes)


def then_open(*, days: int = 0, hours: int = 0, minutes: int = 0) -> Moment:
    """So much office time after the step before."""
    passed = timedelta(hours=hours, minutes=minutes)
    return lambda now, before: now.office.add(before, passed + days * now.office.longest_day())


def reminded_of_silence(times: int, *, closes_in: int = 0) -> Moment:
    """When a silence began of which the customer was reminded `times` by T; as near as can be `closes_in` days
    before it is closed. A working day, except where only one of a weekend fits."""

    def moment(now: Now, before: datetime) -> datetime:
        days = [now.today - timedelta(days=ago) for ago in range(40, 6, -1)]
        fitting = [day for day in days if _reminders(now, day) == times]
        working = [day for day in fitting if now.is_working_day(day)]
        best = min(working or fitting, key=lambda day: abs((_closing(now, day) - now.today).days - closes_in))
        return now.local(best, "14:05")

    return moment


def _reminders(now: Now, began: date) -> int:
    days = [working_day(now.office, began + timedelta(days=days)) for days in (7, 12)]
    return 0 if _closing(now, began) <= now.today else sum(day <= now.today for day in days)


def _closing(now: Now, began: date) -> date:
    second = working_day(now.office, began + timedelta(days=12))
    return working_day(now.office, max(began + timedelta(days=14), second + timedelta(days=2)))


def in_order(now: Now, moments: list[Moment]) -> list[datetime]:
    """The moments as instants, each after the one before it; those still ahead of T are left out.

    Two that fall back to one working day may change places: the later one then follows the earlier closely.
    """
    told: list[datetime] = []
    for moment in moments:
        before = told[-1] if told else now.at
        instant = moment(now, before)
        if told and instant <= before:
            instant = before + NUDGE
        if instant > now.at:
            break
        told.append(instant)
    return told
