"""An upgrade plan: which installed system moves to which version, when, and what of it is ready (R22)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entitlements.models.texts import InBothLanguages
from subscriptions.models import InstalledSystem, Product, ProductVersion
from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models import Meeting
from tickets.advisory.models.rights import READ_BY_CONTACTS

TEXT = 10_000  # characters


class UpgradePlanQuerySet(TenantQuerySet):
    def open(self) -> UpgradePlanQuerySet:
        return self.filter(state=UpgradePlan.State.OPEN)

    def whole(self) -> UpgradePlanQuerySet:
        """With everything that a line about one says."""
        return self.select_related(
            "customer__region", "system", "product", "from_version", "to_version", "call", "planned_by"
        )

    def without_call(self, at: datetime) -> UpgradePlanQuerySet:
        """Open, the call due, and neither held nor still to come (R22.2)."""
        coming = Q(call__state=Meeting.State.PLANNED, call__ends_at__gt=at)
        return self.open().filter(called_at=None, call_due_at__lte=at).exclude(coming)

    def watched(self, day: date) -> UpgradePlanQuerySet:
        """Those that go live on that day or went live lately."""
        live = (UpgradePlan.State.OPEN, UpgradePlan.State.DONE)
        return self.filter(state__in=live, planned_on__lte=day, watched_until__gte=day)


class UpgradePlan(models.Model):
    """A plan of one customer; its key is its number. `call_due_at` is when the call is to have been, computed when
    the day was planned; `called_at` when it was completed here. `found` keeps what the plan met at the call."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    id = models.BigAutoField(_("number"), primary_key=True)
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="upgrade_plans", verbose_name=_("customer")
    )
    system = models.ForeignKey(
        InstalledSystem, models.PROTECT, related_name="upgrade_plans", verbose_name=_("installed system")
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    from_version = models.ForeignKey(
        ProductVersion, models.PROTECT, related_name="+", verbose_name=_("from version")
    )
    to_version = models.ForeignKey(
        ProductVersion, models.PROTECT, related_name="+", verbose_name=_("to version")
    )
    planned_on = models.DateField(_("planned for"))
    watched_until = models.DateField(_("watched until"))
    purpose = models.TextField(_("purpose"), blank=True)
    phone = models.CharField(_("phone for the call"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    planned_at = models.DateTimeField(_("planned"))
    call = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="upgrade_plan", verbose_name=_("call")
    )
    call_due_at = models.DateTimeField(_("call due"))
    called_at = models.DateTimeField(_("called"), null=True, blank=True)
    alarmed_at = models.DateTimeField(_("alarmed"), null=True, blank=True)
    found = models.JSONField(_("met at the call"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.TextField(_("reason"), blank=True)

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = UpgradePlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("upgrade plan")
        verbose_name_plural = _("upgrade plans")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["system"], name="one_open_plan_a_system", condition=Q(state="open")
            ),
            models.CheckConstraint(
                condition=~Q(from_version=F("to_version")), name="upgrade_to_another_version"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="ended_upgrade_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(called_at=None) | Q(call__isnull=False, found__isnull=False),
                name="completed_call_has_a_meeting",
            ),
        ]
        indexes = [
            models.Index(
                fields=["call_due_at"],
                name="upgrades_without_call",
                condition=Q(state="open", called_at=None, alarmed_at=None),
            ),
            models.Index(fields=["watched_until"], name="upgrades_watched"),
            models.Index(fields=["customer", "planned_on"], name="upgrades_of_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.from_version.name} → {self.to_version.name}"

    def get_absolute_url(self) -> str:
        return reverse("upgrades:plan", args=[self.pk])

    @property
    def desk_url(self) -> str:
        return reverse("upgrades:desk_plan", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def call_is_booked(self, at: datetime) -> bool:
        """Whether a call is planned that is not over."""
        return self.call is not None and self.call.is_planned and self.call.ends_at > at

    def lacks_call(self, at: datetime) -> bool:
        """R22.2: the call is due, and neither completed nor still to come."""
        due = self.is_open and self.called_at is None and self.call_due_at <= at
        return due and not self.call_is_booked(at)


class PlanPoint(models.Model):
    """A point of the plan's readiness list, and who ticked it when."""

    plan = models.ForeignKey(
        UpgradePlan, models.CASCADE, related_name="points", verbose_name=_("upgrade plan")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))
    text_en = models.CharField(_("text (English)"), max_length=200)
    text_da = models.CharField(_("text (Danish)"), max_length=200, blank=True)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ticked by"),
    )
    ticked_at = models.DateTimeField(_("ticked"), null=True, blank=True)

    text = InBothLanguages("text")
    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("point of an upgrade plan")
        verbose_name_plural = _("points of upgrade plans")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="one_point_a_position")]

    def __str__(self) -> str:
        return self.text


class WatchedIncident(models.Model):
    """That the people named for an upgrade were told of an incident while it goes live: each once."""

    plan = models.ForeignKey(
        UpgradePlan, models.CASCADE, related_name="watched", verbose_name=_("upgrade plan")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    incident = models.ForeignKey(
        "tickets.Incident", models.PROTECT, related_name="+", verbose_name=_("incident")
    )
    at = models.DateTimeField(_("at"))

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident during an upgrade")
        verbose_name_plural = _("incidents during upgrades")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "incident"], name="each_incident_of_an_upgrade_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.incident_id}"
