"""A remote session: what is asked for on an incident, what the customer has given for it, and what became of it
(R7). Approvals are approvals.py's, the secrets connections.py's."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from subscriptions.models import InstalledSystem, User
from subscriptions.tenancy import TenantQuerySet
from tickets.models import Incident
from tickets.remote_access.models.connections import ConnectionKind

TEXT = 5_000  # characters of what a person writes about it


class Purpose(models.TextChoices):
    """What a session is for (R7.1)."""

    SOLVE = "solve", _("solve a complex issue")
    FASTER = "faster", _("give a faster answer")


class Scope(models.TextChoices):
    """What may be done in it (R7.5)."""

    LOOK = "look", _("look, change nothing")
    CHANGE = "change", _("look and change")


class State(models.TextChoices):
    """Where it stands. That its window has ended follows from the instant: see `stands`."""

    ASKED = "asked", _("not started")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")
    CANCELLED = "cancelled", _("no longer needed")


OPEN = (State.ASKED, State.RUNNING)


class RemoteSessionQuerySet(TenantQuerySet):
    def open(self) -> RemoteSessionQuerySet:
        """Asked for or running."""
        return self.filter(state__in=OPEN)

    def due(self, at: datetime) -> RemoteSessionQuerySet:
        """Open ones of which something is to be told or ended by `at`, the longest due first."""
        return self.open().filter(next_at__lte=at).order_by("next_at", "pk")

    def whole(self) -> RemoteSessionQuerySet:
        """With everything that a page says of one, by a fixed number of queries."""
        people = ("asked_by", "person", "connection_by", "started_by", "ended_by")
        return self.select_related("customer", "incident__product", *people).prefetch_related(
            "systems__system__product", "systems__system__version", "agents__agent", "approvals__approver"
        )


class RemoteSession(models.Model):
    """One session of an incident. `version` grows with each change of what is asked: an approval is of one version
    and of no other (R7.5). `next_at` is when something of it is due: word that its window ends soon, or its end."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="remote_sessions", verbose_name=_("incident")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="remote_sessions", verbose_name=_("customer")
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    text = models.TextField(_("what for"), blank=True)
    scope = models.CharField(_("what may be done"), max_length=10, choices=Scope.choices)
    production_reason = models.TextField(_("why not on a test system"), blank=True)
    opens_at = models.DateTimeField(_("window from"))
    closes_at = models.DateTimeField(_("window to"))
    version = models.PositiveIntegerField(_("version"), default=1)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    submission = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="Of the form that asked: once, whatever is pressed.",
    )

    connection_kind = models.CharField(
        _("connection"), max_length=10, choices=ConnectionKind.choices, blank=True
    )
    connection_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("connection supplied by"),
    )
    connection_at = models.DateTimeField(_("connection supplied"), null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("available person"),
    )
    person_phone = models.CharField(_("phone"), max_length=40, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("Of a refusal or a withdrawal."))
    done = models.TextField(_("what was done"), blank=True)
    next_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RemoteSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("remote session")
        verbose_name_plural = _("remote sessions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="remote_window_ends_later"),
            models.CheckConstraint(
                condition=~Q(state=State.RUNNING) | Q(started_at__isnull=False, started_by__isnull=False),
                name="running_session_was_started",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="session_over_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(started_at=None)
                | Q(started_at__gte=F("opens_at"), started_at__lt=F("closes_at")),
                name="session_started_in_its_window",
            ),
            models.UniqueConstraint(
                fields=["incident"], name="one_running_session_an_incident", condition=Q(state=State.RUNNING)
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="remote_sessions_due", condition=Q(state__in=OPEN)),
            models.Index(fields=["customer", "id"], name="remote_sessions_of_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} – {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("remote_access:session", args=[self.pk])

    @property
    def desk_url(self) -> str:
        return reverse("remote_access:desk_session", args=[self.pk])

    def stands(self, at: datetime) -> State:
        """Where it stands at `at`: expired once its window has ended, whether or not anybody has noted it
        (R7.3)."""
        if self.state in OPEN and self.closes_at <= at:
            return State.EXPIRED
        return State(self.state)

    def is_open(self, at: datetime) -> bool:
        """Whether it is asked for or runs, and its window has not ended."""
        return self.stands(at) in OPEN

    @property
    def installed_systems(self) -> list[InstalledSystem]:
        """The systems it is for."""
        return [row.system for row in self.systems.all()]

    @property
    def people(self) -> list[User]:
        """The vendor's people who take part."""
        return [row.agent for row in self.agents.all()]

    @property
    def production(self) -> bool:
        """Whether one of its systems is a production system (R7.8)."""
        return any(
            system.environment == InstalledSystem.Environment.PRODUCTION for system in self.installed_systems
        )

    def approvers(self) -> list[User]:
        """Who has approved what is asked for now, and nothing else (R7.5)."""
        return [row.approver for row in self.approvals.all() if row.version == self.version]


class SessionSystem(models.Model):
    """One of the customer's installed systems that a session is for."""

    session = models.ForeignKey(RemoteSession, models.CASCADE, related_name="systems")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    system = models.ForeignKey(
        InstalledSystem, models.PROTECT, related_name="+", verbose_name=_("installed system")
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("system of a remote session")
        verbose_name_plural = _("systems of remote sessions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "system"], name="each_system_of_a_session_once")
        ]

    def __str__(self) -> str:
        return str(self.system)


class SessionAgent(models.Model):
    """One of the vendor's people who take part in a session."""

    session = models.ForeignKey(RemoteSession, models.CASCADE, related_name="agents")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agent")
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("agent of a remote session")
        verbose_name_plural = _("agents of remote sessions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "agent"], name="each_agent_of_a_session_once")
        ]

    def __str__(self) -> str:
        return str(self.agent)


class SessionNotice(models.Model):
    """That both sides were told that this window ends soon: once a window, however often and late it is looked
    for."""

    session = models.ForeignKey(RemoteSession, models.CASCADE, related_name="notices")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    closes_at = models.DateTimeField(_("window to"))
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of a remote session")
        verbose_name_plural = _("notices of remote sessions")
        constraints = [
            models.UniqueConstraint(fields=["session", "closes_at"], name="each_end_of_a_window_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.closes_at:%Y-%m-%d %H:%M}"
