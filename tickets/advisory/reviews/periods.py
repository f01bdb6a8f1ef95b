"""The period that a review is about: days of the customer's zone. Arithmetic without database or clock."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from subscriptions import periods

DAY = timedelta(days=1)


def months_on(day: date, months: int) -> date:
    """The same day of the month so many months on, negative for before, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def quarter_of(day: date) -> date:
    """The first day of its calendar quarter."""
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both in it, in `zone`. Raises ValueError for one that is upside down."""

    first_day: date
    last_day: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError(f"A period from {self.first_day} to {self.last_day} ends before it begins.")

    @classmethod
    def of_months(cls, first_day: date, months: int, zone: ZoneInfo) -> "Period":
        """The period that begins with `first_day` and lasts so many months."""
        return cls(first_day, months_on(first_day, months) - DAY, zone)

    @property
    def following_day(self) -> date:
        return self.last_day + DAY

    @property
    def starts_at(self) -> datetime:
        return periods.midnight(self.first_day, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""
        return periods.midnight(self.following_day, self.zone)

    @property
    def months(self) -> int:
        """How many whole calendar months it is; 0 where it is not."""
        if self.first_day.day != 1 or self.following_day.day != 1:
            return 0
        years = self.following_day.year - self.first_day.year
        return 12 * years + self.following_day.month - self.first_day.month

    def before(self) -> "Period":
        """The period before it, as long: as many months where it is whole months, else as many days."""
        if self.months:
            first = months_on(self.first_day, -self.months)
        else:
            first = self.first_day - (self.following_day - self.first_day)
        return Period(first, self.first_day - DAY, self.zone)
