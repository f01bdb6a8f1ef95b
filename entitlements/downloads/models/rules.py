"""What an administrator sets of downloads."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


def default_days() -> list[int]:
    """R3.5."""
    return [60, 30, 7]


class DownloadRules(OneRow):
    """One row."""

    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(365)]),
        verbose_name=_("reminders of a rule, days before it takes effect"),
        default=default_days,
        size=10,
        help_text=_("Parted by commas. Each customer is reminded until the update has been fetched."),
    )
    news_within_hours = models.PositiveSmallIntegerField(
        _("release news is told within, hours"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
        help_text=_("24 hours are promised. Later ones are counted and shown."),
    )

    class Meta:
        verbose_name = _("rules of downloads")
        verbose_name_plural = _("rules of downloads")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_download_rules")]

    def clean(self) -> None:
        if len(set(self.reminder_days)) != len(self.reminder_days):
            raise ValidationError({"reminder_days": _("Name each number of days once.")})


keep_history(DownloadRules)
