"""The discount on training cards: a code for each annual period (R21.1)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.models import AllowanceUse
from subscriptions.models import Customer, Subscription
from subscriptions.periods import last_day
from subscriptions.tenancy import TenantQuerySet


class DiscountCodeQuerySet(TenantQuerySet):
    def unused(self) -> DiscountCodeQuerySet:
        """Neither used nor ended."""
        return self.filter(use=None, ended_at=None)


class DiscountCode(models.Model):
    """One code. Used, it stays on record whatever becomes of the subscription; unused, it ends with the period or
    a downgrade (R21.3). `percent` is that of the grant when it was issued, which is anew where it changes."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="discount_codes", verbose_name=_("customer")
    )
    subscription = models.OneToOneField(
        Subscription, models.PROTECT, related_name="discount_code", verbose_name=_("support period")
    )
    code = models.CharField(_("discount code"), max_length=20, unique=True)
    percent = models.PositiveSmallIntegerField(_("discount in per cent"))
    issued_at = models.DateTimeField(_("issued"))
    use = models.OneToOneField(
        AllowanceUse,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="discount_code",
        verbose_name=_("use"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = DiscountCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("discount code")
        verbose_name_plural = _("discount codes")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(use=None) | Q(ended_at=None), name="used_code_never_ends"),
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="percent_of_a_price"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def last_day(self) -> date:
        """The last day of its support period, by the customer's calendar."""
        return last_day(self.subscription.ends_at, self.customer.zone)

    def state(self, at: datetime) -> str:
        """`used`, `ended` or `valid` at that instant."""
        if self.use_id:
            return "used"
        return "ended" if self.ended_at or self.subscription.ends_at <= at else "valid"
