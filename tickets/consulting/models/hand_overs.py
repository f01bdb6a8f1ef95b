"""An incident that the consulting service has: why, since when, and how far it is with it (R11.2, R11.6)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet
from tickets.models import Incident


class Reason(models.TextChoices):
    """Which of the four conditions fails (R11.4); the code is that of the refusal which the customer reads."""

    INSTALLATION = "installation_is_consulting", _("installation or implementation")
    MODIFIED = "modified_system", _("modified on this point")
    NOT_GENERAL = "not_general", _("about the customer's own set-up")
    NOT_AVAILABLE = "not_generally_available", _("version not generally available")


class State(models.TextChoices):
    """`RETURNED`: it came back to support, by an objection or because somebody reopened the incident."""

    WAITING = "waiting", _("waiting for consulting")
    TAKEN = "taken", _("consulting works on it")
    ANSWERED = "answered", _("answered by consulting")
    DONE = "done", _("done")
    RETURNED = "returned", _("back at support")


OPEN = (State.WAITING, State.TAKEN, State.ANSWERED)


class HandOverQuerySet(TenantQuerySet):
    def open(self) -> HandOverQuerySet:
        """What consulting has to do with, the oldest first."""
        return self.filter(state__in=OPEN).order_by("at", "pk")

    def kept(self) -> HandOverQuerySet:
        """What consulting has or has done: all that did not come back."""
        return self.exclude(state=State.RETURNED)

    def whole(self) -> HandOverQuerySet:
        """With what a list or a page shows of each."""
        return self.select_related(
            "incident__customer", "incident__contact", "incident__region", "by", "consultant", "objection"
        )


class HandOver(models.Model):
    """That an incident was handed to the consulting service. `text` is what the agent wrote for it beside the
    customer's own words."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="hand_overs", verbose_name=_("incident")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    reason = models.CharField(_("reason"), max_length=26, choices=Reason.choices)
    text = models.TextField(_("for consulting"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed over by")
    )
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    consultant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("consultant"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], name="one_open_hand_over", condition=Q(state__in=OPEN)
            )
        ]
        indexes = [models.Index(fields=["at", "id"], name="open_hand_overs", condition=Q(state__in=OPEN))]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.reason}"

    def get_absolute_url(self) -> str:
        return reverse("consulting:hand_over", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def in_hand(self) -> bool:
        """Whether somebody has taken it who may sign in."""
        return self.consultant is not None and self.consultant.is_active
