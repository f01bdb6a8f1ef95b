"""What happens to a subscription from period to period: its timeline, the tier planned for the next period, and the
days that an administrator may change (R26). The verbs are in subscriptions/life."""

from collections.abc import Sequence

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subscriptions.kept import KeptForeignKey
from subscriptions.models.customers import Customer
from subscriptions.models.lines import ProductLine, Subscription, Tier
from subscriptions.models.one_row import OneRow
from subscriptions.models.products import Product
from subscriptions.tenancy import TenantQuerySet

A_YEAR = 366


def notice_days() -> list[int]:
    """R26.2."""
    return [120, 90, 30, 7]


def each_day_once(days: Sequence[int]) -> None:
    """Refuse a day that is named twice."""
    if len(set(days)) != len(days):
        raise ValidationError(_("Each number of days once."), code="twice")


class RenewalRules(OneRow):
    """One row. Days are calendar days in the customer's zone."""

    notice_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(A_YEAR)]),
        verbose_name=_("reminders, days before the end"),
        default=notice_days,
        validators=[each_day_once],
        help_text=_("Parted by commas: 120, 90, 30, 7."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("open incidents are worked on for days after the end"),
        default=30,
        validators=[MaxValueValidator(A_YEAR)],
    )

    class Meta:
        verbose_name = _("rules of renewal")
        verbose_name_plural = _("rules of renewal")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_renewal_rules")]


class PlannedTier(models.Model):
    """The lower tier that a line goes on with in the next period, once that is agreed (R26.4)."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    line = models.OneToOneField(
        ProductLine, models.CASCADE, related_name="planned", verbose_name=_("product line")
    )
    tier = KeptForeignKey(Tier, models.PROTECT, related_name="+", verbose_name=_("tier"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned tier")
        verbose_name_plural = _("planned tiers")

    def __str__(self) -> str:
        return f"{self.line} → {self.tier.short_name}"


class NonRenewal(models.Model):
    """That a subscription will not be renewed, while nobody has taken that back. Both stay on its timeline."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    subscription = models.OneToOneField(
        Subscription, models.CASCADE, related_name="non_renewal", verbose_name=_("subscription")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("renewal declined")
        verbose_name_plural = _("renewals declined")

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.reason}"


class SubscriptionEntry(models.Model):
    """One thing that happened to a subscription: who, when, what, why. Never changed or deleted; the database
    refuses it. `facts` hold names and days as they were then."""

    class Kind(models.TextChoices):
        BEGUN = "begun", _("begun")
        UPGRADED = "upgraded", _("upgraded")
        DOWNGRADE_PLANNED = "downgrade_planned", _("downgrade planned")
        DOWNGRADE_WITHDRAWN = "downgrade_withdrawn", _("downgrade withdrawn")
        LINE_ADDED = "line_added", _("product added")
        RENEWED = "renewed", _("renewed")
        RENEWAL_CANCELLED = "renewal_cancelled", _("renewal taken back")
        REINSTATED = "reinstated", _("reinstated")
        NOT_RENEWING = "not_renewing", _("will not be renewed")
        OPEN_AGAIN = "open_again", _("may be renewed after all")
        CORRECTED = "corrected", _("corrected by hand")

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="subscription_entries", verbose_name=_("customer")
    )
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="entries", verbose_name=_("subscription")
    )
    product = KeptForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = models.TextField(_("reason"), blank=True)
    facts = models.JSONField(_("facts"), default=dict)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a subscription")
        verbose_name_plural = _("timeline of subscriptions")
        ordering = ["at", "pk"]
        indexes = [models.Index(F("customer"), F("at").desc(), name="timeline_of_subscriptions")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.at:%Y-%m-%d %H:%M} {self.kind}"
