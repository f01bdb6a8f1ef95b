"""Requests of customers for senior resources, which the advisor answers (R20)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models.meetings import Meeting
from tickets.advisory.models.rights import READ_BY_CONTACTS

TEXT = 4000  # characters


class SeniorRequestQuerySet(TenantQuerySet):
    def open(self) -> SeniorRequestQuerySet:
        """Not answered yet, the oldest first."""
        return self.filter(state=SeniorRequest.State.ASKED).order_by("pk")

    def whole(self) -> SeniorRequestQuerySet:
        return self.select_related("customer", "asked_by", "answered_by", "meeting")


class SeniorRequest(models.Model):
    """What a contact wants to talk about with senior support or development people. It is a wish: the advisor
    arranges a meeting when it is relevant, or declines with a reason."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        ARRANGED = "arranged", _("arranged")
        DECLINED = "declined", _("declined")

    class Kind(models.TextChoices):
        SUPPORT = "support", _("support")
        DEVELOPMENT = "development", _("development")

    id = models.BigAutoField(_("number"), primary_key=True)
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    topic = models.CharField(_("topic"), max_length=160)
    why = models.TextField(_("why"))
    kind = models.CharField(_("kind of resource"), max_length=12, choices=Kind.choices)
    wished_times = models.CharField(_("wished times"), max_length=400, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    decline_reason = models.TextField(_("reason for declining"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="request", verbose_name=_("meeting")
    )
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = SeniorRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for senior resources")
        verbose_name_plural = _("requests for senior resources")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", meeting=None, decline_reason="")
                | Q(state="arranged", meeting__isnull=False, decline_reason="")
                | (Q(state="declined", meeting=None) & ~Q(decline_reason="")),
                name="senior_request_is_answered_one_way",
            )
        ]
        indexes = [models.Index(fields=["customer"], name="open_senior_requests", condition=Q(state="asked"))]

    def __str__(self) -> str:
        return self.topic

    @property
    def desk_url(self) -> str:
        return f"/desk/advisor/requests/{self.pk}/"
