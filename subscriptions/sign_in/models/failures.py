"""A sign-in that failed, kept for as long as it counts towards a limit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FailedSignIn(models.Model):
    """`account` is a digest of what was typed, known here or not: people type passwords where addresses belong.
    In PostgreSQL and not in the cache, so that limits hold while Valkey is away."""

    account = models.CharField(max_length=64, editable=False)
    address = models.GenericIPAddressField(_("address"))
    network = models.GenericIPAddressField(_("network"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("failed sign-in")
        verbose_name_plural = _("failed sign-ins")
        indexes = [
            models.Index(fields=["account", "at"], name="failures_of_an_account"),
            models.Index(fields=["address", "at"], name="failures_of_an_address"),
            models.Index(fields=["network", "at"], name="failures_of_a_network"),
            models.Index(fields=["at"], name="failures_to_forget"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.at}"
