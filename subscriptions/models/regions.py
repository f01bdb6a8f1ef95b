"""Support regions and their calendars. A calendar is edited by adding a version with a date in force;
what was promised under an older version stays (R27.3)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from subscriptions.calendars import CalendarError, SupportCalendar, around_the_clock
from subscriptions.kept import Kept, last_seen
from subscriptions.models.people import is_time_zone


class Clock(models.TextChoices):
    """Which time counts as covered (TARGETS.md, 4)."""

    OFFICE = "office", _("office hours")
    FIVE_DAYS = "24x5", _("around the clock, 5 days a week")
    ALWAYS = "24x7", _("around the clock, 7 days a week")


class SupportRegion(models.Model):
    """Where support is given from: its zone and calendars are those of the customers it serves."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    time_zone = models.CharField(_("time zone"), max_length=40, validators=[is_time_zone])
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters, for public holidays."))
    subdivision = models.CharField(
        _("state or nation"),
        max_length=6,
        blank=True,
        help_text=_("Where its holidays differ: HE, VIC, ENG."),
    )
    phone = models.CharField(_("phone number"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("support region")
        verbose_name_plural = _("support regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def calendar_at(self, at: datetime) -> CalendarVersion:
        """The calendar version in force at `at`. Raises CalendarVersion.DoesNotExist before the first one."""
        for version in _versions.current().get(self.pk, ()):
            if version.in_force_from <= at:
                return version
        raise CalendarVersion.DoesNotExist(f"{self.code} has no calendar at {at}")

    def next_version_at(self, at: datetime) -> datetime | None:
        """When another calendar version comes into force after `at`; None where none is planned."""
        later = (each.in_force_from for each in _versions.current().get(self.pk, ()))
        return min((begins for begins in later if begins > at), default=None)


class CalendarVersion(models.Model):
    """Office hours and holidays of a region from one instant on. `weekly` maps a weekday (0 Monday) to
    intervals ["08:00", "17:00"]; an end of "24:00" is midnight."""

    region = models.ForeignKey(
        SupportRegion, models.PROTECT, related_name="calendar_versions", verbose_name=_("support region")
    )
    in_force_from = models.DateTimeField(_("in force from"), default=timezone.now)
    time_zone = models.CharField(_("time zone"), max_length=40, validators=[is_time_zone])
    weekly = models.JSONField(_("office hours"), default=dict)
    critical_days = models.JSONField(
        _("the five days"),
        default=list,
        help_text=_("Weekdays around the clock for severity 1 in 24×5; Monday is 0."),
    )
    day_length = models.DurationField(
        _("length of a day"),
        null=True,
        blank=True,
        help_text=_("Of a target in days; empty: the longest day."),
    )
    note = models.CharField(_("what changed"), max_length=200, blank=True)

    # Those of a version that is only typed.
    unsaved_holidays: frozenset[date] = frozenset()

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        ordering = ["region", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["region", "in_force_from"], name="one_calendar_an_instant")
        ]

    def __str__(self) -> str:
        return f"{self.region.name}, {date_format(timezone.localtime(self.in_force_from), 'DATE_FORMAT')}"

    def clean(self) -> None:
        """Refuse a table of hours that overlaps, runs backwards or is empty (TARGETS.md, 5.7)."""
        try:
            calendar = SupportCalendar(self.time_zone, parse_weekly(self.weekly), frozenset())
        except (CalendarError, ValueError, TypeError, AttributeError) as error:
            raise ValidationError({"weekly": str(error)}) from error
        if not calendar.longest_day():
            raise ValidationError({"weekly": _("A calendar without covered hours gives no due time.")})

    def calendar(self, clock: str) -> SupportCalendar:
        """The hours that `clock` covers under this version."""
        return calendar_of(self.pk, clock) if self.pk else self._build(clock)

    def day(self) -> timedelta:
        """What `1 d` of a target means: covered time of one full office day."""
        return self.day_length or self.calendar(Clock.OFFICE).longest_day()

    def _build(self, clock: str) -> SupportCalendar:
        if clock == Clock.ALWAYS:
            return around_the_clock(self.time_zone, range(7))
        if clock == Clock.FIVE_DAYS:
            return around_the_clock(self.time_zone, self.critical_days)
        saved = self.holidays.values_list("date", flat=True) if self.pk else self.unsaved_holidays
        return SupportCalendar(self.time_zone, parse_weekly(self.weekly), frozenset(saved))


class Holiday(models.Model):
    """A date on which a region's office is closed."""

    version = models.ForeignKey(
        CalendarVersion, models.CASCADE, related_name="holidays", verbose_name=_("calendar")
    )
    date = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=120)
    estimated = models.BooleanField(
        _("estimated"), default=False, help_text=_("Depends on the moon: confirm it each year.")
    )

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["version", "date"], name="one_holiday_a_date")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


def parse_weekly(weekly: dict[str, list[list[str]]]) -> dict[int, list[tuple[time, time]]]:
    """The stored table of hours as SupportCalendar takes it. Raises ValueError for a time that is none."""
    return {
        int(day): [(_time(start), _time(end)) for start, end in intervals]
        for day, intervals in weekly.items()
    }


def _time(text: str) -> time:
    return time(0, 0) if text == "24:00" else time.fromisoformat(text)


def _newest_first() -> dict[int, list[CalendarVersion]]:
    """The versions of each region, by its key."""
    versions: dict[int, list[CalendarVersion]] = {}
    for version in CalendarVersion.objects.order_by("-in_force_from", "-pk"):
        versions.setdefault(version.region_id, []).append(version)
    return versions


_versions = Kept(_newest_first)


def calendar_of(version: int, clock: str) -> SupportCalendar:
    """The hours that `clock` covers under the calendar version with this key."""
    return _calendar(version, clock, last_seen())


@lru_cache(maxsize=512)
def _calendar(version_id: int, clock: str, stamp: UUID | None) -> SupportCalendar:
    return CalendarVersion.objects.get(pk=version_id)._build(clock)
