"""Weekends with support, by the clock of a zone: when one begins and ends, which may be asked for (R23.3, R23.11 to
R23.13).

Pure arithmetic; instants are parameters. A weekend goes by its Saturday. What the rules are is models' business, in
which words a weekend is refused is refusals'.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from subscriptions.periods import first_instant

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
LONGEST = timedelta(hours=72)


class Reason(Enum):
    """Why a weekend cannot be asked for, in the order in which they are said."""

    OUTSIDE_PERIOD = "outside_period"
    NOTICE = "notice"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Hours:
    """From when on Friday until when on Monday the wall clock is that of a weekend."""

    begins: time = time(17)
    ends: time = time(8)

    @property
    def length(self) -> timedelta:
        """On the wall clock, whatever it does in between."""
        return 3 * DAY - _of_day(self.begins) + _of_day(self.ends)


@dataclass(frozen=True, slots=True)
class Weekend:
    """[starts_at, ends_at) in UTC."""

    saturday: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class EventWindow:
    """[start, end) of the event with this number: covered for every severity, holidays or not (R23.9)."""

    event: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Period:
    """[starts_at, ends_at): the annual support period in which the whole weekend lies (R23.12)."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, weekend: Weekend) -> bool:
        return self.starts_at <= weekend.starts_at and weekend.ends_at <= self.ends_at


@dataclass(frozen=True, slots=True)
class Choice:
    """A weekend, and why it cannot be asked for, if it cannot."""

    weekend: Weekend
    reason: Reason | None

    @property
    def possible(self) -> bool:
        return self.reason is None


@dataclass(frozen=True)
class Places:
    """How many special events the vendor takes in a weekend, usually and by Saturday, and how many are
    confirmed."""

    usual: int
    other: Mapping[date, int] = field(default_factory=dict)
    taken: Mapping[date, int] = field(default_factory=dict)

    def of(self, saturday: date) -> int:
        return self.other.get(saturday, self.usual)

    def left(self, saturday: date) -> int:
        return max(self.of(saturday) - self.taken.get(saturday, 0), 0)


@dataclass(frozen=True)
class Rules:
    """What decides about the weekends of one zone: the hours, the notice in calendar days, the vendor's places."""

    zone: ZoneInfo
    hours: Hours
    notice_days: int
    places: Places

    def weekend(self, saturday: date) -> Weekend:
        """The weekend of this Saturday."""
        friday, monday = saturday - DAY, saturday + 2 * DAY
        return Weekend(
            saturday,
            first_instant(datetime.combine(friday, self.hours.begins), self.zone),
            first_instant(datetime.combine(monday, self.hours.ends), self.zone),
        )

    def judge(self, weekend: Weekend, period: Period, asked_at: datetime) -> Reason | None:
        """Why it cannot be asked for at `asked_at`; None where it can."""
        if not period.holds(weekend):
            return Reason.OUTSIDE_PERIOD
        if not self.gives_notice(weekend, asked_at):
            return Reason.NOTICE
        return None if self.places.left(weekend.saturday) else Reason.FULL

    def gives_notice(self, weekend: Weekend, asked_at: datetime) -> bool:
        """Whether it is asked for so many calendar days before, at the same time on the wall clock at the latest: a
        clock change in between alters nothing (R23.3, R23.13)."""
        return _wall(asked_at, self.zone) + self.notice_days * DAY <= _wall(weekend.starts_at, self.zone)

    def choices(self, period: Period, asked_at: datetime, until: datetime) -> Iterator[Choice]:
        """Every weekend from the one that runs or comes next up to the last that begins by `until`."""
        for weekend in self._from(asked_at):
            if weekend.starts_at > until:
                return
            yield Choice(weekend, self.judge(weekend, period, asked_at))

    def possible(self, period: Period, asked_at: datetime) -> Iterator[Weekend]:
        """Those that may be asked for, the earliest first."""
        found = self.choices(period, asked_at, period.ends_at)
        return (choice.weekend for choice in found if choice.possible)

    def _from(self, at: datetime) -> Iterator[Weekend]:
        """The weekend that has not ended at `at`, and all that follow."""
        saturday = saturday_near(_wall(at, self.zone).date())
        while True:
            weekend = self.weekend(saturday)
            if weekend.ends_at > at:
                yield weekend
            saturday += WEEK


def saturday_of(day: date) -> date | None:
    """The Saturday of the weekend that has `day`, from Friday to Sunday; None for any other day."""
    ahead = SATURDAY - day.weekday()
    return day + ahead * DAY if day.weekday() >= FRIDAY else None


def saturday_near(day: date) -> date:
    """A Saturday whose weekend is not after that which runs on `day`."""
    return day - (day.weekday() - SATURDAY) % 7 * DAY


def days_before(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """So many calendar days before, at the same time on the wall clock."""
    return first_instant(_wall(instant, zone) - days * DAY, zone)


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _of_day(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
