"""Meetings of a customer with the vendor: with senior resources, for a review, the call before an upgrade (R20).
Interactive briefings have their own sessions (entitlements.briefings)."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from subscriptions.models.people import is_time_zone
from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models.resources import IdentifiedResource, Side
from tickets.advisory.models.rights import READ_BY_CONTACTS

SHORTEST, LONGEST = 5, 480  # minutes
PLACE = 500  # characters


class MeetingQuerySet(TenantQuerySet):
    def planned(self) -> MeetingQuerySet:
        return self.filter(state=Meeting.State.PLANNED)

    def coming(self, at: datetime) -> MeetingQuerySet:
        """Planned and not over at `at`, the next first."""
        return self.planned().filter(ends_at__gt=at).order_by("starts_at", "pk")

    def to_be_noted(self, at: datetime) -> MeetingQuerySet:
        """Over at `at`, and nobody has said whether it was held; the oldest first."""
        return self.planned().filter(ends_at__lte=at).order_by("starts_at", "pk")

    def whole(self) -> MeetingQuerySet:
        """With its customer, agenda and people."""
        people = Participant.objects.select_related("resource__person")
        return self.select_related("customer", "arranged_by", "plan").prefetch_related(
            "agenda", models.Prefetch("participants", people)
        )


class Meeting(models.Model):
    """One meeting. `kind` is a code of tickets.advisory.meeting_kinds. `sequence` grows with each change that
    calendars must follow, `uid` never changes (RFC 5545). The place is an https address, or a phone number that the
    vendor calls."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", pgettext_lazy("of a meeting", "held")
        CANCELLED = "cancelled", _("cancelled")

    id = models.BigAutoField(_("number"), primary_key=True)
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="meetings", verbose_name=_("customer")
    )
    kind = models.CharField(_("kind"), max_length=20)
    subject = models.CharField(_("subject"), max_length=160)
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=60)
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=40, validators=[is_time_zone])
    place = models.CharField(_("place"), max_length=PLACE)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    cancel_reason = models.TextField(_("reason for cancelling"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    decisions = models.TextField(_("decisions"), blank=True)
    held_at = models.DateTimeField(_("noted as held"), null=True, blank=True)
    plan = models.ForeignKey(
        "advisory.ActionPlan",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("action plan"),
        help_text=_("What was agreed to be done becomes its tasks."),
    )
    arranged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("arranged by")
    )
    arranged_at = models.DateTimeField(_("arranged"))
    sequence = models.PositiveIntegerField(default=0, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(SHORTEST, LONGEST)), name="meeting_lasts_minutes"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_later"),
            models.CheckConstraint(
                condition=Q(state="held", held_at__isnull=False) | (~Q(state="held") & Q(held_at=None)),
                name="held_has_an_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "starts_at"], name="meetings_of_customer"),
            models.Index(fields=["ends_at"], name="planned_meetings", condition=Q(state="planned")),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Its page in the portal."""
        return f"/advisor/meetings/{self.pk}/"

    @property
    def desk_url(self) -> str:
        return f"/desk/advisor/meetings/{self.pk}/"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def link(self) -> str:
        """The address where it takes place; empty where the vendor calls."""
        return self.place if self.place.startswith("https://") else ""

    def of_side(self, side: Side) -> list[Participant]:
        """Its participants of one side, as `whole` reads them."""
        return [each for each in self.participants.all() if each.resource.side == side]


class AgendaPoint(models.Model):
    """One point of the agenda, in order, and what came of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name=_("meeting"))
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("point"), max_length=200)
    result = models.TextField(_("result"), blank=True)

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda point")
        verbose_name_plural = _("agenda points")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="agenda_points_in_order",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.text


class Participant(models.Model):
    """An identified person who is invited, and what she answered."""

    class Response(models.TextChoices):
        NONE = "none", _("no answer yet")
        ACCEPTED = "accepted", _("comes")
        DECLINED = "declined", _("does not come")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="participants", verbose_name=_("meeting")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    resource = models.ForeignKey(
        IdentifiedResource, models.PROTECT, related_name="meetings", verbose_name=_("identified resource")
    )
    response = models.CharField(_("answer"), max_length=10, choices=Response.choices, default=Response.NONE)
    responded_at = models.DateTimeField(_("answered"), null=True, blank=True)

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "resource"], name="participant_once_a_meeting")
        ]

    def __str__(self) -> str:
        return str(self.resource)
