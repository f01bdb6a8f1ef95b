"""The rules of call-backs that an administrator may change."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class PhoneRules(OneRow):
    """One row. Minutes are covered minutes of the line."""

    CALL = timedelta(minutes=15)  # as calendars show it

    within_minutes = models.PositiveSmallIntegerField(
        _("called back within, minutes"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(1440)],
        help_text=_("Where no moment was asked for. Covered time of the line."),
    )
    again_minutes = models.PositiveSmallIntegerField(
        _("next try after, minutes"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(1440)],
        help_text=_("Where nobody answered. Covered time of the line."),
    )
    tries = models.PositiveSmallIntegerField(
        _("tries"), default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )

    class Meta:
        verbose_name = _("rules of call-backs")
        verbose_name_plural = _("rules of call-backs")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_phone_rules")]

    @property
    def within(self) -> timedelta:
        return timedelta(minutes=self.within_minutes)

    @property
    def again(self) -> timedelta:
        return timedelta(minutes=self.again_minutes)


keep_history(PhoneRules)
