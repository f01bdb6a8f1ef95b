"""The outbox of webhooks and its log: a row for each event to one endpoint, a row for each time it was tried."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.webhooks.event_types import EventType
from notifications.webhooks.models.endpoints import Endpoint
from subscriptions.outgoing.errors import Error
from subscriptions.scope_policies import NOTHING
from subscriptions.tenancy import TenantQuerySet

EXCERPT = 1000  # characters of an answer that are kept


class DeliveryQuerySet(TenantQuerySet):
    def due(self, at: datetime) -> Self:
        """What is to be sent at `at`; a lease that ran out counts as waiting again, by the database's clock, which
        is one for all workers."""
        lost = Q(state=Delivery.State.LEASED, leased_until__lt=Now())
        return self.filter(
            Q(state=Delivery.State.WAITING) | lost, state__in=UNSENT, next_attempt_at__lte=at
        ).order_by("next_attempt_at", "pk")

    def in_flight(self) -> Self:
        """What some worker is sending, by the database's clock."""
        return self.filter(state=Delivery.State.LEASED, leased_until__gte=Now())


class Delivery(models.Model):
    """One event to one endpoint; a second row for the same cannot be written. `payload` is sent and signed to the
    byte as it stands, however often."""

    scope_condition = NOTHING

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        LEASED = "leased", _("being sent")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed")

    endpoint = models.ForeignKey(
        Endpoint, models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, null=True, related_name="+", verbose_name=_("customer")
    )
    message_id = models.CharField(_("webhook-id"), max_length=40)
    type = models.CharField(_("event"), max_length=40, choices=EventType.choices)
    payload = models.TextField(_("payload"))
    alert = models.ForeignKey(
        "notifications.Alert",
        models.PROTECT,
        null=True,
        related_name="webhook_deliveries",
        verbose_name=_("alert"),
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("delivered"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "message_id"], name="each_event_once_an_endpoint")
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "next_attempt_at", "id"],
                name="webhooks_due",
                condition=Q(state__in=["waiting", "leased"]),
            ),
            models.Index(F("endpoint"), F("id").desc(), name="webhook_log"),
            models.Index(
                fields=["created_at"],
                name="webhooks_finished",
                condition=Q(alert=None, state__in=["delivered", "failed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} → {self.endpoint_id}"

    def get_absolute_url(self) -> str:
        return f"/webhooks/deliveries/{self.pk}/"


UNSENT = (Delivery.State.WAITING, Delivery.State.LEASED)
FINISHED = (Delivery.State.DELIVERED, Delivery.State.FAILED)


class Attempt(models.Model):
    """One call: what was sent along, what was answered, or why there is no answer."""

    scope_condition = NOTHING

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="tries")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"))
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    headers = models.JSONField(_("headers sent"), default=dict)
    response = models.CharField(_("answer"), max_length=EXCERPT, blank=True)
    error = models.CharField(_("error"), max_length=12, choices=Error.choices, blank=True)
    detail = models.CharField(_("in detail"), max_length=200, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt of a webhook delivery")
        verbose_name_plural = _("attempts of webhook deliveries")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["delivery", "id"], name="tries_of_delivery")]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.at:%Y-%m-%d %H:%M} {self.status or self.error}"
