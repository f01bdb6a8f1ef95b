"""A customer's objection to a hand-over, and what a person decided about it (R11.6)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet
from tickets.consulting.models.hand_overs import HandOver


class ObjectionQuerySet(TenantQuerySet):
    def undecided(self) -> ObjectionQuerySet:
        """What a person has to decide, the most urgent first."""
        return self.filter(decided_at=None).order_by("due_at", "pk")

    def to_look_at(self, at: datetime) -> ObjectionQuerySet:
        """Those of which somebody is to be reminded by `at`, or which are late."""
        return self.filter(decided_at=None, next_at__lte=at).order_by("next_at")


class Objection(models.Model):
    """That a contact does not agree: once a hand-over. `due_at` is when it is to be decided by, `next_at` when
    somebody is told next if it is not. `upheld` is None until a person decided."""

    hand_over = models.OneToOneField(
        HandOver, models.PROTECT, related_name="objection", verbose_name=_("hand-over")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("objected by")
    )
    at = models.DateTimeField(_("at"))
    due_at = models.DateTimeField(_("to be decided by"))
    next_at = models.DateTimeField(_("next reminder"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("escalated"), null=True, blank=True)
    upheld = models.BooleanField(_("upheld"), null=True, blank=True)
    answer = models.TextField(_("decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, upheld=None) | Q(decided_at__isnull=False, upheld__isnull=False),
                name="decided_objection_says_how",
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], name="undecided_objections", condition=Q(decided_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.hand_over_id} {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None

    @property
    def is_late(self) -> bool:
        """Whether it was decided after it was due."""
        return self.decided_at is not None and self.decided_at > self.due_at
