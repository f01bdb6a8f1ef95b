"""Builds that participants are given, and what they say of each (R19.3). The files are published as releases for
named customers; here a build is its code."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.models import Severity
from entitlements.programmes.models.applications import Application
from entitlements.programmes.models.programmes import Programme
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet


class Build(models.Model):
    """A build of a programme, by the code of its release."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="builds", verbose_name=_("programme")
    )
    code = models.CharField(_("build"), max_length=40)
    note = models.TextField(_("what is new in it"), blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("build of a programme")
        verbose_name_plural = _("builds of programmes")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="each_build_once")]

    def __str__(self) -> str:
        return self.code


class Feedback(models.Model):
    """What a participant says of one build. `incident` is the number of an incident, as she typed it."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="feedback", verbose_name=_("application")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    build = models.ForeignKey(
        Build, models.PROTECT, related_name="feedback", verbose_name=_("build of a programme")
    )
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity.choices)
    text = models.TextField(_("text"))
    incident = models.CharField(_("incident"), max_length=18, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("at"))
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback on a build")
        verbose_name_plural = _("feedback on builds")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.build} {self.customer}"
