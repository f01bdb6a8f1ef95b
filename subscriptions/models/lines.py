"""Tiers, subscriptions and their product lines. The tier belongs to the line, not to the customer."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from subscriptions.kept import KeptForeignKey
from subscriptions.models.customers import Customer
from subscriptions.models.products import Product
from subscriptions.tenancy import TenantQuerySet
from subscriptions.wording import first_day_words, last_day_words

BEYOND = _("The line reaches beyond the subscription's own days.")


class Tier(models.Model):
    """A level of subscription. What it grants is in the table of services (entitlements)."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    rank = models.PositiveSmallIntegerField(
        _("rank"), unique=True, help_text=_("1 stands first in the queue within a severity.")
    )
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=20)
    heads_after_hours = models.PositiveSmallIntegerField(
        _("hours until the heads hear of a severity 1"),
        default=24,
        db_default=24,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Covered hours that it is open without a solution or workaround."),
    )
    shows_next_reply = models.BooleanField(
        _("customers see the next reply's target"),
        default=False,
        db_default=False,
        help_text=_("When it is due, why, and that it was missed, as they see it of the first response."),
    )
    shows_solution_goal = models.BooleanField(
        _("customers see the solution goal"),
        default=False,
        db_default=False,
        help_text=_("The same of the solution goal."),
    )

    class Meta:
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        ordering = ["-rank"]

    def __str__(self) -> str:
        return self.name


class PeriodQuerySet(TenantQuerySet):
    def active(self, at: datetime) -> Self:
        """Those in force at the instant `at`; the end is not part of it."""
        return self.filter(starts_at__lte=at, ends_at__gt=at)


class SubscriptionQuerySet(PeriodQuerySet):
    def renewed(self) -> "SubscriptionQuerySet":
        """Those that go on: a product that they cover to their end is covered by a period after it."""
        return self.filter(self._goes_on())

    def ended(self, at: datetime) -> "SubscriptionQuerySet":
        """Those that were over by `at` and that no period followed without a gap."""
        return self.filter(ends_at__lte=at).exclude(self._followed(starts_at=OuterRef("ends_at")))

    def not_renewed(self) -> "SubscriptionQuerySet":
        return self.exclude(self._goes_on())

    def with_renewed(self) -> "SubscriptionQuerySet":
        """Each says as `goes_on` whether it is renewed."""
        return self.annotate(goes_on=self._goes_on())

    def _goes_on(self) -> Exists:
        return self._followed(starts_at__gte=OuterRef("ends_at"))

    @staticmethod
    def _followed(**begins: OuterRef) -> Exists:
        """Whether a product that it covers to its end is covered again by a line that begins so."""
        following = ProductLine.objects.filter(
            customer=OuterRef("customer"),
            product__lines__subscription=OuterRef("pk"),
            product__lines__ends_at=OuterRef("ends_at"),
            **begins,
        )
        return Exists(following)


class TimeRange(Func):
    """The half-open range of two instants, for constraints."""

    function = "tstzrange"
    output_field = models.Field()


def refuse_beyond(rows: str) -> str:
    """What a trigger does: raise where one of `rows`, as they are by then, reaches beyond its subscription."""
    return (
        "IF EXISTS (SELECT FROM subscriptions_productline line"
        " JOIN subscriptions_subscription period ON period.id = line.subscription_id"
        f" WHERE {rows} AND (line.starts_at < period.starts_at OR line.ends_at > period.ends_at))"
        " THEN RAISE 'A product line reaches beyond its subscription.' USING ERRCODE = 'check_violation';"
        " END IF; RETURN NULL;"
    )


class Subscription(models.Model):
    """One annual support period of a customer. A renewal is a new row; `ends_at` is midnight in her zone."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="subscriptions", verbose_name=_("customer")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), help_text=_("The first instant that is no longer covered."))

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["customer", "-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="subscription_ends_after_start",
                violation_error_message=_("The subscription ends before it starts."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="holds_its_lines",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("starts_at", "ends_at"),
                timing=pgtrigger.Deferred,  # it is shortened first, its lines after it in the same transaction
                func=refuse_beyond("period.id = NEW.id"),
            )
        ]

    def __str__(self) -> str:
        zone = self.customer.zone
        return (
            f"{self.customer}, {first_day_words(self.starts_at, zone)} – {last_day_words(self.ends_at, zone)}"
        )

    def holds(self, line: "ProductLine") -> bool:
        """Whether the line's period lies within this one."""
        return self.starts_at <= line.starts_at and line.ends_at <= self.ends_at


class ProductLine(models.Model):
    """One product of a subscription with its tier, from one instant to another.

    Two lines of one customer and product never overlap: a change of tier ends one and begins the next. None reaches
    beyond its subscription.
    """

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="lines", verbose_name=_("customer"))
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="lines", verbose_name=_("subscription")
    )
    product = KeptForeignKey(Product, models.PROTECT, related_name="lines", verbose_name=_("product"))
    tier = KeptForeignKey(Tier, models.PROTECT, related_name="lines", verbose_name=_("tier"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("product line")
        verbose_name_plural = _("product lines")
        ordering = ["customer", "product", "starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="line_ends_after_start"),
            ExclusionConstraint(
                name="one_line_a_product_at_a_time",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    ("product", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another line of this customer covers this product in that time."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="within_its_subscription",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("subscription_id", "starts_at", "ends_at"),
                func=refuse_beyond("line.id = NEW.id"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.tier.short_name}"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Says what the trigger refuses; to a form that sets the period later, nothing yet."""
        super().validate_constraints(exclude)
        known = {"subscription", "starts_at", "ends_at"}.isdisjoint(exclude or ())
        if known and not self.subscription.holds(self):
            raise ValidationError({"ends_at": ValidationError(BEYOND, code="beyond")})
