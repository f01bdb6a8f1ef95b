"""An endpoint: an address of a customer's or the vendor's own that is called when something happens."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.webhooks.event_types import EventType
from subscriptions.scope_policies import NOTHING
from subscriptions.tenancy import TenantQuerySet


class EndpointQuerySet(TenantQuerySet):
    def kept(self) -> Self:
        """Those nobody has removed, in the order made."""
        return self.filter(removed_at=None).order_by("pk")


class Endpoint(models.Model):
    """Without a customer it is the vendor's and gets every customer's events. `types` empty means all. Removed, it
    stays for the ledger of what was told. `listening_since`: from then on it gets the events that it gets now."""

    scope_condition = NOTHING

    class Why(models.TextChoices):
        PERSON = "person", _("switched off by a person")
        GONE = "gone", _("the address answered that it is gone (410)")
        FAILING = "failing", _("nothing but failures for three days")

    customer = models.ForeignKey(
        "subscriptions.Customer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="webhooks",
        verbose_name=_("customer"),
    )
    url = models.CharField(_("address"), max_length=500)
    description = models.CharField(_("what it is for"), max_length=120, blank=True)
    types = ArrayField(
        models.CharField(max_length=40, choices=EventType.choices),
        default=list,
        blank=True,
        verbose_name=_("events"),
    )
    enabled = models.BooleanField(_("enabled"), default=True)
    disabled_at = models.DateTimeField(_("disabled"), null=True, blank=True)
    disabled_why = models.CharField(_("why"), max_length=10, choices=Why.choices, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    listening_since = models.DateTimeField(_("listening since"), default=timezone.now, db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("created by")
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "url"],
                name="each_address_once_a_customer",
                condition=Q(removed_at=None, customer__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["url"],
                name="each_address_once_of_the_vendor",
                condition=Q(removed_at=None, customer=None),
            ),
            models.CheckConstraint(
                condition=Q(enabled=True, disabled_at=None) | Q(enabled=False, disabled_at__isnull=False),
                name="disabled_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    def get_absolute_url(self) -> str:
        return f"/webhooks/{self.pk}/"

    def wants(self, event_type: str) -> bool:
        return not self.types or event_type in self.types
