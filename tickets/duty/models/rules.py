"""After how long a page goes on: times that an administrator may change (R6.5; LIFECYCLE.md, 4)."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.models.one_row import OneRow

MINUTES = [MinValueValidator(1), MaxValueValidator(600)]


class DutyRules(OneRow):
    """One row. Minutes of the incident's covered time."""

    first_minutes = models.PositiveSmallIntegerField(
        _("a page goes on after minutes"),
        default=10,
        validators=MINUTES,
        help_text=_("Without an acknowledgement; without an owner the incident is then at level 1."),
    )
    then_minutes = models.PositiveSmallIntegerField(
        _("and again after minutes"),
        default=5,
        validators=MINUTES,
        help_text=_("To the whole rota; without an owner the incident is then at level 2."),
    )

    class Meta:
        verbose_name = _("rules of duty")
        verbose_name_plural = _("rules of duty")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_duty_rules")]

    @property
    def first(self) -> timedelta:
        return timedelta(minutes=self.first_minutes)

    @property
    def then(self) -> timedelta:
        return timedelta(minutes=self.then_minutes)
