"""The rules of special events that an administrator may change (R23.11), and how many the vendor takes per weekend
(R23.10)."""

from datetime import time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from entitlements.special_events.weekends import LONGEST, SATURDAY, Hours, Places, Rules
from subscriptions.kept import Kept
from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow

TOO_LONG = _("A weekend has at most 72 hours: it ends on Monday no later than it begins on Friday.")
NOTICE = 14  # calendar days: two weeks are promised (R23.3), more may not be asked for


def _is_saturday(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(saturday__iso_week_day=SATURDAY + 1),
        name=name,
        violation_error_message=_("A weekend goes by its Saturday."),
    )


class EventRules(OneRow):
    """One row. Times are those of the wall clock in the customer's zone."""

    begins = models.TimeField(_("begins on Friday at"), default=time(17))
    ends = models.TimeField(_("ends on Monday at"), default=time(8))
    notice_days = models.PositiveSmallIntegerField(
        _("notice in calendar days"),
        default=NOTICE,
        validators=[MinValueValidator(1), MaxValueValidator(NOTICE)],
        help_text=_("Two weeks are promised: fewer days may be enough for you, more may not be asked for."),
    )
    places = models.PositiveSmallIntegerField(
        _("special events per weekend"),
        default=3,
        help_text=_("How many the vendor takes; single weekends may have another number."),
    )

    class Meta:
        verbose_name = _("rules of special events")
        verbose_name_plural = _("rules of special events")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_row_of_event_rules"),
            models.CheckConstraint(
                condition=Q(ends__lte=F("begins")),
                name="weekend_at_most_72_hours",
                violation_error_message=TOO_LONG,
            ),
            models.CheckConstraint(condition=Q(notice_days__lte=NOTICE), name="notice_at_most_two_weeks"),
        ]

    @property
    def hours(self) -> Hours:
        return Hours(self.begins, self.ends)

    def clean(self) -> None:
        if self.hours.length > LONGEST:
            raise ValidationError({"ends": ValidationError(TOO_LONG, code="too_long")})

    def of(self, zone: ZoneInfo) -> Rules:
        """The rules in this zone, with the places as they are taken now."""
        taken = dict(WeekendLoad.objects.values_list("saturday", "taken"))
        return Rules(zone, self.hours, self.notice_days, Places(self.places, _places.current(), taken))


class WeekendPlaces(models.Model):
    """A weekend in which the vendor takes another number than usual."""

    saturday = models.DateField(_("Saturday of the weekend"), unique=True)
    places = models.PositiveSmallIntegerField(_("special events"))

    class Meta:
        verbose_name = _("weekend with other places")
        verbose_name_plural = _("weekends with other places")
        ordering = ["saturday"]
        constraints = [_is_saturday("places_of_a_saturday")]

    def __str__(self) -> str:
        return f"{date_format(self.saturday, 'DATE_FORMAT')}: {self.places}"


class WeekendLoad(models.Model):
    """How many special events are confirmed in a weekend: kept by a trigger, so that no customer's rows need be
    read to know it. Who confirms one locks the row."""

    saturday = models.DateField(_("Saturday of the weekend"), unique=True)
    taken = models.IntegerField(_("confirmed"), default=0, db_default=0)

    class Meta:
        verbose_name = _("confirmed in a weekend")
        verbose_name_plural = _("confirmed in weekends")
        ordering = ["saturday"]
        constraints = [
            _is_saturday("load_of_a_saturday"),
            models.CheckConstraint(condition=Q(taken__gte=0), name="no_fewer_than_none_taken"),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.saturday, 'DATE_FORMAT')}: {self.taken}"


_places = Kept(lambda: dict(WeekendPlaces.objects.values_list("saturday", "places")))

keep_history(EventRules, WeekendPlaces)
