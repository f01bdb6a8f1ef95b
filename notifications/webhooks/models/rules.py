"""What an administrator may set about webhooks."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.models.one_row import OneRow


class WebhookRules(OneRow):
    """One row."""

    per_customer = models.PositiveSmallIntegerField(
        _("webhooks of a customer at most"),
        default=5,
        validators=[MaxValueValidator(100)],
        help_text=_("0: none. Those there are stay."),
    )
    overlap_hours = models.PositiveSmallIntegerField(
        _("hours that a replaced secret stays valid"),
        default=24,
        validators=[MaxValueValidator(24 * 14)],
        help_text=_("Until then every call carries a signature by the old and by the new secret."),
    )
    at_once = models.PositiveSmallIntegerField(
        _("calls at once to one address"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
        help_text=_("One alone while the address fails."),
    )

    kept_days = models.PositiveSmallIntegerField(
        _("days that deliveries are kept"),
        default=90,
        db_default=90,
        validators=[MinValueValidator(4), MaxValueValidator(3650)],
        help_text=_("Those of alerts are kept for ever: a correction goes where the alert went."),
    )

    class Meta:
        verbose_name = _("rules of webhooks")
        verbose_name_plural = _("rules of webhooks")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_webhook_rules")]

    @property
    def overlap(self) -> timedelta:
        return timedelta(hours=self.overlap_hours)

    @property
    def kept(self) -> timedelta:
        return timedelta(days=self.kept_days)
