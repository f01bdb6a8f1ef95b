"""That a customer was reminded of the end of her subscription."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet


class RenewalNotice(models.Model):
    """One reminder, `days` before the end; once for each subscription, end and number of days (R26.2)."""

    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    subscription = models.ForeignKey(
        "subscriptions.Subscription",
        models.CASCADE,
        related_name="notices",
        verbose_name=_("subscription"),
    )
    ends_at = models.DateTimeField(_("ends"))
    days = models.PositiveSmallIntegerField(_("days before the end"))
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder of the end")
        verbose_name_plural = _("reminders of the end")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "ends_at", "days"], name="each_renewal_notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.days}"
