"""The rules of advising that an administrator may change."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class AdvisoryRules(OneRow):
    """One row: after how many days without a word a customer counts as quiet, and how long before its day the owner
    of a task is reminded."""

    quiet_days = models.PositiveSmallIntegerField(
        _("quiet after days"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("A customer of whom nobody wrote for so long stands on the advisor's page."),
    )
    task_days = models.PositiveSmallIntegerField(
        _("reminder of a task, days before"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )

    class Meta:
        verbose_name = _("rules of advising")
        verbose_name_plural = _("rules of advising")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_advisory_rules")]


keep_history(AdvisoryRules)
