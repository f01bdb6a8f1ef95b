"""The duty roster of a support region: its rotation, its shifts, who stands in for whom, and who is out of office.

Who that makes the agent on duty is rota.py's arithmetic.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from subscriptions.models.people import is_time_zone
from tickets.duty import rota

NUMBERS = [MinValueValidator(1), MaxValueValidator(9)]


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Roster(models.Model):
    """Who is on duty in a region: from hand-over to hand-over it is the next agent's week. Several rotations may
    share the week, each with agents and shifts of its own."""

    region = models.OneToOneField(
        "subscriptions.SupportRegion",
        models.PROTECT,
        related_name="roster",
        verbose_name=_("support region"),
    )
    time_zone = models.CharField(_("time zone"), max_length=40, validators=[is_time_zone])
    handover_day = models.PositiveSmallIntegerField(
        _("hand-over on"), choices=Weekday.choices, default=Weekday.MONDAY
    )
    handover_time = models.TimeField(_("hand-over at"), default=time(8))
    first_day = models.DateField(_("first agent's week"), default=timezone.localdate)

    class Meta:
        verbose_name = _("duty roster")
        verbose_name_plural = _("duty rosters")
        ordering = ["region__code"]

    def __str__(self) -> str:
        return str(self.region)


class Place(models.Model):
    """An agent's place in the rotation; who follows her follows when she does not answer, too. An agent with two
    places has duty twice as often."""

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="places", verbose_name=_("duty roster"))
    rotation = models.PositiveSmallIntegerField(
        _("rotation"),
        default=1,
        db_default=1,
        validators=NUMBERS,
        help_text=_("1, unless several share the week: say 1 on weekdays, 2 at weekends."),
    )
    position = models.PositiveSmallIntegerField(_("place"))
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agent")
    )

    class Meta:
        verbose_name = _("place in the rotation")
        verbose_name_plural = _("rotation")
        ordering = ["rotation", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.position} {self.agent}"


class DutyShift(models.Model):
    """A part of every duty week, on the wall clock of the roster's zone. A roster without any has duty at all
    hours."""

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="shifts", verbose_name=_("duty roster"))
    start_day = models.PositiveSmallIntegerField(_("from"), choices=Weekday.choices, default=Weekday.MONDAY)
    start_time = models.TimeField(_("at"))
    end_day = models.PositiveSmallIntegerField(_("to"), choices=Weekday.choices, default=Weekday.MONDAY)
    end_time = models.TimeField(_("until"))
    rotation = models.PositiveSmallIntegerField(
        _("rotation"),
        default=1,
        db_default=1,
        validators=NUMBERS,
        help_text=_("Whose shift it is: the number of a rotation above."),
    )
    place = models.PositiveSmallIntegerField(
        _("places further"),
        default=0,
        help_text=_("0: the agent whose week it is; 1: the next in the rotation."),
    )

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["pk"]

    def __str__(self) -> str:
        start, end = Weekday(self.start_day).label, Weekday(self.end_day).label
        return f"{start} {time_format(self.start_time)} – {end} {time_format(self.end_time)}"

    def in_week_of(self, roster: Roster) -> rota.Shift:
        """As the rotation counts it, from the hand-over; it ends before it starts where it runs over that."""
        handover = roster.handover_day, roster.handover_time
        starts = rota.wall_offset(self.start_day, self.start_time, *handover)
        ends = rota.wall_offset(self.end_day, self.end_time, *handover)
        return rota.Shift(starts, ends or rota.WEEK, self.place, self.rotation)


class Replacement(models.Model):
    """One agent instead of another from an instant until another: "Ida instead of Jens"."""

    roster = models.ForeignKey(
        Roster, models.CASCADE, related_name="replacements", verbose_name=_("duty roster")
    )
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agent")
    )
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("instead of"),
        help_text=_("Empty: whoever it is; that fills a gap too."),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("replacement")
        verbose_name_plural = _("replacements")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="replacement_ends_later")
        ]

    def __str__(self) -> str:
        words = [
            date_format(timezone.localtime(each), "SHORT_DATETIME_FORMAT")
            for each in (self.starts_at, self.ends_at)
        ]
        return f"{self.agent}: {' – '.join(words)}"


class Absence(models.Model):
    """Days on which a person of the vendor is out of office, the first and the last included, in her own zone."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences", verbose_name=_("person")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.first_day} – {self.last_day}"

    @property
    def start(self) -> datetime:
        return self._midnight(0)

    @property
    def end(self) -> datetime:
        """The midnight after the last day."""
        return self._midnight(1)

    def _midnight(self, after: int) -> datetime:
        day = self.last_day + timedelta(days=1) if after else self.first_day
        return rota.instant_of_wall(datetime.combine(day, time()), self.person.time_zone)
