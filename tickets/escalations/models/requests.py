"""A customer's request to escalate an incident: a record with its own clock, owner and answer (LIFECYCLE.md, 4)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet
from tickets.models import Incident


class Outcome(models.TextChoices):
    """How an escalation ended. The first two are proposed by the vendor and agreed by the asker."""

    DONE = "done", _("what was planned is done")
    CANNOT = "cannot", _("it cannot be fulfilled")
    BY_ASKER = "by_asker", _("ended by the customer")
    RAISED = "raised", _("escalated again")
    CLOSED = "closed", _("the incident ended")


PROPOSED = (Outcome.DONE, Outcome.CANNOT)


class EscalationRequestQuerySet(TenantQuerySet):
    def open(self) -> EscalationRequestQuerySet:
        """Those that last: without an answer first, by when it is due."""
        return self.filter(ended_at=None).order_by(F("answered_at").asc(nulls_first=True), "due_at", "pk")

    def unanswered(self) -> EscalationRequestQuerySet:
        return self.filter(ended_at=None, answered_at=None).order_by("due_at", "pk")

    def to_look_at(self, at: datetime) -> EscalationRequestQuerySet:
        """Those of whose answer somebody is to be reminded by `at`, or whose answer is late."""
        return self.filter(ended_at=None, answered_at=None, next_at__lte=at).order_by("next_at")

    def whole(self) -> EscalationRequestQuerySet:
        """With what a list or a page shows of each."""
        return self.select_related("incident__customer", "incident__region", "by", "owner", "answered_by")


class EscalationRequest(models.Model):
    """What a contact asked for, once a `number` of the incident. `name` and `phone` are of the person asking;
    `due_at` is when an answer is due, `next_at` when somebody is told next if there is none."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="escalation_requests", verbose_name=_("incident")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    number = models.PositiveSmallIntegerField(_("request of the incident"))
    level = models.PositiveSmallIntegerField(_("level"))
    reason = models.TextField(_("reason"))
    impact = models.TextField(_("business impact"))
    critical_on = models.DateField(_("critical date"), null=True, blank=True)
    workaround_ok = models.BooleanField(_("a workaround is acceptable"))
    name = models.CharField(_("person asking"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    at = models.DateTimeField(_("asked"))
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    due_at = models.DateTimeField(_("answer due"))
    next_at = models.DateTimeField(_("next reminder"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("escalated further"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    proposed_outcome = models.CharField(_("proposed end"), max_length=8, choices=Outcome.choices, blank=True)
    proposed_text = models.TextField(_("why it may end"), blank=True)
    proposed_at = models.DateTimeField(_("end proposed"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = EscalationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for escalation")
        verbose_name_plural = _("requests for escalation")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="each_escalation_request_once"),
            models.UniqueConstraint(
                fields=["incident"], name="one_open_escalation_request", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="ended_escalation_says_how",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="unanswered_escalations",
                condition=Q(ended_at=None, answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("escalations:request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def in_hand(self) -> bool:
        """Whether somebody owns it who may sign in."""
        return self.owner is not None and self.owner.is_active

    @property
    def is_proposed(self) -> bool:
        """Whether the vendor proposes to end it and the asker has not answered."""
        return self.is_open and self.proposed_at is not None

    def is_late(self, at: datetime) -> bool:
        """Whether the answer came after it was due, or has not come by `at`."""
        return (self.answered_at or self.ended_at or at) > self.due_at
