"""What a customer's manager sets for every remote session of her company."""

from __future__ import annotations

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Customer
from subscriptions.models.history import keep_history
from subscriptions.tenancy import TenantQuerySet

QUARTER, DAY, WEEK = 15, 24 * 60, 7 * 24 * 60  # minutes
SHORTER = _("A session cannot usually be longer than it may be at most.")


class RemoteAccessRules(models.Model):
    """One row a customer; without one the defaults hold. They win when a session is approved and when it starts,
    whatever was asked for before."""

    customer = models.OneToOneField(
        Customer, models.CASCADE, related_name="remote_access_rules", verbose_name=_("customer")
    )
    two_approvers = models.BooleanField(_("two people approve each session"), default=False)
    never_production = models.BooleanField(_("never on a production system"), default=False)
    usual_minutes = models.PositiveSmallIntegerField(
        _("usual length of a window, minutes"),
        default=120,
        validators=[MinValueValidator(QUARTER), MaxValueValidator(WEEK)],
        help_text=_("What is asked for where an agent says nothing else."),
    )
    longest_minutes = models.PositiveSmallIntegerField(
        _("longest window, minutes"),
        default=DAY,
        validators=[MinValueValidator(QUARTER), MaxValueValidator(WEEK)],
        help_text=_("1440 is a day. A longer one cannot be asked for, approved or started."),
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of remote access")
        verbose_name_plural = _("rules of remote access")
        constraints = [
            models.CheckConstraint(
                condition=Q(usual_minutes__gte=QUARTER, longest_minutes__lte=WEEK),
                name="remote_window_minutes",
            ),
            models.CheckConstraint(
                condition=Q(usual_minutes__lte=F("longest_minutes")),
                name="usual_window_within_longest",
                violation_error_message=SHORTER,
            ),
        ]

    def __str__(self) -> str:
        return str(self.customer)

    @classmethod
    def of(cls, customer: Customer) -> RemoteAccessRules:
        """Those that hold for the customer now."""
        return cls.objects.filter(customer=customer).first() or cls(customer=customer)

    @property
    def approvals_needed(self) -> int:
        return 2 if self.two_approvers else 1

    @property
    def usual(self) -> timedelta:
        return timedelta(minutes=self.usual_minutes)

    @property
    def longest(self) -> timedelta:
        return timedelta(minutes=self.longest_minutes)


keep_history(RemoteAccessRules)
