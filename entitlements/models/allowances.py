"""Uses of a service that a subscription grants so many times per support period (R21.2, R23.1)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entitlements.models.catalogue import Service
from subscriptions.models import Customer, Subscription
from subscriptions.tenancy import TenantQuerySet


class AllowanceUseQuerySet(TenantQuerySet):
    def counting(self, at: datetime) -> "AllowanceUseQuerySet":
        """Those that take from what is left at the instant `at`."""
        return self.filter(Q(released_at=None) | Q(released_at__gt=at), taken_at__lte=at)


class AllowanceUse(models.Model):
    """One use. It counts in one annual period from `taken_at` until it is released, if ever: a weekend that is
    confirmed takes from the period at once, whenever it is. Verbs enter and release it (entitlements.allowances);
    it is never deleted."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="allowance_uses", verbose_name=_("customer")
    )
    service = models.ForeignKey(Service, models.PROTECT, related_name="uses", verbose_name=_("service"))
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="allowance_uses", verbose_name=_("support period")
    )
    used_on = models.DateField(
        _("used on"), help_text=_("The day in the customer's zone that people are told.")
    )
    reference = models.CharField(_("used for"), max_length=200)
    taken_at = models.DateTimeField(_("counts from"), default=timezone.now)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )

    objects = AllowanceUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a limited service")
        verbose_name_plural = _("uses of limited services")
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(released_at__gte=F("taken_at")),
                name="released_after_taken",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.reference}"
