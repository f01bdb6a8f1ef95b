"""The agreement of a programme, in versions, and who accepted which for her company (R19.3)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.programmes.models.applications import Application
from entitlements.programmes.models.programmes import Programme
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet


class Agreement(models.Model):
    """One version of the text; it is never changed. The highest `number` is the one to accept."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="agreements", verbose_name=_("programme")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("agreement of a programme")
        verbose_name_plural = _("agreements of programmes")
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="each_version_of_an_agreement_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.number}"


class Acceptance(models.Model):
    """That a manager accepted this version for her company."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="acceptances", verbose_name=_("agreement of a programme")
    )
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="acceptances", verbose_name=_("application")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("accepted by")
    )
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("accepted agreement")
        verbose_name_plural = _("accepted agreements")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "application"], name="each_agreement_accepted_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.customer_id}"
