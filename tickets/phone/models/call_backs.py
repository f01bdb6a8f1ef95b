"""Calls that the vendor owes: whom to call, by which number, when."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Customer, SupportRegion
from subscriptions.tenancy import TenantQuerySet
from tickets.models import Incident


class State(models.TextChoices):
    """What became of a call-back."""

    WAITING = "waiting", _("to be called")
    SPOKEN = "spoken", _("spoken with the contact")
    NOT_REACHED = "not_reached", _("not reached")
    CANCELLED = "cancelled", _("cancelled")


class CallBackQuerySet(TenantQuerySet):
    """Questions about call-backs."""

    def waiting(self) -> "CallBackQuerySet":
        return self.filter(state=State.WAITING)

    def whole(self) -> "CallBackQuerySet":
        """With all that a row of a list says."""
        return self.select_related("customer", "contact", "owner", "incident", "region")


class CallBack(models.Model):
    """A contact is to be called. `due_at` lies on covered time of the line; a try that nobody answers moves it,
    until so many were made as the rules say. `remind_at` is when whoever is to call is reminded, None once done."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="call_backs", verbose_name=_("customer")
    )
    region = models.ForeignKey(
        SupportRegion, models.PROTECT, related_name="+", verbose_name=_("support region")
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("contact")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, blank=True, related_name="call_backs", verbose_name=_("incident")
    )
    number = models.CharField(_("phone number"), max_length=40)
    about = models.TextField(_("what about"), blank=True)
    asked_at = models.DateTimeField(_("asked for"))
    due_at = models.DateTimeField(_("due"))
    remind_at = models.DateTimeField(_("reminder"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agent"),
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    submission = models.UUIDField(_("submission"), default=uuid4, unique=True)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "contact", "incident"],
                name="one_call_back_a_contact_and_incident",
                condition=Q(state=State.WAITING),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, ended_at=None)
                | ~Q(state=State.WAITING) & Q(ended_at__isnull=False),
                name="ended_call_back_has_an_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="call_backs_in_order", condition=Q(state=State.WAITING)
            ),
            models.Index(
                fields=["remind_at"],
                name="call_backs_to_remind",
                condition=Q(state=State.WAITING, remind_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer} {self.number} {self.due_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("phone:call_back", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING
