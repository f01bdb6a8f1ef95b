"""The ledger of paging: that a severity 1 looks for somebody to take it, and each page sent for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet
from tickets.models import Incident


class PagingQuerySet(TenantQuerySet):
    def running(self) -> PagingQuerySet:
        return self.filter(ended_at=None)


class Paging(models.Model):
    """From when a severity 1 looks for somebody until somebody has it, or it needs nobody at once.

    `next_at` is when its next step is due, in covered time; None where no more is to come (LIFECYCLE.md, 4)."""

    class Cause(models.TextChoices):
        LOGGED = "logged", _("logged")
        RAISED = "raised", _("severity raised")
        RELEASED = "released", _("back in the queue")
        REOPENED = "reopened", _("in work again")

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="pagings", verbose_name=_("incident"))
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
        help_text="Who had it when it was raised out of office hours by another; she may be asleep.",
    )
    started_at = models.DateTimeField(_("started"))
    step = models.PositiveSmallIntegerField(_("steps done"), default=0)
    next_at = models.DateTimeField(_("next step"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = PagingQuerySet.as_manager()

    class Meta:
        verbose_name = _("paging")
        verbose_name_plural = _("pagings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], name="one_running_paging_an_incident", condition=Q(ended_at=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], name="pagings_due", condition=Q(ended_at=None, next_at__isnull=False)
            ),
            models.Index(fields=["incident", "started_at"], name="pagings_of_incident"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.cause} {self.started_at:%Y-%m-%d %H:%M}"


class Page(models.Model):
    """That one agent was called to the incident: which round of the paging it was, and when she acknowledged."""

    paging = models.ForeignKey(Paging, models.CASCADE, related_name="pages", verbose_name=_("paging"))
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="pages", verbose_name=_("incident"))
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    round = models.PositiveSmallIntegerField(_("round"))
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agent")
    )
    at = models.DateTimeField(_("at"))
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("page to an agent")
        verbose_name_plural = _("pages to agents")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["paging", "round"], name="each_round_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.round} {self.agent}"
