"""The rules of upgrade planning that an administrator may change, and the points of the readiness list."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.models.texts import InBothLanguages
from subscriptions.models import Product
from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class UpgradeRules(OneRow):
    """One row: how long before the upgrade the call is due, and how long afterwards incidents are watched."""

    call_days = models.PositiveSmallIntegerField(
        _("call, working days before"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_(
            "Of the support region's calendar. A plan inside that without a call alarms the advisor."
        ),
    )
    watch_days = models.PositiveSmallIntegerField(
        _("watch, days after"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )

    class Meta:
        verbose_name = _("rules of upgrade planning")
        verbose_name_plural = _("rules of upgrade planning")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_upgrade_rules")]


class ReadinessPoint(models.Model):
    """What is to be ready before an upgrade, of one product or of every one. New plans take it over; those that are
    made keep theirs."""

    product = models.ForeignKey(
        Product, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    text_en = models.CharField(_("text (English)"), max_length=200)
    text_da = models.CharField(_("text (Danish)"), max_length=200, blank=True)

    text = InBothLanguages("text")

    class Meta:
        verbose_name = _("point of readiness")
        verbose_name_plural = _("points of readiness")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


keep_history(UpgradeRules)
