"""Phones and browsers on which a person has chosen to be shown what she is told. Verbs are in push/devices.py."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User


class DeviceQuerySet(models.QuerySet["Device"]):
    def of(self, person: User) -> Self:
        """Hers, the newest first."""
        return self.filter(user=person).order_by("-pk")


class Device(models.Model):
    """A push subscription (RFC 8030): the address at the push service of her browser, and the keys with which only
    that browser reads what is sent there. One device is one person's, whoever signed in on it last."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices", verbose_name=_("person")
    )
    endpoint = models.CharField(_("address at the push service"), max_length=500, unique=True)
    p256dh = models.CharField(_("public key"), max_length=100)
    auth = models.CharField(_("shared secret"), max_length=40)
    name = models.CharField(_("device"), max_length=80)
    # What her sessions are signed with: another password ends them, and what is shown here.
    signed_in_as = models.CharField(max_length=128, editable=False)
    made_at = models.DateTimeField(_("since"), default=timezone.now)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failing since"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self) -> str:
        return self.name

    @property
    def is_signed_in(self) -> bool:
        """Whether her password is the one it was when the device was added."""
        return self.signed_in_as == self.user.get_session_auth_hash()
