"""The secrets that calls are signed with. Changing one is rotating.py's."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.webhooks.models.endpoints import Endpoint
from subscriptions.encryption import EncryptedTextField
from subscriptions.scope_policies import NOTHING
from subscriptions.tenancy import TenantQuerySet

SHOWN_CHARACTERS = 4


class SecretQuerySet(TenantQuerySet):
    def valid(self, at: datetime) -> Self:
        """Those that calls are signed with at `at`, the newest first."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at)).order_by("-pk")


class Secret(models.Model):
    """A key of an endpoint: `whsec_` and 32 random bytes in base64, as Standard Webhooks has it. Shown once;
    kept encrypted, because signing needs it again. The newest has no end."""

    scope_condition = NOTHING

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="secrets")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, null=True, related_name="+")
    text = EncryptedTextField()
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    shown_at = models.DateTimeField(_("shown"), null=True, blank=True)
    shown_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("secret of a webhook")
        verbose_name_plural = _("secrets of webhooks")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint"], name="one_newest_secret", condition=Q(expires_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.ending

    @property
    def ending(self) -> str:
        """Its last characters, by which people tell it from another."""
        return f"whsec_…{self.text.rstrip('=')[-SHOWN_CHARACTERS:]}"
