"""The rules of interactive briefings that an administrator may change."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow

DAY, HOUR = 24 * 60, 60  # minutes


def a_day_and_an_hour() -> list[int]:
    return [DAY, HOUR]


class BriefingRules(OneRow):
    """One row: when the join link is shown and when people are reminded, and how many seats one may take."""

    link_minutes = models.PositiveSmallIntegerField(
        _("join link shown, minutes before the start"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(DAY)],
    )
    reminders = ArrayField(
        models.PositiveIntegerField(validators=[MinValueValidator(5), MaxValueValidator(30 * DAY)]),
        verbose_name=_("reminders, minutes before the start"),
        default=a_day_and_an_hour,
        blank=True,
        size=5,
        help_text=_("1440 is a day. The last one carries the join link."),
    )
    most_seats = models.PositiveSmallIntegerField(
        _("seats that one sign-up may take"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("rules of briefings")
        verbose_name_plural = _("rules of briefings")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_briefing_rules")]

    def clean(self) -> None:
        if len(set(self.reminders)) != len(self.reminders):
            twice = ValidationError(_("The same time stands there twice."), code="twice")
            raise ValidationError({"reminders": twice})

    @property
    def link_before(self) -> timedelta:
        return timedelta(minutes=self.link_minutes)

    @property
    def last_reminder(self) -> int | None:
        """Of the reminders the one nearest to the start, in minutes before it; None where there is none."""
        return min(self.reminders, default=None)


keep_history(BriefingRules)
