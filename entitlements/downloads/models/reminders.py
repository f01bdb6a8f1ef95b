"""What was told of a regulatory update before its rule takes effect (R3.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.downloads.models.releases import Release
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet


class RegulatoryNotice(models.Model):
    """That a customer was reminded of a regulatory update so many `days` before, or that the moment had passed."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="notices", verbose_name=_("release"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    days = models.PositiveSmallIntegerField(_("days before the rule takes effect"))
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder of a rule")
        verbose_name_plural = _("reminders of rules")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "customer", "days"], name="each_rule_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.customer}, {self.days}"
