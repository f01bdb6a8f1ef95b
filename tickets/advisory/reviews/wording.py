"""How periods and covered times read, in the language that is active."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subscriptions.wording import duration_words
from tickets.advisory.reviews.periods import Period


def day_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def period_words(period: Period) -> str:
    """A quarter, a month or a year by its name, any other by its days: "third quarter of 2026"."""
    first = period.first_day
    if period.months == 3 and first.month % 3 == 1:
        quarters = (
            _("first quarter of {year}"),
            _("second quarter of {year}"),
            _("third quarter of {year}"),
            _("fourth quarter of {year}"),
        )
        return quarters[first.month // 3].format(year=first.year)
    if period.months == 1:
        return date_format(first, "YEAR_MONTH_FORMAT")
    if period.months == 12 and first.month == 1:
        return str(first.year)
    return _("{first} to {last}").format(first=day_words(first), last=day_words(period.last_day))


def title_words(period: Period) -> str:
    """The same at the head of a page."""
    return capfirst(period_words(period))


def covered_words(seconds: int | None) -> str:
    """Covered time, at most two units of it: "35 min", "3 h 25 min"; days of 24 hours are not said, because a day
    of office hours is shorter."""
    if seconds is None:
        return "–"
    hours, minutes = divmod(max(-(-seconds // 60), 1), 60)
    if hours < 24:
        return duration_words(timedelta(hours=hours, minutes=minutes))
    return _("{hours} h").format(hours=hours + (minutes >= 30))


def days_overdue(days: int) -> str:
    return ngettext("{days} day overdue", "{days} days overdue", days).format(days=days)
