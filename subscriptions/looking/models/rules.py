"""How long a look may last."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow

A_DAY = 24 * 60


class LookingRules(OneRow):
    """One row."""

    see_as_minutes = models.PositiveSmallIntegerField(
        _("minutes that the portal is seen as a contact"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(A_DAY)],
    )
    break_glass_minutes = models.PositiveSmallIntegerField(
        _("minutes that break-glass access lasts"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(A_DAY)],
    )

    class Meta:
        verbose_name = _("rules of looking")
        verbose_name_plural = _("rules of looking")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_row_of_looking_rules"),
            models.CheckConstraint(
                condition=Q(see_as_minutes__gte=1, break_glass_minutes__gte=1), name="a_look_has_a_minute"
            ),
        ]

    @property
    def see_as(self) -> timedelta:
        return timedelta(minutes=self.see_as_minutes)

    @property
    def break_glass(self) -> timedelta:
        return timedelta(minutes=self.break_glass_minutes)


keep_history(LookingRules)
