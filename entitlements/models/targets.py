"""Severities, and the versioned table of response targets: tier × severity, optionally × product (R8.2).

Editing it means a new policy with a date in force; milestones that run keep what they began with (R27.3).
"""

from datetime import timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Product, Tier


class Severity(models.IntegerChoices):
    """Impact of an incident (TARGETS.md, 1). 1 is the highest."""

    CRITICAL = 1, _("Critical")
    HIGH = 2, _("High")
    MEDIUM = 3, _("Medium")
    LOW = 4, _("Low")


class MilestoneKind(models.TextChoices):
    """What is due to the customer (TARGETS.md, 2)."""

    FIRST_RESPONSE = "first_response", _("first response")
    NEXT_REPLY = "next_reply", _("next reply")
    SOLUTION_GOAL = "solution_goal", _("solution goal")


class TargetPolicy(models.Model):
    """One version of the whole table of targets."""

    name = models.CharField(_("name"), max_length=80)
    in_force_from = models.DateTimeField(_("in force from"), default=timezone.now, unique=True)
    note = models.CharField(_("what changed"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("target policy")
        verbose_name_plural = _("target policies")
        ordering = ["-in_force_from"]

    def __str__(self) -> str:
        return f"{self.name} ({date_format(timezone.localtime(self.in_force_from), 'DATE_FORMAT')})"


class TargetRule(models.Model):
    """How soon a milestone is due, in covered time. A rule for a product comes before the tier's own."""

    class Unit(models.TextChoices):
        MINUTE = "min", _("minutes")
        HOUR = "h", _("hours")
        DAY = "d", _("office days")

    policy = models.ForeignKey(TargetPolicy, models.CASCADE, related_name="rules", verbose_name=_("policy"))
    tier = models.ForeignKey(Tier, models.PROTECT, verbose_name=_("tier"))
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity.choices)
    milestone = models.CharField(_("milestone"), max_length=20, choices=MilestoneKind.choices)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, verbose_name=_("product"), help_text=_("Empty: all.")
    )
    amount = models.PositiveIntegerField(_("amount"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("unit"), max_length=3, choices=Unit.choices, default=Unit.HOUR)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["tier__rank", "severity", "milestone"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "tier", "severity", "milestone", "product"],
                name="one_target_a_case",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="target_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.tier.code} {self.severity} {self.milestone}: {self.amount} {self.unit}"

    def clean(self) -> None:
        """Refuse days where the clock runs around the clock (TARGETS.md, 2)."""
        from entitlements.office_days import check

        if self.tier_id and self.severity:
            check(self)

    def covered(self, day: timedelta) -> timedelta:
        """The target as covered time, where `day` is one full office day of the calendar."""
        if self.unit == self.Unit.DAY:
            return self.amount * day
        return (
            timedelta(minutes=self.amount) if self.unit == self.Unit.MINUTE else timedelta(hours=self.amount)
        )
