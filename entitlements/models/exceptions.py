"""What one customer has negotiated instead of what her tier grants (R27.1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from entitlements.models.catalogue import Grant, Service
from subscriptions.models import Customer, Product, Tier
from subscriptions.models.lines import PeriodQuerySet, TimeRange
from subscriptions.models.regions import Clock


class SpecialTerms(models.Model):
    """An exception: from one instant to another it stands in the place of the tier's grant, for lines in force. One
    for a product comes before one for all."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="special_terms", verbose_name=_("customer")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="special_terms", verbose_name=_("service")
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, verbose_name=_("product"), help_text=_("Empty: all.")
    )
    granted = models.BooleanField(
        _("included"), default=True, help_text=_("Off: the service is left out, whatever the tier has.")
    )
    clock = models.CharField(
        _("hours"),
        max_length=10,
        blank=True,
        choices=Clock.choices,
        help_text=_("Where the service has hours."),
    )
    allowance = models.PositiveSmallIntegerField(
        _("times per support period"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: without limit."),
    )
    discount_percent = models.PositiveSmallIntegerField(
        _("discount, per cent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    standard_products_only = models.BooleanField(_("standard products only"), default=False)
    english_only = models.BooleanField(_("delivered in English"), default=False)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), help_text=_("The first instant that is no longer covered."))
    reason = models.CharField(_("reason"), max_length=200, help_text=_("The customer reads it."))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("approved by")
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["customer", "service", "-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="exception_ends_after_start",
                violation_error_message=_("The exception ends before it starts."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="exception_has_a_reason"),
            ExclusionConstraint(
                name="one_exception_at_a_time",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    (Coalesce("product", 0), RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another exception of this customer holds for this service then."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer}: {self.service}"

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "SpecialTerms":
        """The exception that a question for something else brought along as JSON, by its columns."""
        instants = {name: datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at")}
        return cls(**{**row, **instants})

    def concerns(self, service_id: int, product_id: int, at: datetime) -> bool:
        """Whether it says at the instant `at` what a line of the product has of the service."""
        return (
            self.service_id == service_id
            and self.product_id in (None, product_id)
            and self.starts_at <= at < self.ends_at
        )

    def as_grant(self, tier: Tier, service: Service) -> Grant:
        """What a line of the tier has instead of its grant; not saved."""
        return Grant(
            tier=tier,
            service=service,
            clock=self.clock,
            allowance=self.allowance,
            discount_percent=self.discount_percent,
            standard_products_only=self.standard_products_only,
            english_only=self.english_only,
            rests_on=EXCEPTIONS,
            in_force_from=self.starts_at,
            in_force_until=self.ends_at,
        )


# The promise that an answer by special terms rests on.
EXCEPTIONS = "R27.1"
