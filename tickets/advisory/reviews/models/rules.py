"""The rules of activity reviews that an administrator may change (R18.2)."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow

MONTHS = (MinValueValidator(1), MaxValueValidator(12))


def a_day_a_week_and_two() -> list[int]:
    return [1, 7, 14]


class ReviewRules(OneRow):
    """One row: how often a customer is reviewed where nothing else is agreed, how long after the period's end the
    meeting is due, and on which days after that the advisor is told that it is overdue."""

    months = models.PositiveSmallIntegerField(
        _("months from review to review"),
        default=3,
        validators=MONTHS,
        help_text=_("For customers with whom nothing else is agreed."),
    )
    days_to_hold = models.PositiveSmallIntegerField(
        _("days from the end of the period to the meeting"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
    )
    alarm_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(365)]),
        verbose_name=_("alarms, days overdue"),
        default=a_day_a_week_and_two,
        size=10,
        help_text=_(
            "The advisor, or the deputy, is told on each of these days while the review is not held."
        ),
    )

    class Meta:
        verbose_name = _("rules of activity reviews")
        verbose_name_plural = _("rules of activity reviews")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_review_rules")]

    def clean(self) -> None:
        if len(set(self.alarm_days)) != len(self.alarm_days):
            twice = ValidationError(_("The same day stands there twice."), code="twice")
            raise ValidationError({"alarm_days": twice})


keep_history(ReviewRules)
