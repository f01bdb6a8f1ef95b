"""The rules of the hand-over that an administrator may change."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class ConsultingRules(OneRow):
    """One row: how soon a person decides about an objection (R11.6)."""

    objection_days = models.PositiveSmallIntegerField(
        _("objection decided within office days"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("Full office days of the support region's calendar."),
    )

    class Meta:
        verbose_name = _("rules of the hand-over")
        verbose_name_plural = _("rules of the hand-over")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_consulting_rules")]


keep_history(ConsultingRules)
