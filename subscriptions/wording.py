"""How instants and durations read: "11 min", "4 min late", "Tomorrow 10:15", "Thu 16:30 (Copenhagen)".

In the language that is active. Pages, mails and the API's sentences all take their words from here; what
falls due when is the calendars' business.
"""

from datetime import date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from subscriptions import periods

# A due time nearer than this reads as what is left ("1 h 20 min"), a later one as an instant.
NEAR = timedelta(hours=3)
WARN_AT = 0.75
MINUTE = timedelta(minutes=1)
KEPT = 2_000  # of what was said lately: a list says 50 to 200, and is read again and again


class Due(NamedTuple):
    """A due time for a reader.

    `level` is good, warn, late or paused; `used` is how many per cent of the target have passed, or None.
    """

    words: str
    level: str
    used: int | None


def due_words(
    due_at: datetime, at: datetime, zone: tzinfo, used: float | None = None, *, paused: bool = False
) -> Due:
    """How `due_at` reads at the instant `at` in `zone`.

    `used` is the share (0 to 1) of the target's covered time that has passed; from 0.75 it warns. Missed is
    past due, to the second (TARGETS.md, 5.5). A paused clock passes nothing.
    """
    share = None if used is None else round(100 * min(max(used, 0), 1))
    if paused:
        return Due(_("Paused"), "paused", share)
    if at > due_at:
        over = (at - due_at) // MINUTE * MINUTE
        return Due(_("%(duration)s late") % {"duration": duration_words(over)}, "late", 100)
    words = duration_words(due_at - at) if due_at - at < NEAR else moment_words(due_at, at, zone)
    return Due(capfirst(words), "warn" if used is not None and used >= WARN_AT else "good", share)


def duration_words(duration: timedelta) -> str:
    """`duration` in at most two units, never less than a minute: "11 min", "1 h 20 min", "3 days"."""
    minutes = max(-(-duration // MINUTE), 1)
    hours, rest = divmod(minutes, 60)
    if hours >= 24:
        return ngettext("%(days)s day", "%(days)s days", hours // 24) % {"days": hours // 24}
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def moment_words(moment: datetime, at: datetime | None, zone: tzinfo, *, zone_name: bool = False) -> str:
    """`moment` as said at the instant `at` by someone in `zone`: "today 16:30", "Thu 16:30"; with `at` None, for
    what is read at any time: "Thu 26 Nov 16:30"."""
    words = _when(moment, at and at.astimezone(zone).date(), zone, get_language())
    return f"{words} ({zone_words(zone)})" if zone_name else words


@lru_cache(KEPT)
def _when(moment: datetime, today: date | None, zone: tzinfo, language: str | None) -> str:
    """Kept: lists say the same instants again and again. `language` is the active one."""
    local = moment.astimezone(zone)
    time = time_format(local.time(), "TIME_FORMAT")
    if today is None:
        return f"{date_format(local, 'D')} {date_format(local, 'MONTH_DAY_FORMAT')} {time}"
    days = (local.date() - today).days
    if days in (-1, 0, 1):
        near = {-1: _("yesterday %(time)s"), 0: _("today %(time)s"), 1: _("tomorrow %(time)s")}
        return near[days] % {"time": time}
    if 1 < days < 7:
        return f"{date_format(local, 'D')} {time}"
    same_year = local.year == today.year
    return f"{date_format(local, 'MONTH_DAY_FORMAT' if same_year else 'SHORT_DATE_FORMAT')} {time}"


def first_day_words(starts_at: datetime, zone: ZoneInfo) -> str:
    """The day in which a period begins, in `zone`: "28 June 2026"."""
    return date_format(periods.first_day(starts_at, zone), "DATE_FORMAT")


def last_day_words(ends_at: datetime, zone: ZoneInfo) -> str:
    """The last day before `ends_at`, in `zone`: "27 June 2027"."""
    return _last_day(ends_at, zone, get_language())


@lru_cache(KEPT)
def _last_day(ends_at: datetime, zone: ZoneInfo, language: str | None) -> str:
    """Kept: a page says the same end for each of its services. `language` is the active one."""
    return date_format(periods.last_day(ends_at, zone), "DATE_FORMAT")


def zone_words(zone: tzinfo) -> str:
    """The city a zone is named after, as CLDR names it in the active language: "Copenhagen", "København"."""
    return _city(zone.key if isinstance(zone, ZoneInfo) else str(zone), get_language() or "en")


@cache
def _city(key: str, language: str) -> str:
    location = get_timezone_location(key, locale=to_locale(language), return_city=True)
    return location.rpartition("/")[2]  # an alias that CLDR does not name comes as "Argentina/Buenos Aires"


def moment_here(moment: datetime) -> str:
    """`moment` as said now in the reader's zone."""
    return moment_words(moment, timezone.now(), timezone.get_current_timezone())
